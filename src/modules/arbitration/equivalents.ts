import type { UnitId } from '#kernel/ids'
import { type MediaGrade, mediaGrades, type SleeveGrade, sleeveGrades } from '#modules/catalog'

export type Grading = {
  readonly condition: 'new' | 'used'
  readonly mediaGrade: MediaGrade | null
  readonly sleeveGrade: SleeveGrade | null
}

/** A copy of the same product. `priceMinor` is null for what was never offered. */
export type Candidate = Grading & { readonly unitId: UnitId; readonly priceMinor: number | null }

/**
 * The copies that may be sent instead, best choice first: record and sleeve at least as good as what was sold, the cheapest
 * first, then the one nearest in grade. Sealed goods do for everything; for an ungraded copy nothing else is known to do.
 */
export const equivalentsOf = (sold: Grading, candidates: readonly Candidate[]): UnitId[] =>
  candidates
    .filter((candidate) => isAsGood(candidate, sold))
    .toSorted(
      (a, b) => priceOf(a) - priceOf(b) || distance(a, sold) - distance(b, sold) || (a.unitId < b.unitId ? -1 : 1),
    )
    .map(({ unitId }) => unitId)

function isAsGood(candidate: Grading, sold: Grading): boolean {
  if (candidate.condition === 'new') return true
  if (sold.condition === 'new' || sold.mediaGrade === null || candidate.mediaGrade === null) return false
  return mediaStep(candidate) <= mediaStep(sold) && sleeveStep(candidate) <= sleeveStep(sold)
}

const priceOf = ({ priceMinor }: Candidate): number => priceMinor ?? Number.MAX_SAFE_INTEGER

const distance = (a: Grading, b: Grading): number =>
  Math.abs(mediaStep(a) - mediaStep(b)) * 100 + Math.abs(sleeveStep(a) - sleeveStep(b))

/** Steps below the best grade; a grade nobody gave is below every other. */
const mediaStep = ({ mediaGrade }: Grading): number =>
  mediaGrade === null ? mediaGrades.length : mediaGrades.indexOf(mediaGrade)
const sleeveStep = ({ sleeveGrade }: Grading): number =>
  sleeveGrade === null ? sleeveGrades.length : sleeveGrades.indexOf(sleeveGrade)
