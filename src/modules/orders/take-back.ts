import type { OrderId, UnitId } from '#kernel/ids'
import { moveUnits, orderHolder, placeCodes, releaseClaims } from '#modules/stock'
import type { Tx } from '#platform/cx'
import { insertOrderEvent } from './store.ts'
import { markReturned } from './store-lines.ts'

/** `reference` names why, e.g. `return:0198…`. */
export type ReturnedCopies = {
  readonly orderId: OrderId
  readonly unitIds: readonly UnitId[]
  readonly reference: string
}

/**
 * Copies that were sold have come back: they go to TO-CHECK, never back on sale by themselves, and the order holds them no
 * longer. What the order sold stays as it was agreed. Copies that came back before are left alone.
 */
export async function takeBackCopies(tx: Tx, { orderId, unitIds, reference }: ReturnedCopies): Promise<void> {
  const back = await markReturned(tx, orderId, unitIds)
  if (back.length === 0) return
  const returned = back.map(({ unitId }) => unitId)
  // Places before claims: whoever waits for a copy must find it off the shelf once the claim is gone.
  await moveUnits(tx, { unitIds: returned, toPlaceCode: placeCodes.toCheck, reason: 'returned', reference })
  await releaseClaims(tx, { holder: orderHolder(orderId), unitIds: returned, reason: 'returned' })
  await insertOrderEvent(tx, orderId, 'copies-returned', { codes: back.map(({ code }) => code).join(', ') })
}
