import { newId, type UnitId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { requestProof } from '#modules/channels'
import { claimUnitsIfFree } from '#modules/stock'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { type HoldCopy, type HoldId, holderOf } from './hold.ts'
import { copiesOf } from './queries.ts'
import { listingsToProve } from './queries-proof.ts'
import { type Selection, selectCopies } from './select-copies.ts'
import { insertHold, insertHoldEvent, lockHold, type NewHoldEvent, saveHoldUnits } from './store.ts'

export type NewMarketHold = {
  readonly name: string
  readonly reason: string
  readonly plannedEndAt: Date | null
  readonly selection: Selection
}

/** `taken` somebody else has, or left the shelves; `unknown` codes are nobody's. */
export type HoldOutcome = {
  readonly id: HoldId
  readonly heldCount: number
  readonly taken: readonly HoldCopy[]
  readonly unknown: readonly string[]
}

/**
 * Holds every copy of the selection that is free, in one transaction, without end: every channel withdraws, and each is
 * asked to prove it. Copies somebody else has are named and not held. Refuses `holds.nothing-selected`, `holds.too-many`,
 * `holds.place-not-found`. Repeated, it begins another hold, which finds the copies taken by the first.
 */
export const beginHold = (cx: Cx, { name, reason, plannedEndAt, selection }: NewMarketHold): Promise<HoldOutcome> =>
  inTransaction(cx, async (tx) => {
    const { unitIds, unknown } = await selectCopies(tx, selection)
    const holdId = newId<HoldId>(tx.now())
    await insertHold(tx, { id: holdId, name, plannedEndAt })
    return { ...(await holdUnits(tx, { holdId, unitIds, what: 'begun', reason })), unknown }
  })

/** Adds copies, or takes those that have become free since. What is held already stays held. Also refuses `holds.not-found`. */
export const addCopies = (
  cx: Cx,
  holdId: HoldId,
  { selection, reason }: { selection: Selection; reason: string },
): Promise<HoldOutcome> =>
  inTransaction(cx, async (tx) => {
    if (!(await lockHold(tx, holdId))) refuse('holds.not-found', { holdId })
    const { unitIds, unknown } = await selectCopies(tx, selection)
    return { ...(await holdUnits(tx, { holdId, unitIds, what: 'added', reason })), unknown }
  })

async function holdUnits(tx: Tx, { holdId, unitIds, what, reason }: NewHoldEvent): Promise<HoldOutcome> {
  const claim = { kind: 'hold', holder: holderOf(holdId), expiresAt: null } as const
  const taken = new Set<UnitId>(await claimUnitsIfFree(tx, { unitIds, ...claim }))
  const held = unitIds.filter((unitId) => !taken.has(unitId))
  const begun = await saveHoldUnits(tx, holdId, { held, taken: [...taken] })
  await insertHoldEvent(tx, { holdId, what, unitIds, reason })
  await requestProof(tx, await listingsToProve(tx, begun))
  const copies = taken.size > 0 ? await copiesOf(tx, holdId) : []
  return { id: holdId, heldCount: held.length, taken: copies.filter(({ unitId }) => taken.has(unitId)), unknown: [] }
}
