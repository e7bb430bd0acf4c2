import { refuse } from '#kernel/refusal'
import { settlePayment } from '#modules/payments'
import type { MaybeTx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { abandonCheckout } from './abandon-checkout.ts'
import type { CheckoutProgress } from './checkout.ts'
import { continueCheckout } from './continue-checkout.ts'
import { findCheckout } from './queries-checkout.ts'

/**
 * The buyer goes back to change something: the payment is ended at the provider and the copies return to the cart. A
 * payment that has gone through meanwhile is an order, and stays one.
 */
export async function leaveCheckout(cx: MaybeTx, checkoutId: string): Promise<CheckoutProgress> {
  const progress = await continueCheckout(cx, checkoutId)
  if (progress.kind === 'placed' || progress.kind === 'ended') return progress
  if (progress.kind === 'waiting') refuse('checkout.being-decided', { checkoutId })
  await abandonCheckout(cx, checkoutId, { kind: 'left' })
  faultPoint('checkout.after-abandoning')
  const checkout = await findCheckout(cx, checkoutId)
  if (checkout) await settlePayment(cx, checkout.paymentId)
  return continueCheckout(cx, checkoutId)
}
