import type { VariantId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import { movePayment, undoPayment } from '#modules/payments'
import { cartHolder, claimUnitsIfFree, orderHolder, transferClaims } from '#modules/stock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { cartHoldMinutes, minutesFrom } from './cart.ts'
import type { EndedBecause } from './checkout.ts'
import { giveBack } from './give-back.ts'
import type { OrderDraft, PlacedOrder } from './orders.ts'
import { placeDraft } from './place-draft.ts'
import { lockCheckout, placedOrder } from './queries-checkout.ts'
import { type Checkout, closeCart, closeCheckout } from './store.ts'

export type Placing =
  | ({ readonly kind: 'placed' } & PlacedOrder)
  | { readonly kind: 'hold-lost'; readonly because: EndedBecause; readonly variantIds: readonly VariantId[] }

/**
 * The second transaction, after the provider has authorised: claims become the order's by compare-and-swap, the order
 * exists, the cart is closed. When the hold was lost meanwhile, the attempt is abandoned and the authorisation marked to be
 * cancelled. Repeating it answers the same order.
 */
export const placeCheckout = (cx: MaybeTx, checkoutId: string, providerPaymentId: string): Promise<Placing> =>
  inTransaction(cx, async (tx) => {
    const checkout = await lockCheckout(tx, checkoutId)
    invariant(checkout, 'a checkout is written before the provider is asked')
    const { paymentId, draft } = checkout
    if (checkout.state === 'placed') return knownOrder(tx, checkout)
    if (checkout.state === 'abandoned') {
      await undoPayment(tx, paymentId, { providerPaymentId })
      return { kind: 'hold-lost', because: checkout.endedBecause ?? 'hold-lost', variantIds: variantsOf(draft) }
    }
    const lostVariantIds = await takeOver(tx, checkout)
    if (lostVariantIds.length > 0) return giveUp(tx, checkout, { lostVariantIds, providerPaymentId })

    const placed = await placeDraft(tx, checkout.orderId, draft)
    await closeCart(tx, checkout.cartId, checkout.orderId)
    await closeCheckout(tx, checkoutId, { state: 'placed' })
    await movePayment(tx, paymentId, 'authorise', { providerPaymentId })
    faultPoint('checkout.inside-placing')
    return { kind: 'placed', ...placed }
  })

async function knownOrder(tx: Tx, { orderId }: Checkout): Promise<Placing> {
  const order = await placedOrder(tx, orderId)
  invariant(order, 'a placed checkout has its order')
  return { kind: 'placed', ...order }
}

/** By compare-and-swap; a hold that ran out a moment ago is taken again where nobody else has the copy. */
async function takeOver(tx: Tx, { cartId, orderId, draft }: Checkout): Promise<VariantId[]> {
  const order = { kind: 'order', holder: orderHolder(orderId), expiresAt: null } as const
  const unitIds = draft.lines.flatMap((line) => line.unitIds)
  const expired = await transferClaims(tx, { unitIds, fromHolder: cartHolder(cartId), ...order })
  const lost = new Set(expired.length > 0 ? await claimUnitsIfFree(tx, { unitIds: expired, ...order }) : [])
  return draft.lines.filter((line) => line.unitIds.some((id) => lost.has(id))).flatMap((line) => line.variantId ?? [])
}

type Loss = { readonly lostVariantIds: readonly VariantId[]; readonly providerPaymentId: string }

/** The copies that were still ours go back to the cart, so that the buyer can order the rest. */
async function giveUp(tx: Tx, { id, cartId, orderId, paymentId, draft }: Checkout, loss: Loss): Promise<Placing> {
  await transferClaims(tx, {
    unitIds: draft.lines.flatMap((line) => line.unitIds),
    fromHolder: orderHolder(orderId),
    kind: 'cart',
    holder: cartHolder(cartId),
    expiresAt: minutesFrom(tx.now(), cartHoldMinutes),
  })
  await closeCheckout(tx, id, { state: 'abandoned', because: 'hold-lost' })
  await giveBack(tx, orderId)
  await undoPayment(tx, paymentId, { providerPaymentId: loss.providerPaymentId })
  return { kind: 'hold-lost', because: 'hold-lost', variantIds: loss.lostVariantIds }
}

const variantsOf = (draft: OrderDraft): VariantId[] => draft.lines.flatMap((line) => line.variantId ?? [])
