import type { OrderId, UnitId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { claimUnits, type Holder, orderHolder, transferClaims } from '#modules/stock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { insertOrderEvent, releaseUnitsOfLines } from './store.ts'
import { addLineUnits, unitsOnLines } from './store-lines.ts'

/** `from` is who has the copy now, undefined when nobody does. */
export type CopyMove = {
  readonly unitId: UnitId
  readonly from: Holder | undefined
  readonly to: { readonly orderId: OrderId; readonly lineId: string }
}

/**
 * Gives copies to lines of orders, from whoever has them now: all or none, by compare-and-swap on the claims. Copies may
 * change hands in a ring. Refuses `stock.taken` when one of them has found another holder meanwhile.
 */
export const reassignCopies = (cx: MaybeTx, moves: readonly CopyMove[]): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const unitIds = moves.map(({ unitId }) => unitId)
    for (const { orderId, ...lost } of await releaseUnitsOfLines(tx, { unitIds }))
      await insertOrderEvent(tx, orderId, 'copy-lost', lost)
    for (const move of moves.toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1))) await takeClaim(tx, move)
    await addLineUnits(
      tx,
      moves.map(({ unitId, to }) => ({ unitId, lineId: to.lineId })),
    )
    for (const { orderId, isOther, ...given } of await unitsOnLines(tx, unitIds))
      await insertOrderEvent(tx, orderId, isOther ? 'copy-substituted' : 'copy-assigned', given)
  })

async function takeClaim(tx: Tx, { unitId, from, to }: CopyMove): Promise<void> {
  const hold = { kind: 'order', holder: orderHolder(to.orderId), expiresAt: null } as const
  if (from === undefined) return claimUnits(tx, { unitIds: [unitId], ...hold })
  const lost = await transferClaims(tx, { unitIds: [unitId], fromHolder: from, ...hold })
  if (lost.length > 0) refuse('stock.taken', { unitIds: lost })
}
