import type { AccountId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { openLane } from './lane.ts'
import type { Account, JsonObject } from './listing.ts'
import { getAccount } from './queries.ts'
import type { RemoteOrder } from './remote-order.ts'
import { saveCursor, takePoll } from './store-accounts.ts'
import { realTiming, type Timing } from './timing.ts'

/** While listings wait to be sent, polls leave them most of the request budget. */
const busyFactor = 3
/** While pushes arrive, polls only look for those that got lost. */
const pushedFactor = 5
const pushTrustMs = 86_400_000

export function pollIntervalMs(cx: Pick<Cx, 'outside' | 'now'>, account: PollRhythm, isBusy: boolean): number {
  const { pollMs } = account.settings
  const usual =
    typeof pollMs === 'number' ? pollMs : (cx.outside.connectors[account.channel]?.limits.ordersPollMs ?? 60_000)
  const isPushed = account.pushedAt !== null && cx.now().getTime() - account.pushedAt.getTime() < pushTrustMs
  return usual * Math.max(isBusy ? busyFactor : 1, isPushed ? pushedFactor : 1)
}
type PollRhythm = { readonly channel: string; readonly settings: JsonObject; readonly pushedAt: Date | null }

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
    // the breaker has taken note
    if (error instanceof Outage) return 0
    throw error
  }
}
