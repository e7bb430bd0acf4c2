import type { ProductId, VariantId } from '#kernel/ids'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'

type Changed = { readonly productIds?: readonly ProductId[]; readonly variantIds: readonly VariantId[] }

/** Brings the shelf items of these variants, and of all variants of these products, up to date; new names get their address. */
export async function refreshShelfItems(tx: Tx, { productIds = [], variantIds }: Changed): Promise<void> {
  const changed = sql`array(
    select id from variants where id = any(${variantIds}::uuid[]) or product_id = any(${productIds}::uuid[]))`
  await sql`select refresh_shelf_items(${changed})`.execute(tx.db)
  await sql`select record_storefront_names(${changed})`.execute(tx.db)
}

/** Makes all shelf items anew. Events keep them up to date; this is for who cannot wait for them. */
export async function rebuildShelf(cx: Cx): Promise<void> {
  await sql`select refresh_shelf_items(null)`.execute(cx.db)
  await sql`select record_storefront_names(null)`.execute(cx.db)
  await sql`analyze shelf_items`.execute(cx.db)
}
