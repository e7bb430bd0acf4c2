import type { UnitId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { emit } from '#platform/outbox'
import { missingPlaceCodes } from './queries.ts'
import { moveUnitRows, variantsOfUnits } from './store.ts'

/** Places that every shop has beside its shelves. */
export const placeCodes = { toCheck: 'TO-CHECK', customer: 'CUSTOMER' } as const

export type UnitsMove = {
  readonly unitIds: readonly UnitId[]
  readonly toPlaceCode: string
  readonly reason: string
  /** What caused it, e.g. `order:0198…`. */
  readonly reference?: string
}

/** Moves units and records each movement. A unit that is already there stays; an unknown place refuses `stock.place-not-found`. */
export const moveUnits = (
  cx: MaybeTx,
  { unitIds, toPlaceCode, reason, reference = '' }: UnitsMove,
): Promise<readonly UnitId[]> =>
  inTransaction(cx, async (tx) => {
    const [unknown] = await missingPlaceCodes(tx, [toPlaceCode], 'any kind')
    if (unknown !== undefined) refuse('stock.place-not-found', { code: unknown })

    const moved = await moveUnitRows(tx, unitIds, { toPlaceCode, reason, reference })
    if (moved.length > 0)
      await emit(tx, { type: 'stock.availability-changed', payload: { variantIds: await variantsOfUnits(tx, moved) } })
    return moved
  })
