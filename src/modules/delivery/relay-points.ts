import { Outage } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import type { NearbyRelayPoint, RelaySearch } from './delivery.ts'
import { findKeptSearch } from './queries.ts'
import { keepSearch } from './store.ts'

/** An answer of today is used as it is; one of this week only while the directory is away. */
const freshMs = 24 * 3_600_000
const usableMs = 7 * 24 * 3_600_000

export type RelayAnswer =
  | { readonly kind: 'found'; readonly points: readonly NearbyRelayPoint[] }
  | { readonly kind: 'away' }

/**
 * The relay points near a postcode or town, nearest first. `away` when the directory does not answer and nothing usable is kept: other
 * methods still work, and the buyer is told.
 */
export async function relayPointsNear(cx: Cx, search: RelaySearch): Promise<RelayAnswer> {
  const key = keyOf(search)
  const kept = await findKeptSearch(cx, key)
  const ageMs = kept ? cx.now().getTime() - kept.foundAt.getTime() : Number.POSITIVE_INFINITY
  if (kept && ageMs < freshMs) return { kind: 'found', points: kept.points }
  const directory = cx.outside.relays
  try {
    if (!directory) throw new Outage('relays', 'no directory is set up')
    const points = await directory.near(search)
    await inTransaction(cx, (tx) => keepSearch(tx, key, points))
    return { kind: 'found', points }
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    cx.log.warn({ err: error }, 'relay points not found')
    return kept && ageMs < usableMs ? { kind: 'found', points: kept.points } : { kind: 'away' }
  }
}

const keyOf = ({ carrier, country, postcode, city }: RelaySearch): string =>
  [carrier, country, postcode.replaceAll(' ', ''), city].join('|').toLowerCase().slice(0, 200)
