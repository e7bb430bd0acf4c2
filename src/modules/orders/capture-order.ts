import type { OrderId, PaymentId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { findPayment, getProvider, movePayment, settlePayment } from '#modules/payments'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { recordPaid } from './record-paid.ts'

/**
 * Takes the reserved money and records the order as paid. Idempotent: after a crash between the two it is simply done
 * again. An order cancelled meanwhile is not paid; its money goes back.
 */
export async function captureOrder(
  cx: MaybeTx,
  { orderId, paymentId }: { orderId: OrderId; paymentId: PaymentId },
): Promise<void> {
  const payment = await findPayment(cx, paymentId)
  if (!payment?.providerPaymentId) refuse('payment.not-found', { paymentId })
  if (payment.state !== 'authorised') return
  if (payment.due === null) {
    const { providerPaymentId, amountMinor } = payment
    await (await getProvider(cx, payment.provider)).capture({ paymentId, providerPaymentId, amountMinor })
    faultPoint('checkout.after-capture')
    await inTransaction(cx, async (tx) => {
      // The order before its payment, as whoever cancels locks them: the other way round the two wait for each other.
      await recordPaid(tx, orderId)
      await movePayment(tx, paymentId, 'capture')
      faultPoint('checkout.inside-settling')
    })
    faultPoint('checkout.after-settling')
  }
  await settlePayment(cx, paymentId)
}
