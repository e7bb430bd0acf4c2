import { Outage } from '#kernel/refusal'
import { getProvider, settlePayment } from '#modules/payments'
import type { Cx, MaybeTx } from '#platform/cx'
import { abandonCheckout } from './abandon-checkout.ts'
import { captureOrder } from './capture-order.ts'
import { placeCheckout } from './place-checkout.ts'
import { staleCheckouts, uncapturedOrders } from './queries-checkout.ts'
import type { Checkout } from './store.ts'

/** A request that is alive needs less than this between two steps; joining it would do no harm, only work twice. */
const restMs = 5000
/** A provider that has never heard of the payment after this long will not: the request gave up or died before it asked. */
const unansweredMs = 30_000
const perRunMax = 100

/**
 * Finishes or undoes what crashes and outages left half done, by asking the provider what it knows: authorised or
 * captured becomes an order, declined and unknown are abandoned. Harmless when repeated, or run by several processes.
 */
export async function recoverCheckouts(cx: MaybeTx): Promise<void> {
  const before = new Date(cx.now().getTime() - restMs)
  for (const checkout of await staleCheckouts(cx, { before, checkoutsMax: perRunMax })) {
    await unlessOutage(cx, () => resume(cx, checkout))
  }
  for (const order of await uncapturedOrders(cx, { before, ordersMax: perRunMax })) {
    await unlessOutage(cx, () => captureOrder(cx, order))
  }
}

async function resume(cx: MaybeTx, checkout: Checkout): Promise<void> {
  const { id, paymentId, orderId, draft } = checkout
  const found = await getProvider(cx, draft.paymentMethod).find(paymentId)
  if (!found && !isUnanswered(cx, checkout)) return
  if (!found) return abandonCheckout(cx, id, { kind: 'unanswered' })
  if (found.state === 'declined')
    return abandonCheckout(cx, id, { kind: 'declined', code: found.declineCode ?? 'declined' })
  if (found.state === 'cancelled' || found.state === 'refunded') return abandonCheckout(cx, id, { kind: 'unanswered' })

  const placing = await placeCheckout(cx, id, found.providerPaymentId)
  if (placing.kind === 'placed') await captureOrder(cx, { orderId, paymentId })
  else await settlePayment(cx, paymentId)
}

const isUnanswered = (cx: Cx, checkout: Checkout): boolean =>
  cx.now().getTime() - checkout.updatedAt.getTime() >= unansweredMs

/** One checkout whose provider is away must not hold up the others; the next run tries it again. */
async function unlessOutage(cx: Cx, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    cx.log.warn({ err: error }, 'checkout not recovered yet')
  }
}
