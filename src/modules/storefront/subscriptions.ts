import type { ProductId, VariantId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { notifyPurge, type Subscriptions } from '#platform/outbox'
import { moveRenamedNames } from './move-names.ts'
import { productIdsOf } from './queries.ts'
import { neighbourTagsOf } from './queries-tags.ts'
import { recordNames, refreshShelfItems } from './store.ts'

/** Above this many products one tag says the same as all of theirs. */
const productsMax = 500

type Changed = { readonly productIds?: readonly ProductId[]; readonly variantIds: readonly VariantId[] }

/** Anything a page shows has changed: the shelf is brought up to date, and by the same commit old pages are forgotten. */
export const subscriptions: Subscriptions = {
  'catalog.changed': renew,
  'pricing.changed': renew,
  'stock.availability-changed': move,
}

/** A copy that comes into a cart or out of it stays on the shelf: only pages with its card are old, no list and no count. */
async function move(tx: Tx, { variantIds }: Changed): Promise<void> {
  const hasChanged = await refreshShelfItems(tx, { variantIds })
  const productIds = await productIdsOf(tx, variantIds)
  if (!hasChanged && productIds.length <= productsMax) return notifyPurge(tx, productIds.map(productTag))
  await recordNames(tx, { variantIds })
  await purge(tx, productIds)
}

async function renew(tx: Tx, { productIds = [], variantIds }: Changed): Promise<void> {
  await refreshShelfItems(tx, { productIds, variantIds })
  await recordNames(tx, { productIds, variantIds })
  await moveRenamedNames(tx)
  await purge(tx, [...productIds, ...(await productIdsOf(tx, variantIds))])
}

async function purge(tx: Tx, changed: readonly ProductId[]): Promise<void> {
  if (changed.length > productsMax) return notifyPurge(tx, ['list', 'product', 'name', 'work'])
  await notifyPurge(tx, ['list', ...changed.map(productTag), ...(await neighbourTagsOf(tx, changed))])
}

const productTag = (id: ProductId): string => `product:${id}`
