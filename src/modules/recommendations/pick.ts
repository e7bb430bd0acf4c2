import type { ProductId } from '#kernel/ids'
import { type Evidence, type Reason, reasonWeights } from './reasons.ts'

export type Candidate = {
  readonly productId: ProductId
  readonly artist: string
  readonly reason: Reason
  readonly score: number
  readonly evidence: Evidence
}

const perArtistMax = 2

/**
 * The best `countMax` of what was found for one or several products: each product once, with its strongest reason; what
 * several reasons or several products speak for comes first; no more than two by one artist, unless there is nothing else.
 */
export function pickBest(candidates: readonly Candidate[], countMax: number): Candidate[] {
  const worth = new Map<ProductId, { best: Candidate; sum: number }>()
  for (const candidate of candidates) {
    const value = worthOf(candidate)
    const known = worth.get(candidate.productId)
    if (!known) worth.set(candidate.productId, { best: candidate, sum: value })
    else {
      const best = worthOf(known.best) >= value ? known.best : candidate
      worth.set(candidate.productId, { best, sum: known.sum + value })
    }
  }
  const ranked = [...worth.values()]
    .toSorted((a, b) => b.sum - a.sum || (a.best.productId < b.best.productId ? -1 : 1))
    .map(({ best }) => best)
  const counts = new Map<string, number>()
  const isFresh = ({ artist }: Candidate): boolean => {
    const count = counts.get(artist) ?? 0
    counts.set(artist, count + 1)
    return count < perArtistMax || artist === ''
  }
  const fresh = ranked.filter(isFresh)
  const rest = ranked.filter((candidate) => !fresh.includes(candidate))
  return [...fresh, ...rest].slice(0, countMax)
}

const worthOf = ({ reason, score }: Candidate): number => reasonWeights[reason] * (0.5 + score)
