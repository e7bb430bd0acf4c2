import { newId, type PaymentId } from '#kernel/ids'
import { invariant, refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { undoPayment } from './move-payment.ts'
import { findPayment } from './queries.ts'
import { insertRefund, reduceAwaited } from './store-refunds.ts'

/**
 * Gives a part of a payment back, in the transaction of the decision: money still awaited is asked for no more, money that
 * a provider holds is marked due and goes back through the job, after it was captured. Not for the whole: `undoPayment`.
 */
export const refundPart = (
  cx: MaybeTx,
  paymentId: PaymentId,
  { amountMinor, reason }: { amountMinor: number; reason: string },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const payment = await findPayment(tx, paymentId)
    if (!payment) refuse('payment.not-found', { paymentId })
    invariant(amountMinor > 0 && amountMinor <= payment.amountMinor, 'a part is not more than the whole')
    if (payment.state === 'awaited' && amountMinor === payment.amountMinor) await undoPayment(tx, paymentId)
    else if (payment.state === 'awaited') await reduceAwaited(tx, paymentId, amountMinor)
    else if (payment.state === 'authorised' || payment.state === 'captured')
      await insertRefund(tx, { id: newId(tx.now()), paymentId, amountMinor, reason })
  })
