import type { CartId } from '#kernel/ids'
import { cartHolder, releaseClaims } from '#modules/stock'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { lockOpenCart } from './add-to-cart.ts'
import type { CartLineId } from './cart.ts'
import { removeCartLine } from './store-cart.ts'
import { removeGift } from './store-gifts.ts'

/** Takes a line, or a voucher for somebody, out and frees its copies at once. A line that is not there is left alone. */
export const removeFromCart = (
  cx: MaybeTx,
  { cartId, lineId }: { cartId: CartId; lineId: CartLineId },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await lockOpenCart(tx, cartId)
    const unitIds = await removeCartLine(tx, cartId, lineId)
    if (!unitIds) return removeGift(tx, cartId, lineId)
    await releaseClaims(tx, { holder: cartHolder(cartId), unitIds, reason: 'removed-from-cart' })
  })
