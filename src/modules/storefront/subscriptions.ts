import type { ProductId, VariantId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { notifyPurge, type Subscriptions } from '#platform/outbox'
import { moveRenamedNames } from './move-names.ts'
import { productIdsOf } from './queries.ts'
import { neighbourTagsOf } from './queries-tags.ts'
import { refreshShelfItems } from './store.ts'

/** Above this many products one tag says the same as all of theirs. */
const productsMax = 500

type Changed = { readonly productIds?: readonly ProductId[]; readonly variantIds: readonly VariantId[] }

/** Anything a page shows has changed: the shelf is brought up to date, and by the same commit old pages are forgotten. */
export const subscriptions: Subscriptions = {
  'catalog.changed': renew,
  'pricing.changed': renew,
  'stock.availability-changed': renew,
}

async function renew(tx: Tx, { productIds = [], variantIds }: Changed): Promise<void> {
  await refreshShelfItems(tx, { productIds, variantIds })
  await moveRenamedNames(tx)
  const changed = [...productIds, ...(await productIdsOf(tx, variantIds))]
  if (changed.length > productsMax) return notifyPurge(tx, ['list', 'product', 'name', 'work'])
  await notifyPurge(tx, ['list', ...changed.map((id) => `product:${id}`), ...(await neighbourTagsOf(tx, changed))])
}
