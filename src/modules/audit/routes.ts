import { z } from '@hono/zod-openapi'
import type { AccountId, VariantId } from '#kernel/ids'
import { jsonObject } from '#modules/channels'
import { idSchema, pageQuery, pageSchema, route, timeSchema } from '#platform/http'
import { changeSettings, decideDrift } from './decide.ts'
import { type DriftId, type DriftRow, decisions, decisionsOf, driftKinds, driftStates } from './drift.ts'
import { type AuditView, listAudits, listDrifts } from './queries-views.ts'
import { resumeHealing } from './stop-healing.ts'

const tags = ['audit']
const params = z.object({ accountId: idSchema<AccountId>('Account') })

const settings = {
  handEdits: z.enum(['ours-wins', 'ask']).describe('Prices and lowered quantities changed there by hand'),
  pagesPerMinute: z.int().min(1).max(600),
  restMinutes: z.int().min(0).max(10_080).describe('Between one pass and the next'),
}

const AuditSchema = z
  .object({
    accountId: z.string(),
    channel: z.string(),
    label: z.string(),
    ...settings,
    standingCount: z.int().describe('Our listings there, as far as we know'),
    running: z.object({ startedAt: timeSchema, pageCount: z.int(), seenCount: z.int() }).nullable(),
    last: z
      .object({
        startedAt: timeSchema,
        endedAt: timeSchema,
        durationSeconds: z.int(),
        pageCount: z.int(),
        seenCount: z.int(),
        comparedCount: z.int(),
        driftCount: z.int(),
      })
      .nullable(),
    stop: z
      .object({ stoppedAt: timeSchema, driftCount: z.int(), comparedCount: z.int() })
      .nullable()
      .describe('Set while nothing is healed, because too much differed at once'),
    openCount: z.int(),
    askingCount: z.int(),
  })
  .openapi('Audit')

const auditView = ({ running, last, stop, ...audit }: AuditView) => ({
  ...audit,
  running: running && { ...running, startedAt: new Date(running.startedAt) },
  last: last && {
    ...last,
    startedAt: new Date(last.startedAt),
    endedAt: new Date(last.endedAt),
    durationSeconds: Math.round((Date.parse(last.endedAt) - Date.parse(last.startedAt)) / 1000),
  },
  stop: stop && { ...stop, stoppedAt: new Date(stop.stoppedAt) },
})

const readAudits = route({
  method: 'get',
  path: '/audits',
  permission: 'channels:read',
  summary: 'How marketplace accounts are read back: the pass under way, the last one, what waits for a decision',
  tags,
  answers: { 200: z.object({ items: z.array(AuditSchema) }) },
  handle: async (cx) => ({ items: (await listAudits(cx)).map(auditView) }),
})

const putSettings = route({
  method: 'put',
  path: '/audits/:accountId/settings',
  permission: 'channels:write',
  summary: 'How an account is audited',
  tags,
  params,
  body: z.object(settings),
  answers: { 204: z.void() },
  refusals: ['channels.account-not-found'],
  handle: (cx, { params: { accountId }, body }) => changeSettings(cx, accountId, body),
})

const createGo = route({
  method: 'post',
  path: '/audits/:accountId/go',
  permission: 'channels:write',
  summary: 'Heal again after too much differed at once',
  tags,
  params,
  body: z.object({ reason: z.string().trim().max(500).default('') }),
  answers: { 204: z.void() },
  refusals: ['audit.not-stopped'],
  handle: (cx, { params: { accountId }, body: { reason } }) => resumeHealing(cx, accountId, reason),
})

const DriftSchema = z
  .object({
    id: z.string(),
    accountId: z.string(),
    account: z.string(),
    channel: z.string(),
    kind: z.enum(driftKinds),
    listingId: z.string().nullable(),
    variantId: z.string().nullable(),
    remoteId: z.string(),
    sku: z.string(),
    title: z.string(),
    detail: jsonObject.openapi({
      type: 'object',
      description: 'ours: what it last proved to show; theirs: what it shows',
    }),
    state: z.enum(driftStates),
    possible: z.array(z.enum(decisions)).describe('What a person may decide'),
    seenCount: z.int(),
    firstSeenAt: timeSchema,
    lastSeenAt: timeSchema,
    act: z.enum(['sent-again', 'proof-requested', 'ended', 'adopted']).nullable(),
    actedAt: timeSchema.nullable(),
    failure: z.string().nullable().describe("The vendor's words when it could not be done"),
    decision: z.enum(decisions).nullable(),
    decidedAt: timeSchema.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
    closedAt: timeSchema.nullable(),
    closedAs: z.enum(['healed', 'gone', 'decided']).nullable(),
  })
  .openapi('Drift')

const driftView = (drift: DriftRow) => ({
  ...drift,
  possible: drift.state === 'closed' ? [] : [...decisionsOf[drift.kind]],
})

const readDrifts = route({
  method: 'get',
  path: '/drifts',
  permission: 'channels:read',
  summary: 'Where marketplaces show something else than they were told, the latest seen first',
  tags,
  query: z.object({
    ...pageQuery,
    accountId: idSchema<AccountId>('Account').optional(),
    state: z.enum(driftStates).optional(),
  }),
  answers: { 200: pageSchema(DriftSchema) },
  handle: async (cx, { query }) => {
    const { items, nextCursor } = await listDrifts(cx, query)
    return { items: items.map(driftView), nextCursor }
  },
})

const createDecision = route({
  method: 'post',
  path: '/drifts/:driftId/decision',
  permission: 'channels:write',
  summary: 'Decide about a drift: put ours back, end it there, make it ours, or leave it',
  tags,
  params: z.object({ driftId: idSchema<DriftId>('Drift') }),
  body: z.object({
    decision: z.enum(decisions),
    variantId: idSchema<VariantId>('Variant').optional().describe('For adopt: what the listing is of'),
    reason: z.string().trim().max(500).default(''),
  }),
  answers: { 204: z.void() },
  refusals: [
    'audit.drift-not-found',
    'audit.drift-closed',
    'audit.decision-not-possible',
    'audit.variant-missing',
    'audit.not-adoptable',
  ],
  handle: (cx, { params: { driftId }, body }) => decideDrift(cx, driftId, body),
})

export const routes = [readAudits, putSettings, createGo, readDrifts, createDecision]
