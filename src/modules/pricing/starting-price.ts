import type { MediaGrade, Medium } from '#modules/catalog'

/** Cents by medium, then by format word ('' is the medium's default), as table starting_prices holds them. */
export type StartingPrices = ReadonlyMap<Medium, ReadonlyMap<string, number>>

/** What a grade does to the starting price of a near-mint copy, in basis points. A copy nobody graded is priced with care. */
const gradeFactors = {
  M: 11_000,
  NM: 10_000,
  'VG+': 8_000,
  VG: 6_000,
  'G+': 4_000,
  G: 3_000,
  F: 2_000,
  P: 1_500,
} as const satisfies Record<MediaGrade, number>
const ungradedFactor = 7_000

const stepMinor = 50
const priceMinorMin = 100
const lastResortMinor = 1_000

export type Priced = { readonly medium: Medium; readonly format: string; readonly mediaGrade: MediaGrade | null }

/**
 * The first price of a copy that arrives without one: the table's price for its format word, times its grade's factor,
 * rounded to the nearest 50 cents and at least 1 €.
 */
export function startingPrice(prices: StartingPrices, { medium, format, mediaGrade }: Priced): number {
  const ofMedium = prices.get(medium)
  const base = ofMedium?.get(format) ?? ofMedium?.get('') ?? lastResortMinor
  const factor = mediaGrade === null ? ungradedFactor : gradeFactors[mediaGrade]
  return Math.max(priceMinorMin, Math.round((base * factor) / 10_000 / stepMinor) * stepMinor)
}
