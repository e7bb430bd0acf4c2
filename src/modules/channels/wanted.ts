import { createHash } from 'node:crypto'
import type { MediaGrade } from '#modules/catalog'
import type { ConnectorLimits, WantedListing } from './connector.ts'

/** Why a variant is not on sale on a channel. Each has words for the seller in texts/<lang>/channels.json. */
export type WithheldReason =
  | 'sold'
  | 'held'
  | 'not-available'
  | 'no-stock'
  | 'no-price'
  | 'no-grade'
  | 'grade-too-low'
  | 'no-release-id'
  | 'no-barcode'
  | 'medium-not-accepted'
  | 'throttled'
  | 'paused'

/** Derived from stock, price and rules each time something is sent; never stored by hand. */
export type Wanted =
  | { readonly kind: 'published'; readonly listing: WantedListing; readonly fingerprint: string }
  | {
      readonly kind: 'withheld'
      readonly reason: WithheldReason
      readonly how: 'held' | 'gone'
      /** When the copy was claimed, where that is the reason. */
      readonly takenAt?: Date
    }
  /** The account is paused: what is live stays as it is, nothing new is said. */
  | { readonly kind: 'untouched'; readonly reason: 'paused' }

export type StockState = {
  readonly freeCount: number
  readonly totalCount: number
  readonly isSold: boolean
  readonly heldUntil?: Date
  readonly takenAt?: Date
}

export type WantedInput = {
  readonly listing: WantedListing
  readonly priceMinor: number | undefined
  readonly stock: StockState
  readonly isPaused: boolean
  /** Not on sale there yet, and the account is near a limit of its vendor; see modules/standing. */
  readonly isThrottled?: boolean
}

const gradesBestFirst: readonly MediaGrade[] = ['M', 'NM', 'VG+', 'VG', 'G+', 'G', 'F', 'P']

/**
 * The one rule of what a channel should show. A copy that is not free is withdrawn even from a paused account: a pause
 * must never cost a double sale.
 */
export function deriveWanted(
  { listing, priceMinor, stock, isPaused, isThrottled = false }: WantedInput,
  limits: ConnectorLimits,
): Wanted {
  if (stock.freeCount === 0) return unavailable(stock)
  if (isPaused) return { kind: 'untouched', reason: 'paused' }
  if (isThrottled) return { kind: 'withheld', reason: 'throttled', how: 'held' }
  if (priceMinor === undefined) return { kind: 'withheld', reason: 'no-price', how: 'held' }
  const refusal = findRefusal(listing, limits)
  if (refusal) return { kind: 'withheld', reason: refusal, how: 'held' }
  const quantity = Math.min(stock.freeCount, limits.quantityMax)
  const wanted = { ...listing, priceMinor, quantity }
  return { kind: 'published', listing: wanted, fingerprint: fingerprint(wanted) }
}

function unavailable(stock: StockState): Wanted {
  if (stock.totalCount === 0) return { kind: 'withheld', reason: 'no-stock', how: 'gone' }
  const taken = stock.takenAt ? { takenAt: stock.takenAt } : {}
  if (stock.isSold) return { kind: 'withheld', reason: 'sold', how: 'gone', ...taken }
  return { kind: 'withheld', reason: stock.heldUntil ? 'held' : 'not-available', how: 'held', ...taken }
}

function findRefusal(listing: WantedListing, limits: ConnectorLimits): WithheldReason | undefined {
  if (!limits.media.includes(listing.facts.medium)) return 'medium-not-accepted'
  if (limits.needs.includes('release-id') && listing.facts.discogsReleaseId === undefined) return 'no-release-id'
  if (limits.needs.includes('barcode') && !/\d/.test(listing.facts.barcode)) return 'no-barcode'
  if (listing.condition === 'new') return undefined
  if (listing.mediaGrade === null) return limits.isGradeRequired ? 'no-grade' : undefined
  return isWorse(listing.mediaGrade, limits.lowestGrade) ? 'grade-too-low' : undefined
}

const isWorse = (grade: MediaGrade, limit: MediaGrade): boolean =>
  gradesBestFirst.indexOf(grade) > gradesBestFirst.indexOf(limit)

/** Equal fingerprints mean that the vendor would be told exactly the same. */
export const fingerprint = (listing: WantedListing): string =>
  createHash('sha256')
    .update(JSON.stringify({ ...listing, photos: listing.photos.map((photo) => photo.key) }))
    .digest('base64url')
    .slice(0, 22)
