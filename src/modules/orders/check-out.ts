import { Outage, refuse } from '#kernel/refusal'
import { type Card, getProvider, settlePayment } from '#modules/payments'
import type { MaybeTx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { abandonCheckout } from './abandon-checkout.ts'
import { captureOrder } from './capture-order.ts'
import type { CheckoutRequest } from './checkout.ts'
import { openCheckout } from './open-checkout.ts'
import { dueMinorOf, orderReference, type PlacedOrder } from './orders.ts'
import { placeCheckout } from './place-checkout.ts'
import type { Checkout } from './store.ts'

export type CheckoutOutcome =
  | ({ readonly kind: 'placed' } & PlacedOrder)
  | { readonly kind: 'declined'; readonly code: string }

/**
 * Turns a cart into an order: hold, then authorise, then place, then capture. The same cart submitted again, at the same
 * time or later, gives the same order. Refuses `cart.hold-lost` when a copy went to somebody else (nothing is charged),
 * `cart.empty`, `cart.total-changed`, `cart.delivery-not-available`. After a crash or an outage `recoverCheckouts` finishes or undoes it.
 */
export async function checkOut(cx: MaybeTx, request: CheckoutRequest): Promise<CheckoutOutcome> {
  faultPoint('checkout.before-hold')
  const opened = await openCheckout(cx, request)
  faultPoint('checkout.after-hold')
  if (opened.kind === 'placed') return opened
  if (request.payment.method !== 'card') refuse('cart.being-paid', { cartId: request.cartId })
  return payByCard(cx, opened.checkout, request.payment.card)
}

async function payByCard(cx: MaybeTx, checkout: Checkout, card: Card): Promise<CheckoutOutcome> {
  const { paymentId, orderId, draft } = checkout
  const provider = getProvider(cx, draft.paymentMethod)
  const answer = await provider.authorise({
    paymentId,
    amountMinor: dueMinorOf(draft),
    reference: orderReference(orderId),
    card,
  })
  faultPoint('checkout.after-authorise')
  if (answer.kind === 'declined') {
    await abandonCheckout(cx, checkout.id, { kind: 'declined', code: answer.code })
    faultPoint('checkout.after-abandoning')
    return answer
  }
  const placing = await placeCheckout(cx, checkout.id, answer.providerPaymentId)
  faultPoint('checkout.after-placing')
  if (placing.kind === 'hold-lost') {
    await settlePayment(cx, paymentId)
    refuse('cart.hold-lost', { variantIds: placing.variantIds })
  }
  await captureSoon(cx, checkout)
  return placing
}

/** The order stands and the money is reserved: when the provider is away now, the recovery job captures later. */
async function captureSoon(cx: MaybeTx, { orderId, paymentId }: Checkout): Promise<void> {
  try {
    await captureOrder(cx, { orderId, paymentId })
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    cx.log.warn({ err: error, orderId }, 'capture postponed')
  }
}
