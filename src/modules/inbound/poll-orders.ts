import type { AccountId } from '#kernel/ids'
import { type Account, noteAccountError, pollAccount, type RemoteOrder } from '#modules/channels'
import type { Cx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { isNews } from './order-life.ts'
import { receiveRemoteOrder } from './receive-order.ts'
import { knownOrders } from './store.ts'

/**
 * Polls one account and takes every order in. An order that cannot be taken in is reported and asked for again; it does
 * not hold up the others. Answers how many were new or changed.
 */
export const pollOrders = (cx: Cx, accountId: AccountId, { intervalMs = 0 } = {}): Promise<number> =>
  pollAccount(cx, accountId, { intervalMs, receive: (account, orders) => receiveAll(cx, account, orders) })

async function receiveAll(
  cx: Cx,
  account: Account,
  orders: readonly RemoteOrder[],
): Promise<{ received: number; failed: number }> {
  const fresh = await freshOrders(cx, account, orders)
  let received = 0
  let failed = 0
  for (const order of fresh) {
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

/** Most of what a poll brings was taken in before: those cost no transaction. */
async function freshOrders(cx: Cx, account: Account, orders: readonly RemoteOrder[]): Promise<RemoteOrder[]> {
  if (orders.length === 0) return []
  const externalIds = orders.map(({ externalId }) => externalId)
  const known = await knownOrders(cx, account.id, externalIds)
  return orders.filter((order) => {
    const recorded = known.get(order.externalId)
    return recorded === undefined || isNews(recorded.order, order)
  })
}
