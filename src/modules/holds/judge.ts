import type { ListingFacts, ListingState, OtherReading, Problem, Verdict } from './hold.ts'

/** The account a listing stands on, as far as it decides about proof. */
export type AccountFacts = {
  readonly isByHand: boolean
  /** Set while the vendor is out of reach. */
  readonly outage: { readonly message: string; readonly nextTryAt: Date | null } | null
}

export type Circumstances = {
  readonly account: AccountFacts
  /** Copies of the variant that may be on sale there: others of the same article that nobody holds. */
  readonly freeCount: number
  readonly now: Date
}

/** A lane that derived its wish just before the claim has written its intent by then, or has given up. */
const quietMs = 60_000
/** What nobody can buy. A listing sold there is absent too: its order is on the way and becomes an incident. */
const absentKinds: ReadonlySet<string> = new Set(['hidden', 'absent', 'sold'])

/**
 * Is the variant proven not to be for sale on the account beyond the copies that are free? Only an answer that the vendor
 * gave after the copy was held counts, and no intent of ours may be open; what was never sent anywhere is proven by our
 * own rows, because an intent is committed before the first byte leaves.
 */
export function judge(facts: ListingFacts, circumstances: Circumstances): Verdict {
  const { listing, heldAt } = facts
  if (!listing) return { kind: 'proven', by: 'records', at: heldAt }
  const { account } = circumstances
  if (account.isByHand) return judgeByHand(listing, facts, circumstances)

  const verdicts = [judgeListing(listing, facts, circumstances), ...judgeOthers(listing, facts)]
  const worst = worstOf(verdicts)
  if (worst.kind === 'under-way' && account.outage) {
    const { message, nextTryAt } = account.outage
    return inTheWay('unreachable', worst.since, { code: 'outage', message, nextTryAt })
  }
  return worst
}

function judgeByHand(listing: ListingState, { heldAt }: ListingFacts, { freeCount }: Circumstances): Verdict {
  const isDown = listing.remoteId === null && listing.state !== 'live'
  if (isDown) return { kind: 'proven', by: listing.wasEverSent ? 'tick' : 'records', at: listing.proofAt ?? heldAt }
  if (freeCount > 0 && !listing.isPending) return { kind: 'proven', by: 'records', at: heldAt }
  return { kind: 'under-way', why: 'by-hand', since: heldAt }
}

function judgeListing(listing: ListingState, { heldAt }: ListingFacts, { freeCount, now }: Circumstances): Verdict {
  const underWay: Verdict = errorOf(listing) ?? { kind: 'under-way', why: 'sending', since: heldAt }
  if (listing.isCreating) return underWay
  if (listing.remoteId === null) {
    // What was sent without leaving a remote id is among the others.
    const isQuiet = !listing.isPending || now.getTime() - heldAt.getTime() > quietMs
    return isQuiet ? { kind: 'proven', by: 'records', at: heldAt } : underWay
  }
  // The lane proves these two; a remote id in any other state is among the others.
  if (listing.state !== 'live' && listing.state !== 'withdrawn')
    return listing.isPending ? underWay : { kind: 'proven', by: 'records', at: heldAt }

  return judgeProof(listing, { heldAt, freeCount, underWay })
}

type Due = { readonly heldAt: Date; readonly freeCount: number; readonly underWay: Verdict }

/** What the lane read back counts when it was read after the hold began and after the last thing we sent. */
function judgeProof(listing: ListingState, { heldAt, freeCount, underWay }: Due): Verdict {
  const { proof, proofAt } = listing
  if (!proof || !proofAt || proofAt < heldAt) return underWay
  if (proof.kind === 'on-sale' && (proof.quantity ?? 1) > freeCount) {
    // Read while the withdrawal still waits: it is on its way. Read after it: the vendor shows it all the same.
    return listing.state === 'live' ? underWay : (errorOf(listing) ?? stillOnSale(proofAt, listing.nextTryAt))
  }
  const isOpen = !listing.isKnown || (listing.lastSentAt !== null && proofAt < listing.lastSentAt)
  return isOpen || proof.kind === 'settling' ? underWay : { kind: 'proven', by: 'read-back', at: proofAt }
}

const judgeOthers = ({ others }: ListingState, { heldAt }: ListingFacts): Verdict[] =>
  others.map((other) => judgeOther(other, heldAt))

function judgeOther({ kind, readAt, message, nextTryAt }: OtherReading, heldAt: Date): Verdict {
  if (message !== null) return inTheWay('unreachable', heldAt, { code: 'outage', message, nextTryAt })
  if (kind === null || readAt === null || readAt < heldAt) return { kind: 'under-way', why: 'sending', since: heldAt }
  if (absentKinds.has(kind)) return { kind: 'proven', by: 'read-back', at: readAt }
  return kind === 'on-sale' ? stillOnSale(readAt, nextTryAt) : { kind: 'under-way', why: 'sending', since: heldAt }
}

function errorOf({ isPending, lastError, nextTryAt }: ListingState): Verdict | undefined {
  if (!isPending || !lastError) return undefined
  const { code, message, at } = lastError
  const why = code === 'outage' ? 'unreachable' : 'refused'
  return inTheWay(why, new Date(at), { code, message, nextTryAt })
}

const stillOnSale = (since: Date, nextTryAt: Date | null): Verdict =>
  inTheWay('still-on-sale', since, { code: 'still-on-sale', message: '', nextTryAt })

const inTheWay = (why: Extract<Verdict, { kind: 'in-the-way' }>['why'], since: Date, problem: Problem): Verdict => ({
  kind: 'in-the-way',
  why,
  since,
  problem,
})

const badness = { proven: 0, 'under-way': 1, 'in-the-way': 2 } as const

/** The verdict that keeps the light from being better; of equal ones the oldest, of proofs the youngest. */
export function worstOf(verdicts: readonly [Verdict, ...Verdict[]] | readonly Verdict[]): Verdict {
  const [first, ...rest] = verdicts
  if (!first) return { kind: 'proven', by: 'records', at: new Date(0) }
  return rest.reduce((worst, verdict) => (isWorse(verdict, worst) ? verdict : worst), first)
}

function isWorse(one: Verdict, other: Verdict): boolean {
  if (one.kind !== other.kind) return badness[one.kind] > badness[other.kind]
  if (one.kind === 'proven' || other.kind === 'proven')
    return one.kind === 'proven' && other.kind === 'proven' && one.at > other.at
  return one.since < other.since
}
