import type { PaymentId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { type PaymentMove, paymentMoves } from './payments.ts'
import { findPayment } from './queries.ts'
import { markDue, movePaymentRow, type PaymentChange } from './store.ts'

/**
 * Moves a payment by compare-and-swap on its state and records it. A payment that has already arrived there is left
 * alone; any other state refuses `payment.move-not-allowed`.
 */
export const movePayment = (
  cx: MaybeTx,
  paymentId: PaymentId,
  move: PaymentMove,
  change: PaymentChange = {},
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    if (await movePaymentRow(tx, paymentId, move, change)) return
    const payment = await findPayment(tx, paymentId)
    if (!payment) refuse('payment.not-found', { paymentId })
    if (payment.state !== paymentMoves[move].to) refuse('payment.move-not-allowed', { state: payment.state, move })
  })

/**
 * Gives money back, in the transaction of the decision: what was only expected is cancelled at once, what a provider
 * holds is marked due and settled there right after, or by the job when the process dies first.
 */
export const undoPayment = (
  cx: MaybeTx,
  paymentId: PaymentId,
  { providerPaymentId }: { providerPaymentId?: string } = {},
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const payment = await findPayment(tx, paymentId)
    if (!payment) refuse('payment.not-found', { paymentId })
    if (payment.state === 'refunded' || payment.state === 'failed') return
    if (payment.state === 'awaited') await movePaymentRow(tx, paymentId, 'cancel')
    else await markDue(tx, paymentId, payment.state === 'captured' ? 'refund' : 'cancel', providerPaymentId)
  })
