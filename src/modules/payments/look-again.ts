import type { PaymentId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { atProvider, providerRequests } from './ask-provider.ts'
import { findPayment, listPaymentsToLookAt, type PaymentView } from './queries.ts'
import { settlePayment } from './settle-payments.ts'
import { forgetLook, markLateDue } from './store.ts'

const paymentsPerRunMax = 50

/**
 * A payment that was given up: what its provider reserved or took after all, because a request of ours or the buyer was
 * slower than our decision, goes back. Other payments are left alone. Harmless when repeated or in parallel.
 */
export async function lookAgain(cx: MaybeTx, paymentId: PaymentId): Promise<void> {
  const payment = await findPayment(cx, paymentId)
  if (payment?.state === 'cancelled' && payment.due === null) await look(cx, payment)
}

/** The second look at everything that was cancelled some minutes ago, for pushes that were lost; oldest first. */
export async function lookAgainWhereDue(cx: MaybeTx): Promise<void> {
  const providers = Object.keys(cx.outside.paymentProviders ?? {})
  for (const payment of await listPaymentsToLookAt(cx, { providers, paymentsMax: paymentsPerRunMax })) {
    try {
      await look(cx, payment)
      await inTransaction(cx, (tx) => forgetLook(tx, payment))
    } catch (error) {
      if (!(error instanceof Outage)) throw error
      cx.log.warn({ err: error, paymentId: payment.id }, 'cancelled payment not looked at yet')
    }
  }
}

async function look(cx: MaybeTx, payment: PaymentView): Promise<void> {
  const reference = atProvider(payment)
  if (!reference || !cx.outside.paymentProviders[payment.provider]) return
  const { state } = await providerRequests.find(cx, reference)
  if (state === 'processing') throw new Outage(payment.provider, 'the payment is still being decided')
  if (state !== 'authorised' && state !== 'captured') return
  await inTransaction(cx, (tx: Tx) => markLateDue(tx, payment.id))
  await settlePayment(cx, payment.id)
}
