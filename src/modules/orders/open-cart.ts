import { type CartId, newId } from '#kernel/ids'
import { inTransaction, type MaybeTx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { lockCart } from './store-cart.ts'

/** A new, empty cart. Its id is all that is needed to use it: 74 random bits. */
export const openCart = (cx: MaybeTx, { lang }: { lang: Lang }): Promise<CartId> =>
  inTransaction(cx, async (tx) => {
    const cartId = newId<CartId>(tx.now())
    await lockCart(tx, cartId, lang)
    return cartId
  })
