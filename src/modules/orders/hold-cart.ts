import type { CartId, UnitId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type ClaimKind, cartHolder, claimUnitsIfFree, claimVariantsIfFree, type Holder } from '#modules/stock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { lockOpenCart } from './add-to-cart.ts'
import { type CartLine, cartHoldMinutes, minutesFrom } from './cart.ts'
import { getCart, type PricedCartLine, pricedCartLines } from './queries-cart.ts'
import { replaceLineUnits } from './store-cart.ts'

type Hold = { readonly kind: ClaimKind; readonly holder: Holder; readonly expiresAt: Date | null }

/**
 * Holds again for ten minutes what had run out, where it is still free; what is still held keeps its time. Refuses
 * `cart.hold-lost` naming what is gone, and then renews nothing.
 */
export const renewCart = (cx: MaybeTx, { cartId }: { cartId: CartId }): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await lockOpenCart(tx, cartId)
    const view = await getCart(tx, cartId)
    const stale = new Set(view.lines.filter((line) => line.hold !== 'held').map((line) => line.lineId))
    const lines = (await pricedCartLines(tx, cartId)).filter((line) => stale.has(line.lineId))
    await holdLines(tx, lines, {
      kind: 'cart',
      holder: cartHolder(cartId),
      expiresAt: minutesFrom(tx.now(), cartHoldMinutes),
    })
  })

/**
 * The buyer asked for more time: what is held or still free is held for ten minutes from now. Lines of `awaited` variants keep their
 * time, because somebody is in line for them. Refuses `cart.hold-lost` naming what is gone, and then changes nothing.
 */
export const prolongCart = (
  cx: MaybeTx,
  { cartId, awaited }: { cartId: CartId; awaited: ReadonlySet<VariantId> },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await lockOpenCart(tx, cartId)
    const view = await getCart(tx, cartId)
    const gone = new Set(
      view.lines.filter(({ hold }) => hold === 'taken' || hold === 'sold').map((line) => line.lineId),
    )
    const lines = await pricedCartLines(tx, cartId)
    await holdLines(
      tx,
      lines.filter((line) => !awaited.has(line.variantId) && !gone.has(line.lineId)),
      { kind: 'cart', holder: cartHolder(cartId), expiresAt: minutesFrom(tx.now(), cartHoldMinutes) },
    )
  })

/** Claims every copy of the lines, replacing lost copies of goods in quantity by others, and answers the lines as they are then. */
export async function holdLines(tx: Tx, lines: readonly PricedCartLine[], hold: Hold): Promise<PricedCartLine[]> {
  if (lines.length === 0) return []
  const lost = await claimUnitsIfFree(tx, { unitIds: lines.flatMap((line) => line.unitIds), ...hold })
  return replaceLost(tx, lines, { lost, hold })
}

export async function replaceLost(
  tx: Tx,
  lines: readonly PricedCartLine[],
  { lost, hold }: { lost: readonly UnitId[]; hold: Hold },
): Promise<PricedCartLine[]> {
  if (lost.length === 0) return [...lines]
  const gone = new Set(lost)
  const short = lines.filter((line) => line.unitIds.some((id) => gone.has(id)))
  const brokenLots = short.filter((line) => line.isLot)
  const wants = short
    .filter((line) => !line.isLot)
    .map((line) => ({ variantId: line.variantId, quantity: countOf(line, gone) }))
  const claimed = brokenLots.length > 0 ? [] : await claimVariantsIfFree(tx, { wants, ...hold })
  const missing = [...brokenLots, ...claimed.filter(({ unitIds }) => unitIds.length === 0)]
  if (missing.length > 0) refuse('cart.hold-lost', { variantIds: missing.map(({ variantId }) => variantId) })

  const won = new Map(claimed.map(({ variantId, unitIds }) => [variantId, unitIds]))
  const replaced = lines.map((line) => ({
    ...line,
    unitIds: [...line.unitIds.filter((id) => !gone.has(id)), ...(won.get(line.variantId) ?? [])],
  }))
  for (const line of short) {
    await replaceLineUnits(tx, line.lineId, {
      lost: line.unitIds.filter((id) => gone.has(id)),
      won: won.get(line.variantId) ?? [],
    })
  }
  return replaced
}

const countOf = (line: CartLine, gone: ReadonlySet<UnitId>): number => line.unitIds.filter((id) => gone.has(id)).length
