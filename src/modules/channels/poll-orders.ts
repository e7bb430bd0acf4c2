import type { AccountId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { openLane } from './lane.ts'
import { NotNow } from './lane-http.ts'
import type { Account, JsonObject } from './listing.ts'
import { pauseMs } from './plan.ts'
import { getAccount } from './queries.ts'
import { receiveRemoteOrder } from './receive-order.ts'
import type { RemoteOrder } from './remote-order.ts'
import { blockAccount, noteAccountError, saveCursor, takePoll } from './store-accounts.ts'
import { unchangedOrders } from './store-orders.ts'

/** While listings wait to be sent, polls leave them most of the request budget. */
const busyFactor = 3

export function pollIntervalMs(cx: Pick<Cx, 'outside'>, account: PollRhythm, isBusy: boolean): number {
  const { pollMs } = account.settings
  const usual =
    typeof pollMs === 'number' ? pollMs : (cx.outside.connectors[account.channel]?.limits.ordersPollMs ?? 60_000)
  return isBusy ? usual * busyFactor : usual
}
type PollRhythm = { readonly channel: string; readonly settings: JsonObject }

/**
 * Asks the marketplace for orders touched since the last poll and takes each in. Of several processes one polls, and
 * only after `intervalMs`. Answers how many were new or changed. An order that cannot be taken in is reported and asked
 * for again; it does not hold up the others.
 */
export async function pollOrders(cx: Cx, accountId: AccountId, { intervalMs = 0 } = {}): Promise<number> {
  if (!(await takePoll(cx, accountId, intervalMs))) return 0
  const account = await getAccount(cx, accountId)
  try {
    const lane = await openLane(cx, account, { random: Math.random, beforeRequest: async () => {} })
    const { connector } = lane.connect('poll')
    const since = account.ordersCursor.since ?? account.createdAt.toISOString()
    const { orders, next } = await connector.ordersSince({ since })
    const { received, failed } = await receiveAll(cx, account, orders)
    if (failed === 0 && next.since !== account.ordersCursor.since) await saveCursor(cx, accountId, next)
    return received
  } catch (error) {
    if (error instanceof NotNow) return 0
    if (!(error instanceof Outage)) throw error
    const pause = error.retryAfterMs ?? pauseMs(account.failures, true, Math.random)
    await blockAccount(cx, accountId, { until: new Date(cx.now().getTime() + pause), message: error.message })
    return 0
  }
}

async function receiveAll(
  cx: Cx,
  account: Account,
  orders: readonly RemoteOrder[],
): Promise<{ received: number; failed: number }> {
  const unchanged = orders.length > 0 ? await unchangedOrders(cx, account.id, orders) : new Set<string>()
  let received = 0
  let failed = 0
  for (const order of orders.filter(({ externalId }) => !unchanged.has(externalId))) {
    try {
      await receiveRemoteOrder(cx, account, order)
      faultPoint('channels.after-order')
      received += 1
    } catch (error) {
      // The cursor stays, so the order comes again with the next poll.
      failed += 1
      cx.log.error({ err: error, account: account.label, externalId: order.externalId }, 'remote order not taken in')
      const message = error instanceof Error ? error.message : String(error)
      await noteAccountError(cx, account.id, { code: 'order-not-taken-in', message, externalId: order.externalId })
    }
  }
  return { received, failed }
}
