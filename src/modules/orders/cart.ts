import type { CartId, OrderId, ProductId, UnitId, VariantId } from '#kernel/ids'
import type { OfferedPrice, Quote } from '#modules/promotions'
import type { CartGift } from './store-gifts.ts'

/** A copy in the cart is held this long; the buyer sees the countdown and nothing prolongs it silently. */
export const cartHoldMinutes = 10
/** Paying takes longer than choosing: 3-D Secure, a card to fetch. */
export const checkoutHoldMinutes = 15
/** A buyer who is seen paying has at least so much left … */
export const payingMinutes = 5
/** … but copies are held for one payment no longer than this. */
export const checkoutHoldMinutesMax = 30

export const cartLinesMax = 50
export const lineQuantityMax = 20

export const minutesFrom = (now: Date, minutes: number): Date => new Date(now.getTime() + minutes * 60_000)

export type CartLineId = string

/**
 * `held` until `heldUntil`; `expired`: the hold ran out but the copy is still free and may be held again; `taken`:
 * somebody else has it now and may yet let it go; `sold`: it was sold elsewhere and does not come back.
 */
export type HoldState = 'held' | 'expired' | 'taken' | 'sold'

export type CartLineView = {
  readonly lineId: CartLineId
  readonly variantId: VariantId
  readonly productId: ProductId
  readonly title: string
  readonly artist: string
  readonly detail: string
  readonly slug: string
  readonly quantity: number
  /** What everybody pays for a piece now; `offer` when that is less than its list price. */
  readonly unitPriceMinor: number
  readonly offer: OfferedPrice | null
  readonly totalMinor: number
  readonly weightGrams: number
  readonly hold: HoldState
  readonly heldUntil: Date | null
}

export type CartView = {
  readonly id: CartId
  readonly lines: readonly CartLineView[]
  readonly gifts: readonly CartGift[]
  readonly itemsMinor: number
  readonly weightGrams: number
  /** The codes entered, and what all of it costs. */
  readonly codes: readonly string[]
  readonly voucherCode: string | null
  readonly quote: Quote
  /** A payment is under way; its page is opened by this token. */
  readonly payment: { readonly token: string } | null
  /** Set once the cart has become an order. */
  readonly order: { readonly number: string; readonly accessToken: string } | null
}

/** A cart line as the checkout needs it: what it is, and which copies stand behind it. */
export type CartLine = {
  readonly lineId: CartLineId
  readonly variantId: VariantId
  readonly quantity: number
  readonly isLot: boolean
  readonly unitIds: readonly UnitId[]
}

export type LockedCart = {
  readonly id: CartId
  readonly orderId: OrderId | null
  readonly openCheckoutId: string | null
}
