import type { RemoteState, StandingListing } from '#modules/channels'
import type { DriftKind, FoundDrift, HandEdits, Ours } from './drift.ts'

export type Comparison = {
  /** False when nothing can be said: our own work on the listing is younger than the page may be. */
  readonly isJudged: boolean
  readonly drifts: readonly FoundDrift[]
}

/**
 * What the vendor shows of one listing against what it last proved to show. `ours` is the listing the remote id or the
 * SKU belongs to. A listing that is busy is not judged: the page may have been made before our last word arrived.
 */
export function compare(item: StandingListing, ours: Ours | undefined, handEdits: HandEdits): Comparison {
  if (!ours) return { isJudged: true, drifts: item.state.kind === 'on-sale' ? [unknown(item)] : [] }
  if (ours.isBusy || item.state.kind === 'settling') return { isJudged: false, drifts: [] }
  const kinds = ours.remoteId === item.remoteId ? kindsOf(ours, item) : strangerKinds(ours, item.state)
  return { isJudged: true, drifts: kinds.map((kind) => driftOf(kind, { item, ours, handEdits })) }
}

/** A listing our rows say is live, which a whole pass did not show, as the vendor answers when asked for it alone. */
export function compareUnseen(item: StandingListing, ours: Ours, handEdits: HandEdits): Comparison {
  if (item.state.kind !== 'absent' || ours.isBusy) return compare(item, ours, handEdits)
  return { isJudged: true, drifts: [driftOf('missing-there', { item, ours, handEdits })] }
}

function kindsOf({ state, proof }: Ours, { state: theirs, isPriceUnknown }: StandingListing): DriftKind[] {
  if (state === 'withdrawn' || state === 'sold') return theirs.kind === 'on-sale' ? ['relisted-there'] : []
  if (state !== 'live') return []
  if (theirs.kind === 'hidden') return ['ended-there']
  if (theirs.kind !== 'on-sale' || proof?.kind !== 'on-sale') return []
  return [
    ...(isPriceUnknown || theirs.priceMinor === proof.priceMinor ? [] : ['price-edited' as const]),
    ...(theirs.quantity === proof.quantity ? [] : ['quantity-edited' as const]),
  ]
}

/**
 * Another remote id with our SKU, or one the listing had before. While we want the copy on sale and have nothing there
 * ourselves, it may as well be ours: a person decides.
 */
function strangerKinds({ state, remoteId, isOffSale }: Ours, theirs: RemoteState): DriftKind[] {
  if (theirs.kind !== 'on-sale') return []
  if (state === 'live' && remoteId !== null) return ['duplicate-there']
  return isOffSale ? ['relisted-there'] : ['unknown-listing']
}

type Finding = { readonly item: StandingListing; readonly ours: Ours; readonly handEdits: HandEdits }

const driftOf = (kind: DriftKind, finding: Finding): FoundDrift => ({
  kind,
  listingId: finding.ours.listingId,
  remoteId: finding.item.remoteId,
  sku: finding.ours.sku,
  title: finding.item.title,
  detail: { ours: finding.ours.proof, theirs: finding.item.state },
  state: isAsked(kind, finding) ? 'asking' : 'open',
})

/** A raised quantity may sell what is not there: it is put back whatever the setting says. */
function isAsked(kind: DriftKind, { item: { state }, ours: { proof }, handEdits }: Finding): boolean {
  if (kind === 'missing-there' || kind === 'unknown-listing') return true
  if (kind === 'price-edited') return handEdits === 'ask'
  if (kind !== 'quantity-edited' || handEdits === 'ours-wins') return false
  return state.kind === 'on-sale' && proof?.kind === 'on-sale' && state.quantity < proof.quantity
}

const unknown = ({ remoteId, sku, title, state }: StandingListing): FoundDrift => ({
  kind: 'unknown-listing',
  listingId: null,
  remoteId,
  sku,
  title,
  detail: { ours: null, theirs: state },
  state: 'asking',
})

/** More than this share of what was compared, and at least this many, and something else is wrong: nothing is healed. */
const stopShare = 0.05
const stopCountMin = 10

export const isTooMuch = (driftCount: number, comparedCount: number): boolean =>
  driftCount >= stopCountMin && driftCount > comparedCount * stopShare
