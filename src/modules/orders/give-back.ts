import type { OrderId } from '#kernel/ids'
import { releaseUses } from '#modules/promotions'
import { returnToVoucher } from '#modules/vouchers'
import type { Tx } from '#platform/cx'
import { orderReference } from './orders.ts'

/** The order will not be, or is no more: its uses of promotions and what a voucher paid go back. Repeating it changes nothing. */
export async function giveBack(tx: Tx, orderId: OrderId): Promise<void> {
  await releaseUses(tx, orderId)
  await returnToVoucher(tx, { reference: orderReference(orderId) })
}
