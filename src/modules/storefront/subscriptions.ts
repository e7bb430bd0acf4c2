import type { ProductId, VariantId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { notifyPurge, type Subscriptions } from '#platform/outbox'
import { productIdsOf } from './queries.ts'

/** Above this many products one tag says the same as all of theirs. */
const productsMax = 500

/** Cached pages are forgotten by tag when anything they show has changed. */
export const subscriptions: Subscriptions = {
  'catalog.changed': async (tx, { productIds, variantIds }) =>
    purge(tx, [...productIds, ...(await productIdsOf(tx, variantIds))]),
  'pricing.changed': (tx, { variantIds }) => purgeVariants(tx, variantIds),
  'stock.availability-changed': (tx, { variantIds }) => purgeVariants(tx, variantIds),
}

const purgeVariants = async (tx: Tx, variantIds: readonly VariantId[]): Promise<void> =>
  purge(tx, await productIdsOf(tx, variantIds))

async function purge(tx: Tx, productIds: readonly ProductId[]): Promise<void> {
  const products = productIds.length > productsMax ? ['product'] : productIds.map((id) => `product:${id}`)
  await notifyPurge(tx, ['list', ...products])
}
