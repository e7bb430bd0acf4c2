import type { AccountId } from '#kernel/ids'
import { type Account, noteAccount, pollAccount, type RemoteOrder, type Timing } from '#modules/channels'
import type { Cx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { isNews } from './order-life.ts'
import { receiveRemoteOrder } from './receive-order.ts'
import { knownOrders } from './store.ts'

/** A push is on its way for a moment; an order this old should have been announced. */
const pushPatienceMs = 120_000

/**
 * Polls one account and takes every order in. An order that cannot be taken in is reported and asked for again; it does
 * not hold up the others. Answers how many were new or changed.
 */
export const pollOrders = (
  cx: Cx,
  accountId: AccountId,
  { intervalMs = 0, ...timing }: Partial<Timing> & { intervalMs?: number } = {},
): Promise<number> =>
  pollAccount(cx, accountId, { ...timing, intervalMs, receive: (account, orders) => receiveAll(cx, account, orders) })

async function receiveAll(
  cx: Cx,
  account: Account,
  orders: readonly RemoteOrder[],
): Promise<{ received: number; failed: number }> {
  const { fresh, unheard } = await sortOut(cx, account, orders)
  if (unheard.length > 0) await noteAccount(cx, account.id, { polls: 'usual' })
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
      await noteAccount(cx, account.id, {
        error: { code: 'order-not-taken-in', message, externalId: order.externalId },
      })
    }
  }
  return { received, failed }
}

/** Most of what a poll brings was taken in before: those cost no transaction. `unheard`: no push told of these. */
async function sortOut(
  cx: Cx,
  account: Account,
  orders: readonly RemoteOrder[],
): Promise<{ fresh: RemoteOrder[]; unheard: RemoteOrder[] }> {
  if (orders.length === 0) return { fresh: [], unheard: [] }
  const externalIds = orders.map(({ externalId }) => externalId)
  const known = await knownOrders(cx, account.id, externalIds)
  const fresh = orders.filter((order) => {
    const recorded = known.get(order.externalId)
    return recorded === undefined || isNews(recorded.order, order)
  })
  const pushedBefore = cx.now().getTime() - pushPatienceMs
  return {
    fresh,
    unheard: fresh.filter(({ externalId, placedAt }) => !known.has(externalId) && placedAt.getTime() < pushedBefore),
  }
}
