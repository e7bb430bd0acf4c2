import type { ProductId, VariantId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import type { Subscriptions } from '#platform/outbox'
import { followShelf, lookAgain } from './store-spells.ts'

type Changed = { readonly productIds?: readonly ProductId[]; readonly variantIds: readonly VariantId[] }

/** Runs after the storefront's, in the same transaction: the shelf's items are those of now. */
export const subscriptions: Subscriptions = {
  'catalog.changed': async (tx: Tx, { productIds = [], variantIds }: Changed) => {
    await followShelf(tx, { productIds, variantIds })
    await lookAgain(tx, { productIds, variantIds })
  },
  'pricing.changed': (tx: Tx, { variantIds }: Changed) => followShelf(tx, { productIds: [], variantIds }),
  'stock.availability-changed': (tx: Tx, { variantIds }: Changed) => followShelf(tx, { productIds: [], variantIds }),
}
