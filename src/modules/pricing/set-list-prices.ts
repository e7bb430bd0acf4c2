import type { VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { emitInParts } from '#platform/outbox'
import { type NewPrice, upsertListPrices } from './store.ts'

/** One cent to a million euros; anything else is a slip of the finger. */
const priceMinorMax = 100_000_000

/**
 * Sets list prices (cents, all taxes included) and writes their history with the reason. A price that is already so is not a
 * change. Answers the variants whose price changed. Refuses `pricing.price-out-of-range`.
 */
export function setListPrices(cx: MaybeTx, prices: readonly NewPrice[]): Promise<VariantId[]> {
  return inTransaction(cx, async (tx) => {
    for (const { variantId, priceMinor } of prices) {
      const isPrice = Number.isInteger(priceMinor) && priceMinor > 0 && priceMinor <= priceMinorMax
      if (!isPrice) refuse('pricing.price-out-of-range', { variantId, priceMinor })
    }
    if (prices.length === 0) return []
    const variantIds = await upsertListPrices(tx, prices)
    await emitInParts(tx, variantIds, (part) => ({ type: 'pricing.changed', payload: { variantIds: part } }))
    return variantIds
  })
}
