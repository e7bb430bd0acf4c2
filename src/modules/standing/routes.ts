import { z } from '@hono/zod-openapi'
import type { AccountId } from '#kernel/ids'
import { inTransaction } from '#platform/cx'
import { idSchema, route, timeSchema } from '#platform/http'
import type { Lang } from '#platform/i18n'
import { assess } from './assess.ts'
import { sentence } from './mails.ts'
import { statuses } from './measure.ts'
import { listStandings, type StandingRow } from './queries.ts'
import { lockStanding, saveMayThrottle } from './store.ts'

const tags = ['standing']
const StatusSchema = z.enum(statuses)

const StandingSchema = z
  .object({
    accountId: z.string(),
    account: z.string(),
    channel: z.string(),
    status: StatusSchema.describe(
      'ok; watch: two more faults would cross a limit; risk: one more would; over: crossed.',
    ),
    level: z.string().nullable().describe('In the vendor’s own words, where it tells.'),
    measures: z.array(
      z.object({
        name: z.string(),
        status: StatusSchema,
        text: z.string(),
        valueBasisPoints: z.int().nullable(),
        limitBasisPoints: z.int().nullable(),
        orders: z.array(z.object({ orderId: z.string(), number: z.string(), hoursLeft: z.int() })),
      }),
    ),
    mayThrottle: z.boolean().describe('Whether new copies are held back there one fault before a limit.'),
    throttledAt: timeSchema.nullable().describe('Since when nothing new is published there; what is on sale stays.'),
    assessedAt: timeSchema,
    toldAt: timeSchema.nullable().describe('When the vendor was last asked.'),
  })
  .openapi('Standing')

const readStandings = route({
  method: 'get',
  path: '/standings',
  permission: 'channels:read',
  summary: 'How near each account is to the limits at which its vendor punishes',
  tags,
  answers: { 200: z.object({ items: z.array(StandingSchema) }) },
  handle: async (cx, { request }) => ({ items: (await listStandings(cx)).map((row) => view(row, request.lang)) }),
})

const editStanding = route({
  method: 'patch',
  path: '/channels/:accountId/standing',
  permission: 'channels:write',
  summary: 'Say whether new copies may be held back there one fault before a limit',
  tags,
  params: z.object({ accountId: idSchema<AccountId>('Account') }),
  body: z.object({ mayThrottle: z.boolean() }),
  answers: { 204: z.void() },
  refusals: ['channels.account-not-found'],
  handle: (cx, { params: { accountId }, body }) =>
    inTransaction(cx, async (tx) => {
      await assess(tx, accountId)
      await lockStanding(tx, accountId)
      await saveMayThrottle(tx, accountId, body.mayThrottle)
      await assess(tx, accountId)
    }),
})

const view = ({ label, told, measures, changedAt: _, ...row }: StandingRow, lang: Lang) => ({
  ...row,
  account: label,
  level: told?.level || null,
  measures: measures.map((one) => ({
    name: one.name,
    status: one.status,
    text: sentence(lang, one),
    valueBasisPoints: one.kind === 'rate' ? one.valueBasisPoints : null,
    limitBasisPoints: one.kind === 'rate' ? one.limitBasisPoints : null,
    orders: one.kind === 'silence' ? [...one.orders] : [],
  })),
})

export const routes = [readStandings, editStanding]
