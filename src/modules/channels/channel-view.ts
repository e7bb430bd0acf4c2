import { z } from '@hono/zod-openapi'
import type { Cx } from '#platform/cx'
import { timeSchema } from '#platform/http'
import { type Lang, translate } from '#platform/i18n'
import { errorInWords } from './explain.ts'
import type { AccountView } from './queries-screens.ts'
import { withdrawalFloorMs } from './service-level.ts'

export const states = ['waiting', 'live', 'withdrawn', 'rejected', 'sold'] as const

export const ChannelErrorSchema = z
  .object({
    code: z.string(),
    message: z.string().describe("The vendor's own words"),
    text: z.string().describe('What it means and what to do, in the language asked for'),
    field: z.string().optional(),
    at: z.string(),
  })
  .openapi('ChannelError')

export const ChannelSchema = z
  .object({
    id: z.string(),
    channel: z.string(),
    label: z.string(),
    postAddress: z.string().nullable().describe('Set for a channel kept by hand: where a person posts an ad'),
    seller: z.string(),
    state: z.enum(['active', 'paused']),
    health: z.enum(['good', 'busy', 'blocked', 'paused']),
    breaker: z
      .object({
        state: z.enum(['closed', 'open', 'half-open', 'refused']),
        since: timeSchema.nullable(),
        nextProbeAt: timeSchema.nullable().describe('When one request tries whether the marketplace is back'),
        failures: z.int().describe('Outages in a row'),
        text: z.string().nullable().describe('What it means and what to do; null while all is well'),
      })
      .describe('Stops asking a marketplace that is out of reach, or that refuses the credentials'),
    withdrawals: z
      .object({ waiting: z.int(), oldestAt: z.string().nullable() })
      .describe('Withdrawals the marketplace has not accepted yet, and since when the first of them is wanted'),
    blockedUntil: timeSchema.nullable(),
    ordersPolledAt: timeSchema.nullable(),
    lastError: ChannelErrorSchema.nullable(),
    counts: z.object({ waiting: z.int(), live: z.int(), withdrawn: z.int(), rejected: z.int(), sold: z.int() }),
    pendingCount: z.int().describe('Listings with something left to send'),
    unprovenCount: z.int().describe('Listings not read back since they were last sent'),
    withdrawalMs: z
      .object({ count: z.int(), p50: z.number().nullable(), p95: z.number().nullable(), p99: z.number().nullable() })
      .describe('The service level: from the claim of a copy to the accepted withdrawal, last 30 days'),
    withdrawalFloorMs: z
      .number()
      .nullable()
      .describe('The wait that the marketplace itself imposes on withdrawals, e.g. 60000 for one a minute'),
  })
  .openapi('Channel')

export function channelView(cx: Cx, account: AccountView, lang: Lang) {
  const now = cx.now()
  const isBlocked = account.breaker !== 'closed' || (account.blockedUntil !== null && account.blockedUntil > now)
  const working = isBlocked ? 'blocked' : account.pendingCount > 0 ? 'busy' : 'good'
  const health: 'paused' | typeof working = account.state === 'paused' ? 'paused' : working
  const postAddress = cx.outside.byHand?.[account.channel]?.postAddress ?? null
  const maker = cx.outside.connectors[account.channel]
  return {
    ...account,
    breaker: breakerView(account, { lang, now }),
    withdrawalFloorMs: maker ? withdrawalFloorMs(maker.limits) : null,
    health,
    postAddress,
    lastError: errorInWords(account.lastError, lang),
  }
}

function breakerView(account: AccountView, { lang, now }: { lang: Lang; now: Date }) {
  const { breaker, breakerSince: since, blockedUntil, failures, withdrawals } = account
  const isProbeDue = breaker === 'open' && (blockedUntil === null || blockedUntil <= now)
  const state: 'half-open' | typeof breaker = isProbeDue ? 'half-open' : breaker
  const text =
    breaker === 'closed' ? null : translate(lang, `channels:breaker.${breaker}`, { count: withdrawals.waiting })
  return { state, since, nextProbeAt: breaker === 'open' ? blockedUntil : null, failures, text }
}
