import type { Subscriptions } from '#platform/outbox'
import { recordOrderTaxes } from './record-order-taxes.ts'

/** Every sale, wherever it was made, gets its taxes right after it was placed, off the path of the buyer. */
export const subscriptions: Subscriptions = {
  'order.placed': (tx, { orderId }) => recordOrderTaxes(tx, orderId),
}
