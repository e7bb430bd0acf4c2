import type { ProductId, VariantId } from '#kernel/ids'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { NameKind } from './views.ts'

type Changed = { readonly productIds?: readonly ProductId[]; readonly variantIds: readonly VariantId[] }

const idsOf = ({ productIds = [], variantIds }: Changed) => sql`array(
  select id from variants where id = any(${variantIds}::uuid[]) or product_id = any(${productIds}::uuid[]))`

/** Brings the shelf items of these variants, and of all variants of these products, up to date. Answers whether any changed. */
export async function refreshShelfItems(tx: Tx, changed: Changed): Promise<boolean> {
  const { rows } = await sql<{
    hasChanged: boolean
  }>`select refresh_shelf_items(${idsOf(changed)}) as has_changed`.execute(tx.db)
  return rows[0]?.hasChanged === true
}

/** New artists and labels among them get the address of their page. */
export async function recordNames(tx: Tx, changed: Changed): Promise<void> {
  await sql`select record_storefront_names(${idsOf(changed)})`.execute(tx.db)
}

export type RenamedName = { readonly kind: NameKind; readonly from: string; readonly to: string }

/** The renamed names of which nothing bears the old one any more, each with both addresses; what was noted is taken away. */
export async function takeRenamedNames(tx: Tx): Promise<RenamedName[]> {
  const { rows } = await sql<RenamedName>`
    with taken as (delete from renamed_names returning id, kind, from_key, to_key)
    select t.kind, old.slug as "from", new.slug as "to" from taken t
    join storefront_names old on old.kind = t.kind and old.key = t.from_key
    join storefront_names new on new.kind = t.kind and new.key = t.to_key
    where case t.kind
      when 'artist' then not exists (select from products p where lower(left(p.artist, 200)) = t.from_key)
      else not exists (select from products p where label_keys(p.label) @> array[t.from_key]) end
    order by t.id`.execute(tx.db)
  return rows
}

/** Makes all shelf items anew. Events keep them up to date; this is for who cannot wait for them. */
export async function rebuildShelf(cx: Cx): Promise<void> {
  await sql`select refresh_shelf_items(null)`.execute(cx.db)
  await sql`select record_storefront_names(null)`.execute(cx.db)
  await sql`analyze shelf_items`.execute(cx.db)
}
