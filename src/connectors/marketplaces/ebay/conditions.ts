import type { MediaGrade } from '#modules/catalog'

/** Inventory API enum per condition id (Sell Metadata API, ConditionEnum, read 2026-09), best first. */
const conditions = [
  { id: '1000', name: 'NEW' },
  { id: '2750', name: 'LIKE_NEW' },
  { id: '4000', name: 'USED_VERY_GOOD' },
  { id: '5000', name: 'USED_GOOD' },
  { id: '6000', name: 'USED_ACCEPTABLE' },
] as const
export type ConditionName = (typeof conditions)[number]['name'] | typeof plainUsed.name

/** Where a category knows only "new" and "used", the enum for plain used goods is this one. */
const plainUsed = { id: '3000', name: 'USED_EXCELLENT' } as const

/** Where on `conditions` a grade stands. Everything below G+ is "acceptable" at best. */
const rankOfGrade: Readonly<Record<MediaGrade, number>> = { M: 1, NM: 1, 'VG+': 2, VG: 3, 'G+': 4, G: 4, F: 4, P: 4 }

/**
 * The best condition the category allows that is not better than the grade. When the category has none that bad, plain
 * "used"; undefined when even that is not allowed. Never upward: a buyer must not read more than the seller graded.
 */
export function conditionOf(
  copy: { condition: 'new' | 'used'; mediaGrade: MediaGrade | null },
  allowedIds: readonly string[],
): ConditionName | undefined {
  const isAllowed = ({ id }: { id: string }): boolean => allowedIds.length === 0 || allowedIds.includes(id)
  if (copy.condition === 'new') return isAllowed(conditions[0]) ? 'NEW' : undefined
  const rank = copy.mediaGrade === null ? conditions.length - 1 : rankOfGrade[copy.mediaGrade]
  const fitting = conditions.slice(rank).find(isAllowed)
  return fitting?.name ?? (isAllowed(plainUsed) ? plainUsed.name : undefined)
}
