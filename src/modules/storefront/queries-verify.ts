import type { Fault } from '#modules/stock'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

/** Compares what lists show with what is on sale, and the kept counts with the items. What waits to be delivered may differ. */
export async function verifyShelf(cx: Cx): Promise<Fault[]> {
  const { rows } = await sql<Fault>`
    with waiting as (
      select jsonb_array_elements_text(coalesce(payload -> 'variantIds', '[]') || coalesce(payload -> 'productIds', '[]')) as id
      from outbox where dispatched_at is null and type in ('catalog.changed', 'pricing.changed', 'stock.availability-changed')
    ), kept as materialized (select variant_id, product_id, to_jsonb(shelf_items) - 'spot' as item from shelf_items),
    now as materialized (select variant_id, product_id, to_jsonb(shelf_items_now) as item from shelf_items_now),
    items as (
      select variant_id, coalesce(kept.product_id, now.product_id) as product_id, kept.item as found, now.item as expected
      from kept full join now using (variant_id) where kept.item is distinct from now.item
    )
    select 'storefront.shelf-item' as check, 'variant:' || variant_id as subject, coalesce(found::text, 'not listed') as found,
      coalesce(expected::text, 'not on sale') as expected
    from items where not exists (select from waiting where id in (variant_id::text, product_id::text))
    union all
    select 'storefront.shelf-count', facet || ':' || value, coalesce(kept.count, 0)::text, coalesce(now.count, 0)::text
    from (select * from shelf_counts where count <> 0) kept full join shelf_counts_now now using (facet, value)
    where kept.count is distinct from now.count
    union all
    select 'storefront.shelf-bits', facet || ':' || value || ':' || segment, bit_count(coalesce(kept.bits, none) & ~coalesce(now.bits, none)) || ' too many',
      bit_count(coalesce(now.bits, none) & ~coalesce(kept.bits, none)) || ' more'
    from shelf_bits kept full join shelf_bits_now now using (facet, value, segment), (select 0::bit(2048) as none) as nothing
    where coalesce(kept.bits, none) is distinct from coalesce(now.bits, none)`.execute(cx.db)
  return rows
}
