import { portionMinor } from '#kernel/money'
import type { PricePeriod } from './prior-price.ts'
import type { Effect, Scope } from './promotion.ts'
import { isInScope, type PieceFacts } from './scope.ts'

/** An offer as it was promised to everybody, from a moment until another. */
export type OfferPeriod = {
  readonly promotionId: string
  readonly campaign: string
  readonly effect: Effect
  readonly scope: Scope
  readonly from: Date
  readonly until: Date | null
}
export type ListChange = { readonly priceMinor: number; readonly at: Date }

/** What an offer makes of a price; never below one cent, and never more than before. */
function offeredMinor(effect: Effect, listMinor: number): number {
  if (effect.kind === 'percent') return Math.max(1, listMinor - portionMinor(listMinor, effect.basisPoints))
  return effect.kind === 'off-each' ? Math.max(1, listMinor - effect.amountMinor) : listMinor
}

/** Of the offers that are about a piece at a moment, the one with the lowest price. */
export function bestOffer<O extends Pick<OfferPeriod, 'effect' | 'scope' | 'from' | 'until'>>(
  piece: PieceFacts,
  offers: readonly O[],
  at: Date,
): { readonly offer: O; readonly priceMinor: number } | undefined {
  return offers
    .filter(({ scope, from, until }) => from <= at && (until === null || until > at) && isInScope(scope, piece))
    .map((offer) => ({ offer, priceMinor: offeredMinor(offer.effect, piece.listMinor) }))
    .filter(({ priceMinor }) => priceMinor < piece.listMinor)
    .toSorted((a, b) => a.priceMinor - b.priceMinor)[0]
}

/** Every price at which everybody could have bought a piece: its list prices, and below them the offers of the time. */
export function priceHistory(
  piece: PieceFacts,
  changes: readonly ListChange[],
  offers: readonly OfferPeriod[],
): PricePeriod[] {
  const moments = [...changes.map(({ at }) => at), ...offers.flatMap(({ from, until }) => [from, until ?? []].flat())]
  const times = [...new Set(moments.map((moment) => moment.getTime()))].toSorted((a, b) => a - b)
  return times.flatMap((time, index) => {
    const from = new Date(time)
    const listMinor = changes.findLast(({ at }) => at <= from)?.priceMinor
    if (listMinor === undefined) return []
    const best = bestOffer({ ...piece, listMinor }, offers, from)
    const next = times[index + 1]
    const until = next === undefined ? null : new Date(next)
    return [{ priceMinor: best?.priceMinor ?? listMinor, campaign: best?.offer.campaign ?? null, from, until }]
  })
}
