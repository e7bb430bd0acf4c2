import { type CartId, newId, type UnitId, type VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { cartHolder, claimUnits, claimVariant, type Holder, transferClaims } from '#modules/stock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { cartHoldMinutes, cartLinesMax, lineQuantityMax, minutesFrom } from './cart.ts'
import { type CartFit, cartFit } from './queries-cart.ts'
import { addCartLine, lockCart } from './store-cart.ts'
import { addGift, type GiftWish } from './store-gifts.ts'

type Copies = {
  readonly variantId: VariantId
  readonly quantity: number
  /** Copies kept for this visitor by another claim, which becomes the cart's without a moment in between. */
  readonly kept?: Kept
}
type Kept = { readonly holder: Holder; readonly unitIds: readonly UnitId[] }
/** Copies of a variant, or a voucher for somebody. */
export type CartAddition = { readonly cartId: CartId; readonly lang?: Lang } & (Copies | { readonly gift: GiftWish })

type CartHold = { readonly kind: 'cart'; readonly holder: Holder; readonly expiresAt: Date }

/**
 * Puts copies in the cart and holds them for ten minutes; the cart is made when it is new. Adding a copy of which the
 * cart already holds all there are changes nothing (a double click), except that a hold that had run out is taken again.
 * Refuses `stock.taken` when somebody was faster, `cart.closed` and `cart.being-paid` when the cart's time is over.
 */
export const addToCart = (cx: MaybeTx, { cartId, lang = 'fr', ...wish }: CartAddition): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await lockOpenCart(tx, cartId, lang)
    if ('gift' in wish) return addGift(tx, cartId, wish.gift)
    const { variantId, quantity, kept } = wish
    const fit = await cartFit(tx, cartId, variantId)
    if (!fit) refuse('cart.not-for-sale', { variantId })

    const hold = {
      kind: 'cart',
      holder: cartHolder(cartId),
      expiresAt: minutesFrom(tx.now(), cartHoldMinutes),
    } as const
    if (!kept && isAllThereIs(fit)) {
      if (fit.heldCount < fit.unitIds.length) await claimUnits(tx, { unitIds: fit.unitIds, ...hold })
      return
    }
    refuseTooMuch(fit, quantity)
    const unitIds = kept ? await takeOver(tx, kept, hold) : await claimVariant(tx, { variantId, quantity, ...hold })
    // The line whose hold had run out is there still: its copy is held again.
    if (unitIds.every((id) => fit.unitIds.includes(id))) return
    await addCartLine(tx, { lineId: newId(tx.now()), cartId, variantId, quantity }, unitIds)
  })

async function takeOver(tx: Tx, kept: Kept, hold: CartHold): Promise<readonly UnitId[]> {
  const lost = await transferClaims(tx, { unitIds: kept.unitIds, fromHolder: kept.holder, ...hold })
  if (lost.length > 0) refuse('stock.taken', { unitIds: lost })
  return kept.unitIds
}

const isAllThereIs = (fit: CartFit): boolean => fit.quantity > 0 && (fit.isLot || fit.unitIds.length >= fit.shelfCount)

function refuseTooMuch(fit: CartFit, quantity: number): void {
  if (fit.quantity === 0 && fit.linesCount >= cartLinesMax) refuse('cart.full', { linesMax: cartLinesMax })
  if (fit.quantity + quantity > lineQuantityMax) refuse('cart.quantity-too-large', { quantityMax: lineQuantityMax })
}

/** The cart, locked, when it may still be changed; `lang` makes it when it is new. */
export async function lockOpenCart(tx: Tx, cartId: CartId, lang?: Lang): Promise<void> {
  const cart = await lockCart(tx, cartId, lang)
  if (!cart) refuse('cart.not-found', { cartId })
  if (cart.orderId) refuse('cart.closed', { cartId })
  if (cart.openCheckoutId) refuse('cart.being-paid', { cartId })
}
