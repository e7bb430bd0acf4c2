import type { Recommendation } from '#modules/recommendations'
import type { Speech } from './context.ts'

/** '12 acheteurs l’ont aussi pris': the reason of a suggestion in words. */
export function because(
  { t }: Pick<Speech, 't'>,
  { reason, evidence }: Pick<Recommendation, 'reason' | 'evidence'>,
): string {
  const count = Number(evidence.buyers ?? 0)
  return t(`recommendations:because.${reason}`, { ...evidence, count })
}
