import type { AccountId, Id, ListingId, VariantId } from '#kernel/ids'
import type { JsonObject, RemoteState } from '#modules/channels'

export type PassId = Id<'AuditPass'>
export type DriftId = Id<'Drift'>

export const driftKinds = [
  'ended-there',
  'relisted-there',
  'price-edited',
  'quantity-edited',
  'unknown-listing',
  'missing-there',
  'duplicate-there',
] as const
export type DriftKind = (typeof driftKinds)[number]

/** open: will be healed. asking: a person must decide. acted: done, the next pass says whether it helped. ignored: wanted so. */
export const driftStates = ['open', 'asking', 'acted', 'ignored', 'closed'] as const
export type DriftState = (typeof driftStates)[number]

/**
 * sent-again: the lane says everything again. proof-requested: the lane reads it back, and withdraws what stands.
 * ended: this one listing there was ended. adopted: it is ours from now on.
 */
export type Act = 'sent-again' | 'proof-requested' | 'ended' | 'adopted'

export const decisions = ['ours', 'end', 'adopt', 'ignore'] as const
export type Decision = (typeof decisions)[number]

/** What a person may decide about each kind. */
export const decisionsOf = {
  'ended-there': ['ours', 'ignore'],
  'relisted-there': ['end', 'ours', 'ignore'],
  'price-edited': ['ours', 'ignore'],
  'quantity-edited': ['ours', 'ignore'],
  'unknown-listing': ['adopt', 'end', 'ignore'],
  'missing-there': ['ours', 'ignore'],
  'duplicate-there': ['end', 'ignore'],
} as const satisfies Record<DriftKind, readonly Decision[]>

export type HandEdits = 'ours-wins' | 'ask'

/** One of our listings as its rows describe it when a page has just been read. */
export type Ours = {
  readonly listingId: ListingId
  readonly sku: string
  /** The one that stands there now as far as we know. */
  readonly remoteId: string | null
  readonly state: string
  /** Withdrawn, sold, or without a free copy: nothing of it may stand there. */
  readonly isOffSale: boolean
  /** Something of ours is on its way, or happened since the pass began: what the page shows may be older. */
  readonly isBusy: boolean
  /** What the vendor showed when our last word was read back; null when it was not. */
  readonly proof: RemoteState | null
}

export type FoundDrift = {
  readonly kind: DriftKind
  readonly listingId: ListingId | null
  readonly remoteId: string
  readonly sku: string
  readonly title: string
  readonly detail: { readonly ours: RemoteState | null; readonly theirs: RemoteState }
  /** Who decides. */
  readonly state: 'open' | 'asking'
}

/** A drift to be healed, with what its listing is like now. */
export type DueDrift = {
  readonly id: DriftId
  readonly kind: DriftKind
  readonly remoteId: string
  readonly sku: string
  readonly listingId: ListingId | null
  readonly listingState: string | null
  readonly listingRemoteId: string | null
  readonly decision: Decision | null
  readonly seenAt: Date
  /** Our listing was sent, sold or bumped since it was seen: what was seen is over. */
  readonly isOutdated: boolean
}

export type DriftRow = {
  readonly id: DriftId
  readonly accountId: AccountId
  readonly account: string
  readonly channel: string
  readonly kind: DriftKind
  readonly listingId: ListingId | null
  readonly variantId: VariantId | null
  readonly remoteId: string
  readonly sku: string
  readonly title: string
  readonly detail: JsonObject
  readonly state: DriftState
  readonly seenCount: number
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
  readonly act: Act | null
  readonly actedAt: Date | null
  readonly failure: string | null
  readonly decision: Decision | null
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
  readonly reason: string | null
  readonly closedAt: Date | null
  readonly closedAs: 'healed' | 'gone' | 'decided' | null
}
