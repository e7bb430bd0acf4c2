import type { OrderId } from '#kernel/ids'
import { listPayments, settlePayment, undoPayment } from '#modules/payments'
import { moveUnits, orderHolder, placeCodes, releaseClaims } from '#modules/stock'
import { revokeVouchers } from '#modules/vouchers'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { emit } from '#platform/outbox'
import { giveBack } from './give-back.ts'
import { refuseUnlessThere } from './move-order.ts'
import { orderReference } from './orders.ts'
import { moveOrderRow, releaseOrderUnits } from './store.ts'

/**
 * Cancels an order that is not packed yet. Its copies go to the place TO-CHECK, never back on sale by themselves; the
 * money goes back, at once or by the payment job. Repeating it changes nothing. Refuses `order.move-not-allowed`, and `voucher.spent` when a voucher
 * that was bought with it has been used.
 */
export async function cancelOrder(
  cx: MaybeTx,
  { orderId, reason }: { orderId: OrderId; reason: string },
): Promise<void> {
  await inTransaction(cx, async (tx) => {
    if (!(await moveOrderRow(tx, orderId, 'cancel', { reason }))) return refuseUnlessThere(tx, orderId, 'cancel')
    const reference = orderReference(orderId)
    const unitIds = await releaseOrderUnits(tx, orderId)
    // Places before claims: whoever waits for a copy must find it off the shelf once the claim is gone.
    await moveUnits(tx, { unitIds, toPlaceCode: placeCodes.toCheck, reason: 'order-cancelled', reference })
    await releaseClaims(tx, { holder: orderHolder(orderId), reason: 'order-cancelled' })
    for (const payment of await listPayments(tx, reference)) await undoPayment(tx, payment.id)
    await giveBack(tx, orderId)
    await revokeVouchers(tx, { orderId })
    await emit(tx, { type: 'order.cancelled', payload: { orderId, reason } })
    faultPoint('cancellation.inside')
  })
  faultPoint('cancellation.after')
  // Inside somebody else's transaction no provider is asked: the payment job does it after the commit.
  if (cx.isInTransaction) return
  for (const payment of await listPayments(cx, orderReference(orderId))) await settlePayment(cx, payment.id)
}
