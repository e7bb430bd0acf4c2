import type { PaymentId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { emit } from '#platform/outbox'
import { findPayment } from './queries.ts'
import { findPart, lockPayment, recordPartByHand, recordWholeByHand } from './store-refunds.ts'

export type HandRefund = {
  readonly paymentId: PaymentId
  /** A part; left out for all that is left of the payment. */
  readonly refundId?: string | undefined
  /** What stands on the transfer or the receipt. */
  readonly reference: string
}

/**
 * Money that came by transfer or in cash was sent back by a person. Of parallel calls one records it; repeating it changes
 * nothing. Refuses `payment.not-found`, and `payment.refund-not-due` for what nobody decided or a provider sends.
 */
export const refundByHand = (cx: MaybeTx, { paymentId, refundId, reference }: HandRefund): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await lockPayment(tx, paymentId)
    const payment = await findPayment(tx, paymentId)
    if (!payment) refuse('payment.not-found', { paymentId })
    const isByHand = !tx.outside.paymentProviders[payment.provider]
    if (refundId !== undefined) {
      const part = await findPart(tx, payment, refundId)
      if (part?.state === 'done') return
      if (!part || !isByHand || payment.due !== null) refuse('payment.refund-not-due', { paymentId })
      return recordPartByHand(tx, part, reference)
    }
    if (payment.state === 'refunded' && payment.due === null) return
    if (!isByHand || payment.due !== 'refund') refuse('payment.refund-not-due', { paymentId })
    await recordWholeByHand(tx, paymentId, reference)
    await emit(tx, { type: 'payment.returned', payload: { paymentId, reference: payment.reference } })
  })
