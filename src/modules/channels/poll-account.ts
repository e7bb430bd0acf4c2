import type { AccountId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { openLane } from './lane.ts'
import { NotNow } from './lane-http.ts'
import type { Account, JsonObject } from './listing.ts'
import { pauseMs } from './plan.ts'
import { getAccount } from './queries.ts'
import type { RemoteOrder } from './remote-order.ts'
import { blockAccount, saveCursor, takePoll } from './store-accounts.ts'
import { realTiming, type Timing } from './timing.ts'

/** While listings wait to be sent, polls leave them most of the request budget. */
const busyFactor = 3

export function pollIntervalMs(cx: Pick<Cx, 'outside'>, account: PollRhythm, isBusy: boolean): number {
  const { pollMs } = account.settings
  const usual =
    typeof pollMs === 'number' ? pollMs : (cx.outside.connectors[account.channel]?.limits.ordersPollMs ?? 60_000)
  return isBusy ? usual * busyFactor : usual
}
type PollRhythm = { readonly channel: string; readonly settings: JsonObject }

/** Takes what a poll brought; answers how many orders were new or changed, and how many must come again. */
export type Receive = (
  account: Account,
  orders: readonly RemoteOrder[],
) => Promise<{ readonly received: number; readonly failed: number }>

/**
 * Asks the marketplace for orders touched since the last poll and hands them to `receive`. Of several processes one
 * polls, and only after `intervalMs`. The cursor moves only when every order was taken in. Answers how many were new or
 * changed.
 */
export async function pollAccount(
  cx: Cx,
  accountId: AccountId,
  options: Partial<Timing> & { intervalMs: number; receive: Receive },
): Promise<number> {
  const { random, pause, intervalMs, receive } = { ...realTiming, ...options }
  if (!(await takePoll(cx, accountId, intervalMs))) return 0
  const account = await getAccount(cx, accountId)
  try {
    const lane = await openLane(cx, account, { random, pause })
    const { connector } = lane.connect('poll')
    const since = account.ordersCursor.since ?? account.createdAt.toISOString()
    const { orders, next } = await connector.ordersSince({ since })
    const { received, failed } = await receive(account, orders)
    if (failed === 0 && next.since !== account.ordersCursor.since) await saveCursor(cx, accountId, next)
    return received
  } catch (error) {
    if (error instanceof NotNow) return 0
    if (!(error instanceof Outage)) throw error
    const pause = error.retryAfterMs ?? pauseMs(account.failures, true, random)
    await blockAccount(cx, accountId, { until: new Date(cx.now().getTime() + pause), message: error.message })
    return 0
  }
}
