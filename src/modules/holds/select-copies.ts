import type { UnitId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { onceEach, type Selected, selectByCodes, selectByPlace, selectByVariants } from './queries-selection.ts'

/** Any mixture of ways to name copies; together they mean all of them. */
export type Selection = {
  /** Codes on labels, SKUs, shelves; what nobody knows is answered as `unknown`. */
  readonly codes?: readonly string[] | undefined
  /** A list as it was pasted or scanned: codes between blanks, commas, semicolons or line ends. */
  readonly list?: string | undefined
  readonly variantIds?: readonly VariantId[] | undefined
  readonly places?: readonly string[] | undefined
}

export const copiesMax = 5_000

/** Refuses `holds.place-not-found`, `holds.nothing-selected` (naming unknown codes) and `holds.too-many`. */
export async function selectCopies(cx: Cx, { codes = [], list = '', variantIds = [], places = [] }: Selection) {
  const named = await selectByCodes(cx, [...new Set([...codes, ...codesOf(list)])])
  const unitIds: UnitId[] = [...named.unitIds, ...(await selectByVariants(cx, variantIds))]
  for (const place of places) {
    const there = await selectByPlace(cx, place)
    unitIds.push(...(there ?? refuse('holds.place-not-found', { field: 'places', place })))
  }
  const selected: Selected = { unitIds: onceEach(unitIds), unknown: named.unknown }
  const count = selected.unitIds.length
  if (count === 0) {
    const unknown = named.unknown.slice(0, unknownShownMax)
    refuse('holds.nothing-selected', { unknown, codes: unknown.join(', ') || '–' })
  }
  if (count > copiesMax) refuse('holds.too-many', { count, countMax: copiesMax })
  return selected
}

const unknownShownMax = 20

export const codesOf = (list: string): string[] => list.split(/[\s,;]+/).filter((code) => code !== '')
