import { z } from '@hono/zod-openapi'
import type { UnitId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { type AnyRoute, csvAnswer, idSchema, rawRoute, route } from '#platform/http'
import type { HoldId } from './hold.ts'
import { addCopies, beginHold, type HoldOutcome } from './hold-copies.ts'
import { holdCsv } from './hold-csv.ts'
import { getHold, getHolds } from './hold-view.ts'
import { releaseCopies } from './release-copies.ts'
import { HoldRowSchema, HoldSchema, OutcomeSchema } from './schemas.ts'
import { copiesMax, type Selection } from './select-copies.ts'

/** The catalogue's own filters, as its list knows them; only the composition can say what they find. */
export type CatalogueFilter = {
  readonly text?: string | undefined
  readonly medium?: 'vinyl' | 'cd' | 'cassette' | 'other' | undefined
  readonly state?: 'free' | 'held' | 'sold' | 'ungraded' | undefined
}
export type FindVariantIds = (cx: Cx, filter: CatalogueFilter, countMax: number) => Promise<readonly VariantId[]>

const tags = ['holds']
const params = z.object({ holdId: idSchema<HoldId>('Hold') })
const code = z.string().trim().min(1).max(40)
const reason = z.string().trim().max(500).default('')

const selection = {
  codes: z.array(code).max(copiesMax).optional().describe('Codes on labels, SKUs, or shelves'),
  list: z.string().max(200_000).optional().describe('The same as one text, pasted or scanned'),
  variantIds: z.array(idSchema<VariantId>('Variant')).max(copiesMax).optional(),
  places: z.array(code).max(200).optional().describe('Shelves: every copy on them'),
  filter: z
    .object({
      text: z.string().trim().min(1).max(200).optional(),
      medium: z.enum(['vinyl', 'cd', 'cassette', 'other']).optional(),
      state: z.enum(['free', 'held', 'sold', 'ungraded']).optional(),
    })
    .optional()
    .describe('Everything the list of the catalogue finds with these filters'),
}
const selectionRefusals = ['holds.nothing-selected', 'holds.too-many', 'holds.place-not-found'] as const

type Selected = Selection & { readonly filter?: CatalogueFilter | undefined }

const readHolds = route({
  method: 'get',
  path: '/holds',
  permission: 'stock:read',
  summary: 'Market holds with their light, newest first',
  tags,
  query: z.object({ state: z.enum(['open', 'over']).default('open') }),
  answers: { 200: z.object({ items: z.array(HoldRowSchema) }) },
  handle: async (cx, { query: { state } }) => ({ items: await getHolds(cx, { isOpen: state === 'open' }) }),
})

const readHold = route({
  method: 'get',
  path: '/holds/:holdId',
  permission: 'stock:read',
  summary: 'A market hold: its light by account and by copy, and what was done when by whom and why',
  tags,
  params,
  answers: { 200: HoldSchema },
  refusals: ['holds.not-found'],
  handle: async (cx, { params: { holdId } }) => {
    const hold = await getHold(cx, holdId)
    return { ...hold, accounts: [...hold.accounts], copies: [...hold.copies], events: [...hold.events] }
  },
})

const readHoldCsv = rawRoute({
  method: 'get',
  path: '/holds/:holdId/copies.csv',
  permission: 'stock:read',
  summary: 'The copies of a hold as a file',
  tags,
  params,
  query: z.object({ delimiter: z.enum([',', ';']).default(',') }),
  produces: 'text/csv',
  refusals: ['holds.not-found'],
  handle: async (cx, { params: { holdId }, query: { delimiter } }) => {
    await getHold(cx, holdId)
    return csvAnswer(holdCsv(cx, holdId, delimiter), 'hold.csv')
  },
})

const createRelease = route({
  method: 'post',
  path: '/holds/:holdId/release',
  permission: 'stock:hold',
  summary: 'Put copies on sale again, all or some; what was sold meanwhile stays sold',
  tags,
  params,
  body: z.object({
    unitIds: z.array(idSchema<UnitId>('Unit')).max(copiesMax).optional(),
    codes: z.array(code).max(copiesMax).optional(),
    reason,
  }),
  answers: { 200: z.object({ releasedCount: z.int() }) },
  refusals: ['holds.not-found', 'holds.nothing-selected'],
  handle: (cx, { params: { holdId }, body }) => releaseCopies(cx, holdId, body),
})

const createHoldOf = (choose: Choose) =>
  route({
    method: 'post',
    path: '/holds',
    permission: 'stock:hold',
    summary: 'Hold a selection of copies everywhere: every channel withdraws them and proves it',
    tags,
    body: z.object({
      name: z.string().trim().min(1).max(120),
      reason,
      plannedEndAt: z.iso
        .datetime({ offset: true })
        .transform((text) => new Date(text))
        .nullable()
        .default(null)
        .openapi({
          type: ['string', 'null'],
          format: 'date-time',
          description: 'A reminder; nothing is released by it',
        }),
      ...selection,
    }),
    answers: { 201: OutcomeSchema },
    refusals: selectionRefusals,
    handle: async (cx, { body: { name, reason, plannedEndAt, ...selected } }) =>
      answerOf(await beginHold(cx, { name, reason, plannedEndAt, selection: await choose(cx, selected) })),
  })

const addCopiesOf = (choose: Choose) =>
  route({
    method: 'post',
    path: '/holds/:holdId/copies',
    permission: 'stock:hold',
    summary: 'Add copies to a hold, or take those that have become free since',
    tags,
    params,
    body: z.object({ reason, ...selection }),
    answers: { 200: OutcomeSchema },
    refusals: ['holds.not-found', ...selectionRefusals],
    handle: async (cx, { params: { holdId }, body: { reason, ...selected } }) =>
      answerOf(await addCopies(cx, holdId, { reason, selection: await choose(cx, selected) })),
  })

const answerOf = (outcome: HoldOutcome) => ({
  ...outcome,
  taken: [...outcome.taken],
  unknown: [...outcome.unknown],
})

type Choose = (cx: Cx, selected: Selected) => Promise<Selection>

export const createRoutes = (findVariantIds: FindVariantIds): readonly AnyRoute[] => {
  const choose: Choose = async (cx, { filter, variantIds = [], ...rest }) => {
    const found = filter ? await findVariantIds(cx, filter, copiesMax + 1) : []
    return { ...rest, variantIds: [...variantIds, ...found] }
  }
  return [readHolds, createHoldOf(choose), readHold, readHoldCsv, addCopiesOf(choose), createRelease]
}
