export type Basket = readonly string[]
export type Pair = { readonly item: string; readonly other: string; readonly score: number }

type Trial = { readonly known: readonly Basket[]; readonly asked: readonly Basket[]; readonly pairs: readonly Pair[] }
type Measured = { readonly value: number; readonly popular: number }

const shown = 10

/**
 * Each item of each asked basket is hidden once. `hit rate@10`: how often it is among the first ten suggested for the
 * others; `MRR@10`: one over its place there, on average. `popular` is the same for the most bought items.
 */
export function leaveOneOut({ known, asked, pairs }: Trial): Readonly<Record<string, Measured>> {
  const counts = new Map<string, number>()
  for (const item of known.flat()) counts.set(item, (counts.get(item) ?? 0) + 1)
  const popular = [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([item]) => item)
  const partners = Map.groupBy(pairs, ({ item }) => item)
  const totals = { asked: 0, hits: 0, reciprocal: 0, popularHits: 0, popularReciprocal: 0 }
  for (const basket of asked) {
    for (const hidden of basket) {
      const rest = basket.filter((item) => item !== hidden)
      const place = suggested(rest, { partners, popular }).indexOf(hidden)
      const popularPlace = firstOf(popular, new Set(rest)).indexOf(hidden)
      totals.asked += 1
      totals.hits += place >= 0 ? 1 : 0
      totals.reciprocal += place >= 0 ? 1 / (place + 1) : 0
      totals.popularHits += popularPlace >= 0 ? 1 : 0
      totals.popularReciprocal += popularPlace >= 0 ? 1 / (popularPlace + 1) : 0
    }
  }
  const share = (sum: number): number => sum / Math.max(1, totals.asked)
  return {
    'hit rate@10': { value: share(totals.hits), popular: share(totals.popularHits) },
    'MRR@10': { value: share(totals.reciprocal), popular: share(totals.popularReciprocal) },
  }
}

type Learned = { readonly partners: ReadonlyMap<string, readonly Pair[]>; readonly popular: readonly string[] }

/** Scores of a basket's items add up; where nothing is known, what is bought most fills the rest. */
function suggested(rest: Basket, { partners, popular }: Learned): string[] {
  const own = new Set(rest)
  const scores = new Map<string, number>()
  for (const { other, score } of rest.flatMap((item) => partners.get(item) ?? [])) {
    if (!own.has(other)) scores.set(other, (scores.get(other) ?? 0) + score)
  }
  const best = [...scores].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([item]) => item)
  return [...best, ...firstOf(popular, new Set([...own, ...best]))].slice(0, shown)
}

const firstOf = (popular: readonly string[], without: ReadonlySet<string>): string[] => {
  const found: string[] = []
  for (const item of popular) {
    if (found.length === shown) break
    if (!without.has(item)) found.push(item)
  }
  return found
}
