import type { AccountId, OrderId } from '#kernel/ids'
import { getOrder } from '#modules/orders'
import type { Tx } from '#platform/cx'
import type { Subscriptions } from '#platform/outbox'
import { assess } from './assess.ts'
import { channelAccountOf } from './source.ts'

/** A cancelled sale changes the standing at once; the next copy is not published before it is known. */
export const subscriptions: Subscriptions = {
  'order.cancelled': (tx, { orderId }) => assessAccountOf(tx, orderId),
  'sale.conflicted': async (tx, { accountId }) => {
    if (accountId !== null) await assess(tx, accountId)
  },
}

async function assessAccountOf(tx: Tx, orderId: OrderId): Promise<void> {
  const { source } = await getOrder(tx, orderId)
  const accountId: AccountId | undefined = channelAccountOf(source)
  if (accountId) await assess(tx, accountId)
}
