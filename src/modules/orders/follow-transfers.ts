import type { OrderId } from '#kernel/ids'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { cancelOrder } from './cancel-order.ts'
import { mailTransferOverdue, mailTransferReminder } from './mails.ts'
import { lockAwaitedTransfer, overdueTransfers, transfersToRemind } from './queries-transfers.ts'
import { insertOrderEvent } from './store.ts'
import { overdueReason, remindedEvent, untilAtReminder } from './transfers.ts'

const perRunMax = 50

/**
 * Reminds buyers of a transfer once, and cancels the orders whose transfer did not come in the time the reminder named.
 * Harmless when repeated, run by several processes, or while the office marks the order paid: the order's row decides.
 */
export async function followTransfers(cx: MaybeTx): Promise<void> {
  for (const orderId of await transfersToRemind(cx, { ordersMax: perRunMax })) await remindTransfer(cx, orderId)
  for (const orderId of await overdueTransfers(cx, { ordersMax: perRunMax })) await cancelOverdue(cx, orderId)
}

const remindTransfer = (cx: MaybeTx, orderId: OrderId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const order = await lockAwaitedTransfer(tx, orderId)
    if (!order || order.isReminded) return
    const until = untilAtReminder(order.placedAt, tx.now())
    await insertOrderEvent(tx, orderId, remindedEvent, { until: until.toISOString() })
    await mailTransferReminder(tx, orderId, until)
  })

const cancelOverdue = (cx: MaybeTx, orderId: OrderId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (!(await lockAwaitedTransfer(tx, orderId))) return
    await cancelOrder(tx, { orderId, reason: overdueReason })
    await mailTransferOverdue(tx, orderId)
  })
