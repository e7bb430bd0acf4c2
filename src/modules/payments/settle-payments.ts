import type { PaymentId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { emit } from '#platform/outbox'
import { getProvider } from './accounts.ts'
import { atProvider } from './ask-provider.ts'
import type { PaymentProvider, ProviderPayment, ProviderReference, RefundAnswer } from './provider.ts'
import { findPayment, listDuePayments, type PaymentView } from './queries.ts'
import { clearDue, recordRefundFailure } from './store.ts'

const paymentsPerRunMax = 50
const restMs = 5000

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
  // Bank transfers and cash are given back by a person, who then says so in the office.
  if (!cx.outside.paymentProviders[payment.provider]) return
  const reference = atProvider(payment)
  const told = reference && (await tell(await getProvider(cx, payment.provider), reference))
  faultPoint('payment.after-settling')
  const { id: paymentId } = payment
  await inTransaction(cx, async (tx) => {
    if (told?.answer.kind === 'failed') return recordRefundFailure(tx, payment, told.answer.code)
    if (!(await clearDue(tx, paymentId, told?.isMoneyBack ? 'refunded' : 'cancelled'))) return
    if (told?.wasMoneyOurs)
      await emit(tx, { type: 'payment.returned', payload: { paymentId, reference: payment.reference } })
  })
}

type Told = { readonly isMoneyBack: boolean; readonly wasMoneyOurs: boolean; readonly answer: RefundAnswer }

const done: RefundAnswer = { kind: 'done' }

async function tell(provider: PaymentProvider, reference: ProviderReference): Promise<Told> {
  const { state } = await provider.find(reference)
  if (state === 'processing') throw new Outage(provider.name, 'the payment is still being decided')
  if (state === 'captured') return { isMoneyBack: true, wasMoneyOurs: true, answer: await provider.refund(reference) }
  if (isCancellable(state)) await provider.cancel(reference)
  return { isMoneyBack: state === 'refunded', wasMoneyOurs: state === 'authorised', answer: done }
}

const isCancellable = (state: ProviderPayment['state']): boolean =>
  state === 'authorised' || state === 'open' || state === 'acting' || state === 'approved'
