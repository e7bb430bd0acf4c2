import { Outage } from '#kernel/refusal'
import { findPayment } from '#modules/payments'
import type { Cx, MaybeTx } from '#platform/cx'
import { abandonCheckout } from './abandon-checkout.ts'
import { captureOrder } from './capture-order.ts'
import { continueCheckout } from './continue-checkout.ts'
import { checkoutsToLookAt, uncapturedOrders } from './queries-checkout.ts'
import { type Checkout, takeLook } from './store.ts'

/** A request that is alive needs less than this between two steps; joining it would do no harm, only work twice. */
const restMs = 5000
/** A buyer who does not come back is looked after this often: within a minute a payment is an order or given back. */
const lookEveryMs = 20_000
/** A provider that could not be told of the payment for this long: the request gave up or died, nobody can have paid. */
const unansweredMs = 30_000
const perRunMax = 100

/**
 * Finishes or undoes what crashes, outages and buyers who did not come back left half done, by asking the provider what it
 * knows. Harmless when repeated, or run by several processes.
 */
export async function recoverCheckouts(cx: MaybeTx): Promise<void> {
  const now = cx.now().getTime()
  for (const checkout of await checkoutsToLookAt(cx, { checkoutsMax: perRunMax })) {
    if (await takeLook(cx, checkout.id, new Date(now + lookEveryMs))) await unlessOutage(cx, () => resume(cx, checkout))
  }
  for (const order of await uncapturedOrders(cx, { before: new Date(now - restMs), ordersMax: perRunMax })) {
    await unlessOutage(cx, () => captureOrder(cx, order))
  }
}

async function resume(cx: MaybeTx, checkout: Checkout): Promise<void> {
  const payment = await findPayment(cx, checkout.paymentId)
  if (payment?.providerPaymentId) await continueCheckout(cx, checkout.id)
  else if (isUnanswered(cx, checkout)) await abandonCheckout(cx, checkout.id, { kind: 'unanswered' })
}

const isUnanswered = (cx: Cx, checkout: Checkout): boolean =>
  cx.now().getTime() - checkout.createdAt.getTime() >= unansweredMs

/** One checkout whose provider is away must not hold up the others; the next run tries it again. */
async function unlessOutage(cx: Cx, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    cx.log.warn({ err: error }, 'checkout not recovered yet')
  }
}
