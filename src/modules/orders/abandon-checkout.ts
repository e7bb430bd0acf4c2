import { undoPayment } from '#modules/payments'
import { cartHolder, claimUnitsIfFree } from '#modules/stock'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { cartHoldMinutes, minutesFrom } from './cart.ts'
import type { EndedBecause } from './checkout.ts'
import { giveBack } from './give-back.ts'
import { lockCheckout } from './queries-checkout.ts'
import { closeCheckout } from './store.ts'

export type Abandonment = { readonly kind: EndedBecause }

/**
 * Ends a payment attempt without an order. The copies stay in the cart for another ten minutes, so that the buyer can try
 * again, unless the time to pay is over. An attempt that has ended already is left alone.
 */
export const abandonCheckout = (cx: MaybeTx, checkoutId: string, because: Abandonment): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const checkout = await lockCheckout(tx, checkoutId)
    if (checkout?.state !== 'open') return
    const { cartId, orderId, paymentId, draft } = checkout
    if (because.kind !== 'expired') {
      await claimUnitsIfFree(tx, {
        unitIds: draft.lines.flatMap((line) => line.unitIds),
        kind: 'cart',
        holder: cartHolder(cartId),
        expiresAt: minutesFrom(tx.now(), cartHoldMinutes),
      })
    }
    await closeCheckout(tx, checkoutId, { state: 'abandoned', because: because.kind })
    await giveBack(tx, orderId)
    await undoPayment(tx, paymentId)
    faultPoint('checkout.inside-abandoning')
  })
