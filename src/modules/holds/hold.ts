import type { AccountId, Id, ListingId, UnitId, VariantId } from '#kernel/ids'
import type { Holder } from '#modules/stock'

export type HoldId = Id<'Hold'>

export const holderOf = (holdId: HoldId): Holder => `hold:${holdId}`

/** Green: nobody can buy any of the copies anywhere, and that was read back. Off: nothing is held any more. */
export type Light = 'green' | 'amber' | 'red' | 'off'

/** Whether one copy is proven absent from one account. */
export type Verdict =
  | { readonly kind: 'proven'; readonly by: ProofKind; readonly at: Date }
  | { readonly kind: 'under-way'; readonly why: 'sending' | 'by-hand'; readonly since: Date }
  | { readonly kind: 'in-the-way'; readonly why: Obstacle; readonly since: Date; readonly problem: Problem }

/** `records`: never listed there, as our own rows prove. `tick`: a person took the ad down and said so. */
export type ProofKind = 'read-back' | 'records' | 'tick'
export type Obstacle = 'refused' | 'unreachable' | 'still-on-sale'
export type Problem = {
  /** Has words in texts/<lang>/channels.json under `errors`, as the errors of listings and accounts do. */
  readonly code: string
  /** The vendor's own words. */
  readonly message: string
  readonly nextTryAt: Date | null
}

/** Where a copy of a hold is now. `taken`: somebody else had it from the start. `gone`: held, then sold or moved away. */
export type CopyState = 'held' | 'taken' | 'gone' | 'released'

export type HoldCopy = {
  readonly unitId: UnitId
  readonly code: string
  readonly variantId: VariantId
  readonly sku: string
  readonly artist: string
  readonly title: string
  readonly place: string
  readonly state: CopyState
  readonly heldAt: Date | null
  readonly releasedAt: Date | null
  /** Who has it when we do not. */
  readonly heldBy: CopyHolder | null
}

export type CopyHolder = {
  readonly kind: string
  /** E.g. the order's id, for a link. */
  readonly id: string
  /** Another hold's name; null for carts and orders. */
  readonly name: string | null
  readonly until: Date | null
}

/** A listing of a held variant as our rows describe it, and the vendor's answers about it. */
export type ListingFacts = {
  readonly accountId: AccountId
  readonly variantId: VariantId
  /** When the last of the variant's copies was held: proofs must be younger. */
  readonly heldAt: Date
  /** Undefined when the account has no row for the variant at all. */
  readonly listing: ListingState | undefined
}

export type ListingState = {
  readonly id: ListingId
  readonly state: string
  readonly remoteId: string | null
  readonly isPending: boolean
  readonly isCreating: boolean
  /** Something was on its way at least once. */
  readonly wasEverSent: boolean
  /** What the vendor shows is known from an answer. */
  readonly isKnown: boolean
  readonly proof: { readonly kind: string; readonly quantity?: number } | null
  readonly proofAt: Date | null
  readonly lastSentAt: Date | null
  readonly nextTryAt: Date
  readonly lastError: { readonly code: string; readonly message: string; readonly at: string } | null
  /** Remote ids that the lane does not read back, with what the vendor showed of each. */
  readonly others: readonly OtherReading[]
}

export type OtherReading = {
  readonly remoteId: string
  readonly kind: string | null
  readonly readAt: Date | null
  readonly message: string | null
  readonly nextTryAt: Date | null
}
