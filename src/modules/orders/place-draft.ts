import type { OrderId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import { saveCustomer } from '#modules/customers'
import type { Tx } from '#platform/cx'
import type { OrderDraft, PlacedOrder } from './orders.ts'
import { insertOrder } from './store.ts'

/**
 * Writes an agreed order; its copies must have been claimed for it in the same transaction. Shop, API and marketplaces
 * all come through here.
 */
export async function placeDraft(
  tx: Tx,
  orderId: OrderId,
  draft: OrderDraft,
  { placedAt = tx.now(), buyerExternalId = '' } = {},
): Promise<PlacedOrder> {
  invariant(draft.lines.length > 0, 'an order has lines')
  const { name, email, phone } = draft.buyer
  const customerId = await saveCustomer(tx, {
    source: draft.source,
    externalId: buyerExternalId || undefined,
    name,
    email,
    phone,
    lang: draft.lang,
  })
  return insertOrder(tx, { orderId, customerId, draft, placedAt })
}
