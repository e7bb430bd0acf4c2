import type { UnitId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { releaseClaims } from '#modules/stock'
import { type Cx, inTransaction } from '#platform/cx'
import { type HoldId, holderOf } from './hold.ts'
import { codesOf, selectCopies } from './select-copies.ts'
import { insertHoldEvent, lockHold, markReleased } from './store.ts'

export type Release = {
  /** Neither given: all of them. */
  readonly unitIds?: readonly UnitId[] | undefined
  readonly codes?: readonly string[] | undefined
  readonly reason: string
}

/**
 * Gives copies back: they go on sale again wherever they were, with the text, price and pictures that are derived then.
 * What was sold or taken over meanwhile stays with whoever has it. Repeating is harmless. Refuses `holds.not-found`, and
 * `holds.nothing-selected` for codes nobody knows.
 */
export const releaseCopies = (cx: Cx, holdId: HoldId, release: Release): Promise<{ releasedCount: number }> =>
  inTransaction(cx, async (tx) => {
    if (!(await lockHold(tx, holdId))) refuse('holds.not-found', { holdId })
    const { codes, reason } = release
    const unitIds = codes ? (await selectCopies(tx, { codes: codes.flatMap(codesOf) })).unitIds : release.unitIds
    const marked = await markReleased(tx, holdId, unitIds)
    if (marked.length === 0) return { releasedCount: 0 }
    const freed = await releaseClaims(tx, { holder: holderOf(holdId), unitIds: marked, reason: 'released' })
    await insertHoldEvent(tx, { holdId, what: 'released', unitIds: freed, reason })
    return { releasedCount: freed.length }
  })
