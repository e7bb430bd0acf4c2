import { type CartId, newId, type VariantId } from '#kernel/ids'
import { cartHolder, claimUnitsIfFree, releaseClaims, transferClaims } from '#modules/stock'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { lockOpenCart } from './add-to-cart.ts'
import { type CartLineView, cartHoldMinutes, cartLinesMax, lineQuantityMax, minutesFrom } from './cart.ts'
import { getCart, type PricedCartLine, pricedCartLines } from './queries-cart.ts'
import { addCartLine, removeCartLine } from './store-cart.ts'
import { moveGifts } from './store-gifts.ts'

export type Merging = { readonly from: CartId; readonly into: CartId }

/**
 * Moves every line of one cart into another, as when a visitor signs in: copies still held pass over without being free for a moment
 * and keep the time they had; what had run out is held again where it is free. What somebody else has by now, or the other cart has no room
 * for, is let go. Answers the variants let go. Refuses `cart.closed` and `cart.being-paid` for either cart; merging twice, or a cart into itself, changes nothing.
 */
export const mergeCarts = (cx: MaybeTx, { from, into }: Merging): Promise<readonly VariantId[]> =>
  inTransaction(cx, async (tx) => {
    if (from === into) return []
    // Carts are locked in one order, so that two merges that cross cannot wait for each other.
    for (const cartId of [from, into].toSorted()) await lockOpenCart(tx, cartId)
    const views = new Map((await getCart(tx, from)).lines.map((line) => [line.lineId, line]))
    const lines = await pricedCartLines(tx, from)
    const room = await roomIn(tx, into)
    const leftOut: VariantId[] = []
    for (const line of lines) {
      const view = views.get(line.lineId)
      if (view && isThere(view) && room.take(line)) await moveLine(tx, { from, into }, { line, view })
      else leftOut.push(await dropLine(tx, from, line))
    }
    await moveGifts(tx, { from, into })
    return leftOut
  })

const isThere = ({ hold }: CartLineView): boolean => hold === 'held' || hold === 'expired'

async function roomIn(tx: Tx, into: CartId) {
  const quantities = new Map((await pricedCartLines(tx, into)).map((line) => [line.variantId, line.quantity]))
  return {
    take({ variantId, quantity, isLot }: PricedCartLine): boolean {
      const there = quantities.get(variantId) ?? 0
      if (there === 0 && quantities.size >= cartLinesMax) return false
      if (there > 0 && (isLot || there + quantity > lineQuantityMax)) return false
      quantities.set(variantId, there + quantity)
      return true
    },
  }
}

type Moved = { readonly line: PricedCartLine; readonly view: CartLineView }

async function moveLine(tx: Tx, { from, into }: Merging, { line, view }: Moved): Promise<void> {
  await removeCartLine(tx, from, line.lineId)
  await addCartLine(
    tx,
    { lineId: newId(tx.now()), cartId: into, variantId: line.variantId, quantity: line.quantity },
    line.unitIds,
  )
  const again = minutesFrom(tx.now(), cartHoldMinutes)
  const hold = {
    kind: 'cart',
    holder: cartHolder(into),
    expiresAt: view.hold === 'held' ? (view.heldUntil ?? again) : again,
  } as const
  const lost = await transferClaims(tx, { unitIds: line.unitIds, fromHolder: cartHolder(from), ...hold })
  if (lost.length > 0) await claimUnitsIfFree(tx, { unitIds: lost, ...hold })
}

async function dropLine(tx: Tx, from: CartId, { lineId, variantId, unitIds }: PricedCartLine): Promise<VariantId> {
  await removeCartLine(tx, from, lineId)
  await releaseClaims(tx, { holder: cartHolder(from), unitIds, reason: 'removed-from-cart' })
  return variantId
}
