import { type MediaGrade, mediaGrades } from '#modules/catalog'

type Offer = { readonly mediaGrade: MediaGrade | null; readonly priceMinor: number; readonly isFree: boolean }

/** Nobody who looks at 12 € wants to be shown 200 €. */
const priceTimesMax = 3

/**
 * Of the copies beside the chosen one, the cheapest in a better grade that can be had now. `extraMinor` is what it costs
 * more, and may be negative. Nothing for an ungraded copy: better than what?
 */
export function betterCopy<T extends Offer>(
  chosen: Offer,
  others: readonly T[],
): { copy: T; extraMinor: number } | undefined {
  const { mediaGrade: grade } = chosen
  if (grade === null) return undefined
  const isBetter = ({ mediaGrade, isFree, priceMinor }: T): boolean =>
    isFree &&
    mediaGrade !== null &&
    mediaGrades.indexOf(mediaGrade) < mediaGrades.indexOf(grade) &&
    priceMinor <= chosen.priceMinor * priceTimesMax
  const [copy] = others.filter(isBetter).toSorted((a, b) => a.priceMinor - b.priceMinor)
  return copy && { copy, extraMinor: copy.priceMinor - chosen.priceMinor }
}
