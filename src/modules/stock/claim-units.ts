import type { UnitId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { emit } from '#platform/outbox'
import type { ClaimedVariant, Hold, Holder, VariantQuantity } from './stock.ts'
import { claimUnitRows, claimVariantRows, transferClaimRows } from './store.ts'

/**
 * Claims every unit for one holder, or none: refuses `stock.taken` with the units somebody else holds or that are not on
 * a shelf. An expired claim is taken over; repeating the call for the same holder renews.
 */
export const claimUnits = (cx: MaybeTx, { unitIds, ...hold }: Hold & { unitIds: readonly UnitId[] }): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const { blocked, variantIds } = await claimUnitRows(tx, unitIds, hold)
    if (blocked.length > 0) refuse('stock.taken', { unitIds: blocked })
    await announce(tx, variantIds)
  })

/**
 * Claims units if they can be had and answers those that cannot; the rest is held. For callers that replace what is
 * lost, as a cart of goods held in quantity does.
 */
export const claimUnitsIfFree = (
  cx: MaybeTx,
  { unitIds, ...hold }: Hold & { unitIds: readonly UnitId[] },
): Promise<readonly UnitId[]> =>
  inTransaction(cx, async (tx) => {
    const { blocked, variantIds } = await claimUnitRows(tx, unitIds, hold)
    await announce(tx, variantIds)
    return blocked
  })

/**
 * Claims `quantity` free copies of a variant (all members of a lot) and names them. Refuses `stock.taken` when there are
 * fewer; of parallel calls for the last copy one wins.
 */
export const claimVariant = async (
  cx: MaybeTx,
  { variantId, quantity, ...hold }: Hold & VariantQuantity,
): Promise<readonly UnitId[]> => {
  const claimed = await claimVariants(cx, { wants: [{ variantId, quantity }], ...hold })
  return claimed.flatMap(({ unitIds }) => unitIds)
}

/** As `claimVariant` for several variants at once, all or none; the one call that keeps two-line orders free of deadlocks. */
export const claimVariants = (
  cx: MaybeTx,
  request: Hold & { wants: readonly VariantQuantity[] },
): Promise<ClaimedVariant[]> =>
  inTransaction(cx, async (tx) => {
    const claimed = await claimVariantsIfFree(tx, request)
    const lost = claimed.filter(({ unitIds }) => unitIds.length === 0)
    if (lost.length > 0) refuse('stock.taken', { variantIds: lost.map(({ variantId }) => variantId) })
    return claimed
  })

/** As `claimVariants`, but what cannot be had comes back without units instead of refusing: a marketplace sale is a fact. */
export const claimVariantsIfFree = (
  cx: MaybeTx,
  { wants, ...hold }: Hold & { wants: readonly VariantQuantity[] },
): Promise<ClaimedVariant[]> =>
  inTransaction(cx, async (tx) => {
    if (wants.length === 0) return []
    return claimVariantRows(tx, wants, hold)
  })

/**
 * Hands claims from one holder to another by compare-and-swap and answers the units that `fromHolder` had lost. A claim
 * past its time still counts while nobody has taken it over.
 */
export const transferClaims = (
  cx: MaybeTx,
  { unitIds, fromHolder, ...hold }: Hold & { unitIds: readonly UnitId[]; fromHolder: Holder },
): Promise<readonly UnitId[]> =>
  inTransaction(cx, async (tx) => {
    const { blocked, variantIds } = await transferClaimRows(tx, unitIds, fromHolder, hold)
    await announce(tx, variantIds)
    return blocked
  })

async function announce(tx: Tx, variantIds: readonly VariantId[]): Promise<void> {
  if (variantIds.length > 0) await emit(tx, { type: 'stock.availability-changed', payload: { variantIds } })
}
