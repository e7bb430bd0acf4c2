/** Article L112-1-1 of the Code de la consommation: what a reduction is compared with. docs/domain/prices.md. */

const windowMs = 30 * 86_400_000

/** A price everybody could buy at, from a moment until another; `campaign` is null for the ordinary price. */
export type PricePeriod = {
  readonly priceMinor: number
  readonly campaign: string | null
  readonly from: Date
  /** Null: it still holds. */
  readonly until: Date | null
}

/**
 * The lowest price of the 30 days before a reduction, or before the first of a chain of reductions of the same campaign
 * that follow each other without a gap. Undefined when there was no price before. `history` is in order of time.
 */
export function priorPrice(history: readonly PricePeriod[], campaign: string, at: Date): number | undefined {
  const start = startOfChain(history, campaign, at)
  const earliest = start.getTime() - windowMs
  const prices = history
    .filter(({ from, until }) => from < start && (until === null || until.getTime() > earliest))
    .map(({ priceMinor }) => priceMinor)
  return prices.length === 0 ? undefined : Math.min(...prices)
}

/** When the campaign's reductions began that have not been interrupted since. */
function startOfChain(history: readonly PricePeriod[], campaign: string, at: Date): Date {
  let start = at
  for (const period of history.toReversed()) {
    const isLink =
      period.campaign === campaign && period.from <= start && (period.until === null || period.until >= start)
    if (!isLink && period.from < start) break
    if (isLink) start = period.from
  }
  return start
}

export type Announcement =
  | { readonly kind: 'announced'; readonly priorMinor: number; readonly basisPoints: number }
  /** The buyer pays the lower price, and nothing is said about a reduction. */
  | { readonly kind: 'silent'; readonly because: 'no-price-before' | 'was-as-low'; readonly priorMinor: number | null }

/** How a reduced price may be announced: the percentage is computed from the prior price (CJEU C-330/23). */
export function announcementOf(priceMinor: number, priorMinor: number | undefined): Announcement {
  if (priorMinor === undefined) return { kind: 'silent', because: 'no-price-before', priorMinor: null }
  if (priceMinor >= priorMinor) return { kind: 'silent', because: 'was-as-low', priorMinor }
  const basisPoints = Math.floor(((priorMinor - priceMinor) * 10_000) / priorMinor)
  return { kind: 'announced', priorMinor, basisPoints }
}
