import type { CartId } from '#kernel/ids'
import { newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { findTerms, type Gift } from '#modules/vouchers'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'

/** A voucher somebody wants to buy, as it lies in the cart. */
export type CartGift = Gift & { readonly giftId: string; readonly amountMinor: number }
export type GiftWish = Gift & { readonly amountMinor: number }

const giftsMax = 10

export async function cartGifts(cx: Cx, cartId: CartId): Promise<CartGift[]> {
  const { rows } = await sql<CartGift>`
    select id as gift_id, amount_minor, recipient_name, recipient_email, sender_name, message, send_on::text as send_on
    from cart_gifts where cart_id = ${cartId} order by added_at, id`.execute(cx.db)
  return rows
}

/** Refuses `voucher.amount-out-of-range`, and `cart.full` after ten. The cart is locked. */
export async function addGift(tx: Tx, cartId: CartId, gift: GiftWish): Promise<void> {
  const { amountMinMinor, amountMaxMinor } = await findTerms(tx)
  if (gift.amountMinor < amountMinMinor || gift.amountMinor > amountMaxMinor)
    refuse('voucher.amount-out-of-range', { amountMinMinor, amountMaxMinor })
  if ((await cartGifts(tx, cartId)).length >= giftsMax) refuse('cart.full', { linesMax: giftsMax })
  await tx.db
    .insertInto('cartGifts')
    .values({ id: newId(tx.now()), cartId, ...gift, addedAt: tx.now() })
    .execute()
}

export async function removeGift(tx: Tx, cartId: CartId, giftId: string): Promise<void> {
  await tx.db.deleteFrom('cartGifts').where('id', '=', giftId).where('cartId', '=', cartId).execute()
}

export async function moveGifts(tx: Tx, { from, into }: { from: CartId; into: CartId }): Promise<void> {
  await tx.db.updateTable('cartGifts').set({ cartId: into }).where('cartId', '=', from).execute()
}
