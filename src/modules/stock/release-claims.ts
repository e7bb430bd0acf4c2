import type { UnitId } from '#kernel/ids'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { emit } from '#platform/outbox'
import type { Holder } from './stock.ts'
import { endClaimRows, expireClaimRows, variantsOfUnits } from './store.ts'

const claimsPerBatch = 500

/** Ends live claims of a holder: those on `unitIds`, or all. What is not held any more is left alone. */
export const releaseClaims = (
  cx: MaybeTx,
  { holder, unitIds, reason }: { holder: Holder; unitIds?: readonly UnitId[]; reason: string },
): Promise<readonly UnitId[]> =>
  inTransaction(cx, async (tx) => {
    const ended = await endClaimRows(tx, holder, unitIds, reason)
    if (ended.length > 0)
      await emit(tx, { type: 'stock.availability-changed', payload: { variantIds: await variantsOfUnits(tx, ended) } })
    return ended
  })

/** Ends what has run out and says how many; several processes may do it at once. */
export const expireClaims = (cx: MaybeTx): Promise<number> =>
  inTransaction(cx, async (tx) => {
    const freed = await expireClaimRows(tx, claimsPerBatch)
    if (freed.length > 0)
      await emit(tx, { type: 'stock.availability-changed', payload: { variantIds: await variantsOfUnits(tx, freed) } })
    return freed.length
  })
