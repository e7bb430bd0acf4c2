import { cartHolder, claimUnitsIfFree } from '#modules/stock'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { checkoutHoldMinutesMax, minutesFrom, payingMinutes } from './cart.ts'
import { lockCheckout } from './queries-checkout.ts'
import { moveHold } from './store.ts'

/**
 * The buyer is seen paying: the copies stay held for some minutes more, never beyond half an hour from the start, and what
 * had run out is taken again where it is free. Undefined when a copy is somebody else's by now.
 */
export const extendHold = (cx: MaybeTx, checkoutId: string): Promise<Date | undefined> =>
  inTransaction(cx, async (tx) => {
    const checkout = await lockCheckout(tx, checkoutId)
    if (checkout?.state !== 'open') return checkout?.holdUntil
    const { cartId, draft, createdAt, holdUntil } = checkout
    const wanted = minutesFrom(tx.now(), payingMinutes)
    const latest = minutesFrom(createdAt, checkoutHoldMinutesMax)
    const until = new Date(Math.max(holdUntil.getTime(), Math.min(wanted.getTime(), latest.getTime())))
    if (until <= tx.now()) return until
    const lost = await claimUnitsIfFree(tx, {
      unitIds: draft.lines.flatMap((line) => line.unitIds),
      kind: 'checkout',
      holder: cartHolder(cartId),
      expiresAt: until,
    })
    if (lost.length > 0) return undefined
    await moveHold(tx, checkoutId, until)
    return until
  })
