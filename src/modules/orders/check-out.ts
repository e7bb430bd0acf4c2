import { isDeepStrictEqual } from 'node:util'
import { refuse } from '#kernel/refusal'
import type { MaybeTx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import type { CheckoutProgress, CheckoutRequest } from './checkout.ts'
import { continueCheckout } from './continue-checkout.ts'
import { mailDelivery } from './draft-of-cart.ts'
import { leaveCheckout } from './leave-checkout.ts'
import { openCheckout } from './open-checkout.ts'
import { dueMinorOf } from './orders.ts'
import type { Checkout } from './store.ts'

const triesMax = 3

/**
 * Turns a cart into an order, or into a payment for the buyer to confirm at the provider. The copies are held before any
 * provider hears of it. The same cart submitted again, at the same time or later, joins the same payment; with other
 * wishes (an address, another way to pay) the running payment is ended first. Refuses `cart.hold-lost` when a copy went to
 * somebody else, `cart.empty`, `cart.total-changed`, `cart.delivery-not-available`, `cart.cash-not-possible`.
 */
export async function checkOut(cx: MaybeTx, request: CheckoutRequest): Promise<CheckoutProgress> {
  faultPoint('checkout.before-hold')
  for (let tries = 0; tries < triesMax; tries += 1) {
    const opened = await openCheckout(cx, request)
    faultPoint('checkout.after-hold')
    if (opened.kind === 'placed') return opened
    const isOurs = opened.isNew || isSame(opened.checkout, request)
    const progress = isOurs
      ? await continueCheckout(cx, opened.checkout.id)
      : await leaveCheckout(cx, opened.checkout.id)
    if (progress.kind === 'placed' || (isOurs && progress.kind !== 'ended')) return progress
    if (isOurs && opened.isNew) return progress
  }
  refuse('cart.being-paid', { cartId: request.cartId })
}

/** What was agreed then is what is wanted now. The stored text has lost what is undefined. */
function isSame({ draft }: Checkout, request: CheckoutRequest): boolean {
  const { lang, buyer, address, deliveryMethod, payment, expectedTotalMinor } = request
  if (payment.method !== 'online' || payment.provider !== draft.paymentMethod) return false
  if (expectedTotalMinor !== undefined && expectedTotalMinor !== dueMinorOf(draft)) return false
  const wanted: unknown = JSON.parse(JSON.stringify({ lang, buyer, address, deliveryMethod }))
  const agreed: unknown = JSON.parse(
    JSON.stringify({
      lang: draft.lang,
      buyer: draft.buyer,
      address: draft.address,
      // Vouchers alone travel by mail, whatever was chosen.
      deliveryMethod: draft.deliveryMethod === mailDelivery ? deliveryMethod : draft.deliveryMethod,
    }),
  )
  return isDeepStrictEqual(wanted, agreed)
}
