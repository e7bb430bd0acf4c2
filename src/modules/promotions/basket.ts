import type { Names, Promotion } from './promotion.ts'
import type { PieceFacts } from './scope.ts'

/** One line as it is priced: `unitMinor` is the price everybody pays for a piece now, offers included. */
export type BasketLine = PieceFacts & {
  readonly lineId: string
  readonly quantity: number
  readonly unitMinor: number
  /** A gift voucher is money for later: no promotion is about it. */
  readonly isVoucher?: boolean
}

/** What is known of the buyer; in a cart mostly nothing yet. */
export type BasketBuyer = {
  readonly groups: readonly string[]
  /** Undefined while nobody knows who it is; then it is decided at the order. */
  readonly hasOrdered?: boolean | undefined
  /** Live uses of promotions by this buyer. */
  readonly usesOf?: Readonly<Record<string, number>>
}

export type Basket = {
  readonly lines: readonly BasketLine[]
  readonly promotions: readonly Promotion[]
  /** As entered, in normal form. */
  readonly codes: readonly string[]
  readonly buyer: BasketBuyer
  /** Undefined while no delivery is chosen. */
  readonly delivery?: { readonly method: string; readonly country: string; readonly priceMinor: number } | undefined
  /** What the voucher given can still pay. */
  readonly voucherMinor?: number
  readonly now: Date
}

export type Discount = {
  readonly promotionId: string
  readonly names: Names
  readonly code: string | null
  readonly amountMinor: number
}

export type QuotedLine = {
  readonly lineId: string
  readonly totalMinor: number
  readonly discounts: readonly Discount[]
  readonly discountMinor: number
  /** What remains to pay for the line. */
  readonly paidMinor: number
}

export const quoteSteps = [
  'list',
  'offers',
  'line-promotions',
  'basket-promotions',
  'delivery',
  'free-delivery',
  'total',
  'voucher',
  'due',
] as const
export type QuoteStep = (typeof quoteSteps)[number]

/** Why a promotion or a code did (not) do anything. */
export type Explanation = {
  readonly promotionId: string | null
  readonly names: Names | null
  readonly code: string | null
  readonly amountMinor: number
  readonly because: Because
  /** Cents or pieces that are missing, for the sentence. */
  readonly missing?: number
}

export type Because =
  | 'applied'
  | 'unknown-code'
  | 'not-yet'
  | 'ended'
  | 'paused'
  | 'used-up'
  | 'once-per-customer'
  | 'first-order-only'
  | 'group-only'
  | 'basket-too-small'
  | 'nothing-matches'
  | 'too-few-pieces'
  | 'no-delivery-yet'
  | 'other-delivery'
  | 'better-one'

export type Quote = {
  readonly lines: readonly QuotedLine[]
  /** Per promotion, over all lines. */
  readonly discounts: readonly Discount[]
  readonly deliveryDiscounts: readonly Discount[]
  /** With offers, before discounts. */
  readonly itemsMinor: number
  readonly discountMinor: number
  readonly deliveryListMinor: number
  readonly deliveryMinor: number
  readonly totalMinor: number
  readonly voucherMinor: number
  readonly dueMinor: number
  /** Each step with what it adds or takes; the steps before a result sum to it. */
  readonly steps: readonly { readonly step: QuoteStep; readonly amountMinor: number }[]
  readonly explanations: readonly Explanation[]
}
