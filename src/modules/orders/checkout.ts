import type { CartId } from '#kernel/ids'
import type { Address, Buyer } from '#modules/customers'
import type { Card } from '#modules/payments'
import type { Lang } from '#platform/i18n'

export type CheckoutPayment =
  | { readonly method: 'card'; readonly provider: string; readonly card: Card }
  | { readonly method: 'bank-transfer' }

export type CheckoutRequest = {
  readonly cartId: CartId
  readonly lang: Lang
  readonly buyer: Buyer & { readonly email: string }
  readonly address: Address
  readonly deliveryMethod: string
  readonly payment: CheckoutPayment
  /** What the buyer saw; a different total refuses `cart.total-changed` before anything is held or charged. */
  readonly expectedTotalMinor?: number | undefined
}
