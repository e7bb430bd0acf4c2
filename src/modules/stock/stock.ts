import type { CartId, OrderId, UnitId, VariantId } from '#kernel/ids'

/** Why a unit is held. `cart`, `checkout` and `waiting` run out, the others last until they are ended. */
export type ClaimKind = 'cart' | 'checkout' | 'order' | 'quote' | 'bag' | 'hold' | 'waiting'

/** Who holds a unit, `<kind>:<id>`. A cart that is being paid keeps its holder and changes kind to `checkout`. */
export type Holder = `${'cart' | 'order' | 'quote' | 'bag' | 'hold' | 'waiting'}:${string}`

export const cartHolder = (cartId: CartId): Holder => `cart:${cartId}`
export const orderHolder = (orderId: OrderId): Holder => `order:${orderId}`

export type Hold = { readonly kind: ClaimKind; readonly holder: Holder; readonly expiresAt: Date | null }

export type VariantQuantity = { readonly variantId: VariantId; readonly quantity: number }
export type ClaimedVariant = { readonly variantId: VariantId; readonly unitIds: readonly UnitId[] }

/**
 * Whether, and until when, a buyer may have a variant. `yoursUntil` is the hold of the asking holder itself, `takenAt` when
 * the latest of its copies that are not free was claimed.
 */
export type Availability = {
  readonly freeCount: number
  readonly totalCount: number
  readonly yoursUntil?: Date
  readonly heldUntil?: Date
  readonly takenAt?: Date
  readonly isSold: boolean
}

/** Something `etal verify` found to disagree: the check's name, the row, and both values. */
export type Fault = {
  readonly check: string
  readonly subject: string
  readonly found: string
  readonly expected: string
}

/** One order of locking everywhere is what rules deadlocks out. */
export const inLockOrder = (unitIds: readonly UnitId[]): UnitId[] => [...new Set(unitIds)].sort()
