import type { Subscriptions } from '#platform/outbox'
import { urgencies } from './plan.ts'
import { bumpListings } from './store.ts'

/** What others report may change what channels should show. Which way, the lane finds out when it sends. */
export const subscriptions: Subscriptions = {
  'stock.availability-changed': (tx, { variantIds }) => bumpListings(tx, variantIds, urgencies.withdraw),
  'pricing.changed': (tx, { variantIds }) => bumpListings(tx, variantIds, urgencies.price),
  'catalog.changed': (tx, { variantIds }) => bumpListings(tx, variantIds, urgencies.content),
}
