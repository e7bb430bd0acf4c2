import type { RefusalCode, RefusalStatus } from '#kernel/refusal'
import type { OrderMove, OrderState } from './orders.ts'

declare module '#kernel/refusal' {
  interface RefusalData {
    'cart.not-found': { cartId: string }
    /** The cart has become an order. */
    'cart.closed': { cartId: string }
    /** A payment for this cart is running; its lines are fixed until it has ended. */
    'cart.being-paid': { cartId: string }
    'cart.empty': { cartId: string }
    'cart.full': { linesMax: number }
    'cart.quantity-too-large': { quantityMax: number }
    'cart.not-for-sale': { variantId: string }
    /** The hold ran out and somebody else took these; the other lines are still held. */
    'cart.hold-lost': { variantIds: readonly string[] }
    'cart.total-changed': { totalMinor: number; expectedMinor: number }
    'cart.delivery-not-available': { deliveryMethod: string; country: string }
    /** Cash is handed over at pick-up, so only with a delivery that is fetched. */
    'cart.cash-not-possible': { deliveryMethod: string }
    'checkout.not-found': { checkoutId?: string; token?: string }
    /** The provider is deciding; the answer comes by itself. */
    'checkout.being-decided': { checkoutId: string }
    'order.not-found': { orderId?: string; number?: string }
    /** The money came for an order that is cancelled: it goes back, or a new order is made. */
    'order.paid-too-late': { orderId: string }
    'order.move-not-allowed': { orderId: string; state: OrderState; move: OrderMove }
    /** A copy was sold elsewhere first; the incident must be solved before packing. */
    'order.copy-missing': { orderId: string }
    /** The card is being charged; the payment records itself. */
    'order.card-pending': { orderId: string }
    /** A person cannot be erased while an order must still reach them. */
    'order.still-open': { numbers: readonly string[] }
    'order.variant-unknown': { variantIds: readonly string[] }
  }
}

export const ordersRefusals = {
  'cart.not-found': 404,
  'cart.closed': 409,
  'cart.being-paid': 409,
  'cart.empty': 422,
  'cart.full': 422,
  'cart.quantity-too-large': 422,
  'cart.not-for-sale': 422,
  'cart.hold-lost': 409,
  'cart.total-changed': 409,
  'cart.delivery-not-available': 422,
  'cart.cash-not-possible': 422,
  'checkout.not-found': 404,
  'checkout.being-decided': 409,
  'order.not-found': 404,
  'order.paid-too-late': 409,
  'order.move-not-allowed': 409,
  'order.copy-missing': 409,
  'order.card-pending': 409,
  'order.still-open': 409,
  'order.variant-unknown': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
