import type { UnitId, VariantId } from '#kernel/ids'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { emit } from '#platform/outbox'
import { insertLotUnits } from './store.ts'

/** Says which copies a lot consists of. They stay on sale one by one; whichever is sold first ends the other. */
export const makeLot = (
  cx: MaybeTx,
  { variantId, unitIds }: { variantId: VariantId; unitIds: readonly UnitId[] },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await insertLotUnits(tx, variantId, unitIds)
    await emit(tx, { type: 'stock.availability-changed', payload: { variantIds: [variantId] } })
  })
