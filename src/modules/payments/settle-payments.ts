import type { PaymentId } from '#kernel/ids'
import { Outage, refuse } from '#kernel/refusal'
import { type Cx, inTransaction, type MaybeTx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import type { PaymentProvider } from './provider.ts'
import { findPayment, listDuePayments, type PaymentView } from './queries.ts'
import { clearDue } from './store.ts'

const paymentsPerRunMax = 50
const restMs = 5000

/** Refuses `payment.provider-unknown` for a provider that is not set up. */
export function getProvider(cx: Cx, name: string): PaymentProvider {
  const provider = cx.outside.paymentProviders[name]
  if (!provider) refuse('payment.provider-unknown', { provider: name })
  return provider
}

/** Tells the provider what is due on a payment. Harmless when repeated; after an outage the job repeats it. */
export async function settlePayment(cx: MaybeTx, paymentId: PaymentId): Promise<void> {
  const payment = await findPayment(cx, paymentId)
  if (payment?.due) await settleOrWait(cx, payment)
}

/** Settles what a crash or an outage left due, oldest first, and says how many; a fresh decision is left to its request. */
export async function settleDuePayments(cx: MaybeTx): Promise<number> {
  const before = new Date(cx.now().getTime() - restMs)
  const providers = Object.keys(cx.outside.paymentProviders)
  const payments = await listDuePayments(cx, { providers, before, paymentsMax: paymentsPerRunMax })
  for (const payment of payments) await settleOrWait(cx, payment)
  return payments.length
}

/** An outage of one provider must hold up neither the buyer's answer nor the other payments. */
async function settleOrWait(cx: MaybeTx, payment: PaymentView): Promise<void> {
  try {
    await settle(cx, payment)
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    cx.log.warn({ err: error, paymentId: payment.id }, 'payment not settled yet')
  }
}

/** Asks first: whatever we meant to cancel may have been captured by a process that died before it could say so. */
async function settle(cx: MaybeTx, payment: PaymentView): Promise<void> {
  const provider = cx.outside.paymentProviders[payment.provider]
  // Bank transfers and cash are given back by a person, who then says so in the office.
  if (!provider) return
  const known = await provider.find(payment.id)
  if (known) await tell(provider, payment, known)
  faultPoint('payment.after-settling')
  const isMoneyBack = known?.state === 'captured' || known?.state === 'refunded'
  await inTransaction(cx, (tx) => clearDue(tx, payment.id, isMoneyBack ? 'refunded' : 'cancelled'))
}

async function tell(
  provider: PaymentProvider,
  payment: PaymentView,
  known: { providerPaymentId: string; state: string },
): Promise<void> {
  const reference = {
    paymentId: payment.id,
    providerPaymentId: known.providerPaymentId,
    amountMinor: payment.amountMinor,
  }
  if (known.state === 'authorised') await provider.cancel(reference)
  if (known.state === 'captured') await provider.refund(reference)
}
