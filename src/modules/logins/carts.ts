import type { CartId, CustomerId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import { type CartView, carts, getCart } from '#modules/orders'
import { moveWaiting } from '#modules/waiting'
import { inTransaction, type MaybeTx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { findLogin } from './queries.ts'
import { setLoginCart } from './store.ts'

/**
 * Brings the cart a customer left with and the cart of this browser together, and answers which one it is from now on. The
 * guest's cart keeps its holds untouched; what the customer had left is held again if it can still be had.
 */
export async function joinCarts(
  cx: MaybeTx,
  customerId: CustomerId,
  { guestCartId }: { guestCartId: CartId | undefined; lang: Lang },
): Promise<CartId | undefined> {
  const left = await openCartOf(cx, (await findLogin(cx, customerId))?.cartId ?? undefined)
  const guest = await openCartOf(cx, guestCartId)
  if (left && guest && left.id !== guest.id) await moveLines(cx, { from: left.id, into: guest.id })
  const cartId = guest?.id ?? left?.id
  await rememberCart(cx, customerId, cartId)
  return cartId
}

/** The cart that is there again at the next sign-in. */
export const rememberCart = (cx: MaybeTx, customerId: CustomerId, cartId: CartId | undefined): Promise<void> =>
  inTransaction(cx, (tx) => setLoginCart(tx, customerId, cartId ?? null))

async function openCartOf(cx: MaybeTx, cartId: CartId | undefined): Promise<CartView | undefined> {
  if (!cartId) return undefined
  try {
    const cart = await getCart(cx, cartId)
    return cart.order === null ? cart : undefined
  } catch (error) {
    if (error instanceof Refusal && error.code === 'cart.not-found') return undefined
    throw error
  }
}

/** Copies pass from cart to cart without being free for a moment; what somebody else has by now stays behind. */
async function moveLines(cx: MaybeTx, merging: { from: CartId; into: CartId }): Promise<void> {
  try {
    const left = await carts.merge(cx, merging)
    await moveWaiting(cx, { from: merging.from, to: merging.into })
    if (left.length > 0) cx.log.debug({ variantIds: left }, 'copies of an earlier cart stay behind')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    cx.log.debug({ code: error.code }, 'an earlier cart stays behind')
  }
}
