import type { OrderId } from '#kernel/ids'
import type { Account, RemoteOrder } from '#modules/channels'
import { cancelOrder, getOrder, learnDelivery, markOrderPaid } from '#modules/orders'
import type { Tx } from '#platform/cx'
import { hasAddress } from './order-life.ts'
import { deliveryOf } from './remote-sale.ts'
import { reportCancellation } from './report-sale.ts'
import { settleOrderIncidents } from './resolve-incident.ts'
import { takeDown } from './take-down.ts'

type Step = { readonly order: RemoteOrder; readonly orderId: OrderId }

/** A known sale has moved on at the marketplace. */
export async function followSale(tx: Tx, account: Account, { order, orderId }: Step): Promise<void> {
  const { state } = await getOrder(tx, orderId)
  if (order.state === 'cancelled') return followCancellation(tx, account, { order, orderId, stateHere: state })
  if (hasAddress(order) && state !== 'cancelled') await learnDelivery(tx, { orderId, ...deliveryOf(order) })
  if ((order.state === 'paid' || order.state === 'sent') && state === 'placed') await markOrderPaid(tx, { orderId })
}

/** What we cancelled ourselves only echoes here. Packed copies stay where they are: a person must unpack them. */
async function followCancellation(
  tx: Tx,
  account: Account,
  { order, orderId, stateHere }: { order: RemoteOrder; orderId: OrderId; stateHere: string },
): Promise<void> {
  if (stateHere === 'cancelled') return
  if (stateHere === 'placed' || stateHere === 'paid')
    await cancelOrder(tx, { orderId, reason: `channel: ${order.remoteState}` })
  await takeDown(tx, account, order)
  await settleOrderIncidents(tx, orderId, ['double-sale', 'unknown-listing'])
  await reportCancellation(tx, account, { order, orderId, stateHere })
}
