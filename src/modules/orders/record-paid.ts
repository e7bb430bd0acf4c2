import type { OrderId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { emit } from '#platform/outbox'
import { mailOrderPaid } from './mails.ts'
import { moveOrderRow } from './store.ts'

/** Marks a placed order paid and says so; false when it is not waiting for money. */
export async function recordPaid(tx: Tx, orderId: OrderId): Promise<boolean> {
  if (!(await moveOrderRow(tx, orderId, 'pay'))) return false
  await emit(tx, { type: 'order.paid', payload: { orderId } })
  await mailOrderPaid(tx, orderId)
  return true
}
