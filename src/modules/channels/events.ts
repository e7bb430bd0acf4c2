import type { Subscriptions } from '#platform/outbox'
import { urgencies } from './plan.ts'
import { bumpListings } from './store.ts'

/** What others report may change what channels should show. Which way, the lane finds out when it sends. */
export const subscriptions: Subscriptions = {
  'stock.availability-changed': (tx, { variantIds }, { occurredAt }) =>
    bumpListings(tx, variantIds, { urgency: urgencies.withdraw, since: occurredAt }),
  'pricing.changed': (tx, { variantIds }, { occurredAt }) =>
    bumpListings(tx, variantIds, { urgency: urgencies.price, since: occurredAt }),
  'catalog.changed': (tx, { variantIds }, { occurredAt }) =>
    bumpListings(tx, variantIds, { urgency: urgencies.content, since: occurredAt }),
}
