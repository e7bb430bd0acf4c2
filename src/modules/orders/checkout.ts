import type { CartId } from '#kernel/ids'
import type { Address, Buyer } from '#modules/customers'
import type { WantedChoice } from '#modules/delivery'
import type { Handover } from '#modules/payments'
import type { Lang } from '#platform/i18n'
import type { PlacedOrder } from './orders.ts'

export type CheckoutPayment =
  /** The buyer confirms at a provider: a card, a wallet, a PayPal account. */
  | { readonly method: 'online'; readonly provider: string }
  | { readonly method: 'bank-transfer' }
  /** At pick-up; for deliveries that are fetched only. */
  | { readonly method: 'cash' }

export type CheckoutRequest = {
  readonly cartId: CartId
  readonly lang: Lang
  readonly buyer: Buyer & { readonly email: string }
  readonly address: Address
  readonly deliveryMethod: string
  /** Relay point, slot or market day. Left out by partners that arrange it themselves; the shop always says one. */
  readonly choice?: WantedChoice | undefined
  readonly payment: CheckoutPayment
  /** What the buyer saw; a different total refuses `cart.total-changed` before anything is held or charged. */
  readonly expectedTotalMinor?: number | undefined
}

/** Why a payment attempt ended without an order. */
export type EndedBecause = 'declined' | 'expired' | 'hold-lost' | 'left' | 'unanswered'

/**
 * Where a payment attempt stands: an order, waiting for the buyer (with how to go on), waiting for the provider, or
 * ended without an order.
 */
export type CheckoutProgress =
  | ({ readonly kind: 'placed' } & PlacedOrder)
  | {
      readonly kind: 'pay'
      readonly checkoutId: string
      readonly token: string
      readonly provider: string
      readonly amountMinor: number
      readonly holdUntil: Date
      readonly handover: Handover
      /** The last try was declined; another may follow. */
      readonly declineCode?: string
    }
  | { readonly kind: 'waiting'; readonly token: string; readonly provider: string; readonly holdUntil: Date }
  | { readonly kind: 'ended'; readonly because: EndedBecause }
