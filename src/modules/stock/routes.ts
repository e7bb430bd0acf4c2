import { z } from '@hono/zod-openapi'
import type { UnitId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { idSchema, route, timeSchema } from '#platform/http'
import { findUnits } from './queries.ts'
import { unitTimeline } from './unit-timeline.ts'

const claimKinds = ['cart', 'checkout', 'order', 'quote', 'bag', 'hold', 'waiting'] as const
const VariantIdSchema = idSchema<VariantId>('Variant')
const UnitIdSchema = idSchema<UnitId>('Unit')

const UnitSchema = z
  .object({
    id: z.string(),
    code: z.string(),
    variantId: z.string(),
    sku: z.string(),
    title: z.string(),
    artist: z.string(),
    place: z.object({ id: z.string(), code: z.string(), kind: z.string() }),
    costMinor: z.int().nullable(),
    receivedAt: timeSchema,
    claim: z
      .object({ kind: z.enum(claimKinds), holder: z.string(), takenAt: timeSchema, expiresAt: timeSchema.nullable() })
      .nullable()
      .describe('Who holds it now; null when it is free or off the shelves.'),
  })
  .openapi('Unit')

const getUnits = route({
  method: 'get',
  path: '/units',
  permission: 'stock:read',
  summary: 'Copies by the code on their label, or of a variant (a lot names its members)',
  tags: ['stock'],
  query: z
    .object({ code: z.string().max(40).optional(), variantId: VariantIdSchema.optional() })
    .refine((query) => (query.code === undefined) !== (query.variantId === undefined), {
      error: 'give either code or variantId',
    }),
  answers: { 200: z.object({ items: z.array(UnitSchema) }) },
  refusals: ['stock.unit-not-found'],
  handle: async (cx, { query: { code, variantId } }) => {
    const items = await findUnits(cx, code === undefined ? { variantIds: variantId ? [variantId] : [] } : { code })
    if (code !== undefined && items.length === 0) refuse('stock.unit-not-found', { code })
    return { items }
  },
})

const getUnitTimeline = route({
  method: 'get',
  path: '/units/:unitId/timeline',
  permission: 'stock:read',
  summary: 'Everything that happened to a copy, oldest first',
  description: 'textKey is the i18n key of the sentence; the other fields are its values.',
  tags: ['stock'],
  params: z.object({ unitId: UnitIdSchema }),
  answers: {
    200: z
      .object({
        unit: UnitSchema,
        entries: z.array(
          z.object({
            at: timeSchema,
            actor: z.string(),
            textKey: z.string(),
            fromPlace: z.string().nullable(),
            toPlace: z.string().nullable(),
            kind: z.enum(claimKinds).nullable(),
            reference: z.string().nullable(),
            reason: z.string().nullable(),
            expiresAt: timeSchema.nullable(),
          }),
        ),
      })
      .openapi('UnitTimeline'),
  },
  refusals: ['stock.unit-not-found'],
  handle: async (cx, { params }) => {
    const { unit, entries } = await unitTimeline(cx, params.unitId)
    return { unit, entries: [...entries] }
  },
})

export const routes = [getUnits, getUnitTimeline]
