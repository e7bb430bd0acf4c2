import type { OrderId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import { insertOrderDelivery } from '#modules/delivery'
import type { NewPayment } from '#modules/payments'
import type { Tx } from '#platform/cx'
import { dueMinorOf, type OrderDraft, orderReference, type PlacedOrder } from './orders.ts'
import { insertOrder } from './store.ts'

type Placing = {
  readonly placedAt?: Date
  readonly buyerExternalId?: string
  /** Opens a payment of the order's total in this state. */
  readonly payment?: NewPayment['state']
}

/**
 * Writes an agreed order; its copies must have been claimed for it in the same transaction. Shop, API and marketplaces
 * all come through here.
 */
export async function placeDraft(
  tx: Tx,
  orderId: OrderId,
  draft: OrderDraft,
  { placedAt = tx.now(), buyerExternalId, payment: state }: Placing = {},
): Promise<PlacedOrder> {
  invariant(draft.lines.length > 0, 'an order has lines')
  const amountMinor = dueMinorOf(draft)
  const payment =
    state && amountMinor > 0
      ? { reference: orderReference(orderId), provider: draft.paymentMethod, amountMinor, state }
      : undefined
  const placed = await insertOrder(tx, { orderId, draft, placedAt, buyerExternalId, payment })
  if (draft.choice) await insertOrderDelivery(tx, orderId, draft.choice)
  return placed
}
