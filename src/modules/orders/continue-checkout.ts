import { Outage, refuse } from '#kernel/refusal'
import { atProvider, findPayment, type ProviderPayment, providerRequests, settlePayment } from '#modules/payments'
import type { Cx, MaybeTx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { type Abandonment, abandonCheckout } from './abandon-checkout.ts'
import { captureOrder } from './capture-order.ts'
import type { CheckoutProgress } from './checkout.ts'
import { extendHold } from './extend-hold.ts'
import { payAddress } from './pay-address.ts'
import { placeCheckout } from './place-checkout.ts'
import { findCheckout, placedOrder } from './queries-checkout.ts'
import type { Checkout } from './store.ts'

/**
 * Takes a payment attempt as far as it goes, by asking the provider what it knows; the page the buyer comes back to, a
 * push and the recovery job all call it, at any time and at once. An approved payment becomes an order when the copies are
 * still the buyer's, and is given back when they are not.
 */
export async function continueCheckout(cx: MaybeTx, checkoutId: string): Promise<CheckoutProgress> {
  const checkout = await findCheckout(cx, checkoutId)
  if (!checkout) refuse('checkout.not-found', { checkoutId })
  if (checkout.state !== 'open') return progressOf(cx, checkout)
  const found = await askProvider(cx, checkout)
  faultPoint('checkout.after-asking')
  return found ? goOn(cx, checkout, found) : again(cx, checkoutId)
}

async function again(cx: MaybeTx, checkoutId: string): Promise<CheckoutProgress> {
  const checkout = await findCheckout(cx, checkoutId)
  if (!checkout || checkout.state === 'open') throw new Outage('payments', 'the payment is being given up')
  return progressOf(cx, checkout)
}

/** How an attempt ended. */
async function progressOf(cx: Cx, { state, orderId, endedBecause }: Checkout): Promise<CheckoutProgress> {
  const order = state === 'placed' && (await placedOrder(cx, orderId))
  return order ? { kind: 'placed', ...order } : { kind: 'ended', because: endedBecause ?? 'unanswered' }
}

/** Tells the provider of the payment the first time; undefined when the attempt was given up meanwhile. */
async function askProvider(cx: MaybeTx, checkout: Checkout): Promise<ProviderPayment | undefined> {
  const { draft, token } = checkout
  const payment = await findPayment(cx, checkout.paymentId)
  if (!payment) refuse('payment.not-found', { paymentId: checkout.paymentId })
  const reference = atProvider(payment)
  if (reference) return providerRequests.find(cx, reference)
  const { lang } = draft
  return providerRequests.create(cx, payment, { lang, returnUrl: payAddress(cx, lang, token) })
}

async function goOn(cx: MaybeTx, checkout: Checkout, found: ProviderPayment): Promise<CheckoutProgress> {
  if (found.state === 'authorised' || found.state === 'captured') return place(cx, checkout, found)
  if (found.state === 'approved') return reserve(cx, checkout, found)
  if (found.state === 'cancelled' || found.state === 'refunded') return end(cx, checkout, { kind: 'unanswered' })
  const isBusy = found.state === 'acting' || found.state === 'processing'
  const holdUntil = isBusy ? await extendHold(cx, checkout.id) : checkout.holdUntil
  if (holdUntil === undefined) return end(cx, checkout, { kind: 'hold-lost' })
  if (cx.now() >= holdUntil) return end(cx, checkout, { kind: 'expired' })
  const { token, paymentId } = checkout
  const payment = await findPayment(cx, paymentId)
  const provider = checkout.draft.paymentMethod
  if (!found.handover || !payment) return { kind: 'waiting', token, provider, holdUntil }
  const { handover, declineCode } = found
  return {
    kind: 'pay',
    checkoutId: checkout.id,
    token,
    provider,
    amountMinor: payment.amountMinor,
    holdUntil,
    handover,
    ...(declineCode !== undefined && { declineCode }),
  }
}

/** The last look at the hold before money is reserved: a buyer who approved in vain is told before anything happens. */
async function reserve(
  cx: MaybeTx,
  checkout: Checkout,
  { providerPaymentId }: ProviderPayment,
): Promise<CheckoutProgress> {
  const holdUntil = await extendHold(cx, checkout.id)
  if (holdUntil === undefined) return end(cx, checkout, { kind: 'hold-lost' })
  const payment = await findPayment(cx, checkout.paymentId)
  const reference = payment && atProvider({ ...payment, providerPaymentId })
  if (!reference) refuse('payment.not-found', { paymentId: checkout.paymentId })
  const answer = await providerRequests.authorise(cx, reference)
  faultPoint('checkout.after-authorise')
  if (answer.state === 'approved') throw new Outage(checkout.draft.paymentMethod, 'approved, but not reserved')
  return goOn(cx, checkout, answer)
}

async function place(
  cx: MaybeTx,
  checkout: Checkout,
  { providerPaymentId }: ProviderPayment,
): Promise<CheckoutProgress> {
  const { id, orderId, paymentId } = checkout
  const placing = await placeCheckout(cx, id, providerPaymentId)
  faultPoint('checkout.after-placing')
  if (placing.kind === 'hold-lost') {
    await settlePayment(cx, paymentId)
    return { kind: 'ended', because: placing.because }
  }
  await captureSoon(cx, { orderId, paymentId })
  return placing
}

/** The provider is told at once that nobody may pay this any more; what it answers late is given back by the payment job. */
async function end(cx: MaybeTx, { id, paymentId }: Checkout, because: Abandonment): Promise<CheckoutProgress> {
  await abandonCheckout(cx, id, because)
  faultPoint('checkout.after-abandoning')
  await settlePayment(cx, paymentId)
  return again(cx, id)
}

/** The order stands and the money is reserved: when the provider is away now, the recovery job captures later. */
async function captureSoon(cx: MaybeTx, order: Parameters<typeof captureOrder>[1]): Promise<void> {
  try {
    await captureOrder(cx, order)
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    cx.log.warn({ err: error, orderId: order.orderId }, 'capture postponed')
  }
}
