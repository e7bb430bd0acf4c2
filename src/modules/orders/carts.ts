import { prolongCart, renewCart } from './hold-cart.ts'
import { mergeCarts } from './merge-carts.ts'
import { openCart } from './open-cart.ts'
import { removeFromCart } from './remove-from-cart.ts'

/** What a visitor does with a cart, besides filling it. */
export const carts = {
  open: openCart,
  prolong: prolongCart,
  renew: renewCart,
  merge: mergeCarts,
  remove: removeFromCart,
} as const
