import type { AccountId, UnitId } from '#kernel/ids'

/**
 * Who claims a right to a copy. `cart`, `checkout`, `quote`, `hold` and `bag` are kinds of claims; `stall` is a sale over
 * the counter; `unchecked` is nobody, but the copy lies at TO-CHECK and a person must look; `unknown` holds it as an order
 * that is not written here.
 */
export type RivalKind = 'stall' | 'order' | 'checkout' | 'cart' | 'quote' | 'hold' | 'bag' | 'unchecked' | 'unknown'

export type Rival = {
  /** As claims name their holders: `order:0198…`, `cart:0198…`; with the line for orders: `order:0198…#<line id>`. */
  readonly party: string
  readonly kind: RivalKind
  /** `shop`, `api` or the vendor's name; empty for what is no order. */
  readonly channel: string
  readonly accountId: AccountId | null
  /** Packed or sent: nobody takes it out of the parcel again. */
  readonly isFinal: boolean
  /** The vendor still waits for our yes: saying no costs little. */
  readonly isUndecided: boolean
  /** Of the whole order, as it was placed. */
  readonly totalMinor: number
  readonly linesCount: number
  readonly placedAt: Date
  /** How many copies it wants, all or none. */
  readonly size: number
  /** Copies it has now, of those in dispute. */
  readonly holds: readonly UnitId[]
}

export type Contest = {
  readonly rivals: readonly Rival[]
  /** The very copies that were sold. */
  readonly copies: readonly UnitId[]
  /** Copies that would do as well, best choice first: free ones, and those that a rival got instead of a disputed one. */
  readonly equivalents: readonly UnitId[]
}

/** `keeps`: the copy that was sold. `equivalent`: another one. `gives-way`: a cart, which is no sale. */
export type Outcome = 'keeps' | 'equivalent' | 'loses' | 'waits' | 'gives-way'
export type Verdict = {
  readonly party: string
  readonly outcome: Outcome
  readonly units: readonly UnitId[]
  readonly cost: number
}

/** What made the difference between the last that got a copy and the first that did not. */
export type Rule =
  | 'no-conflict'
  | 'cart-gives-way'
  | 'stall-first'
  | 'packed-first'
  | 'cost'
  | 'amount'
  | 'lines'
  | 'earlier'
  | 'order-number'
  | 'being-paid'
  | 'person'
  | 'nothing-left'

export type Decision = { readonly rule: Rule; readonly verdicts: readonly Verdict[] }

/** An order takes part with each of its lines. */
export const partyOf = ({ orderId, lineId }: { orderId: string; lineId: string }): string =>
  `order:${orderId}#${lineId}`
