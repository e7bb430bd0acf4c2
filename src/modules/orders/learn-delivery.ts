import type { OrderId } from '#kernel/ids'
import type { Address, Buyer } from '#modules/customers'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { insertOrderEvent } from './store.ts'
import { saveDelivery } from './store-delivery.ts'

/**
 * Some marketplaces tell who bought it and where to send it only once the order was accepted or paid. An order that was
 * sent or cancelled keeps what it has; telling the same again changes nothing.
 */
export const learnDelivery = (
  cx: MaybeTx,
  { orderId, buyer, address }: { orderId: OrderId; buyer: Buyer; address: Address },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (await saveDelivery(tx, orderId, { buyer, address })) await insertOrderEvent(tx, orderId, 'address-learned', {})
  })
