import type { ProductId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

export type WishedProduct = {
  readonly productId: ProductId
  readonly slug: string
  readonly title: string
  readonly artist: string
  readonly detail: string
  /** How many lists hold it, and how many of those would take any pressing. */
  readonly wishCount: number
  readonly anyPressingCount: number
  readonly onSaleCount: number
  /** The middle of what people said they would pay at most; null when nobody said. */
  readonly priceMaxMinor: number | null
  /** What a copy last went for here; null when none was ever sold. */
  readonly lastSoldMinor: number | null
  readonly lastWishedAt: Date
}

/** What is wished most, for whoever buys in; what is not on sale comes first among equals. */
export async function wishedProducts(cx: Cx, limit: number): Promise<WishedProduct[]> {
  const { rows } = await sql<WishedProduct>`
    with wished as (
      select product_id, count(*)::int as wish_count, (count(*) filter (where is_any_pressing))::int as any_pressing_count,
        (percentile_disc(0.5) within group (order by price_max_minor))::int as price_max_minor, max(created_at) as last_wished_at
      from wishes where kind = 'product' and ended_at is null group by product_id
    ), counted as (
      select w.*, (select coalesce(sum(greatest(s.piece_count, 1)), 0)::int from shelf_items s where s.product_id = w.product_id) as on_sale_count from wished w)
    select c.*, p.slug, p.title, p.artist, concat_ws(' · ', nullif(p.format, ''), nullif(p.label, ''), p.year::text) as detail,
      (select l.unit_price_minor from order_lines l join variants v on v.id = l.variant_id join orders o on o.id = l.order_id
        where v.product_id = c.product_id and o.state <> 'cancelled' order by o.placed_at desc limit 1) as last_sold_minor
    from counted c join products p on p.id = c.product_id
    order by c.wish_count desc, (c.on_sale_count = 0) desc, c.last_wished_at desc, c.product_id limit ${limit}`.execute(
    cx.db,
  )
  return rows
}

export type WishedName = {
  readonly kind: 'artist' | 'search'
  readonly label: string
  readonly wishCount: number
  readonly onSaleCount: number | null
}

/** Artists and searches that are wished most; of an artist also how many pieces are on sale. */
export async function wishedNames(cx: Cx, limit: number): Promise<WishedName[]> {
  const { rows } = await sql<WishedName>`
    select w.kind, min(w.label) as label, count(*)::int as wish_count,
      case when w.kind = 'artist' then (select count(*)::int from products p join shelf_items s on s.product_id = p.id
        where lower(left(p.artist, 200)) = min(w.artist)) end as on_sale_count
    from wishes w where w.kind <> 'product' and w.ended_at is null group by w.kind, w.key
    order by wish_count desc, label limit ${limit}`.execute(cx.db)
  return rows
}

type PersonRow = Readonly<Record<string, string | number | boolean | Date | null>>

/** Everything kept about the wishes of a person, the words they agreed to included. */
export async function wishesOfPerson(
  cx: Cx,
  { customerIds, emails }: { customerIds: readonly string[]; emails: readonly string[] },
): Promise<{ wishes: PersonRow[]; events: PersonRow[] }> {
  const own = sql`l.customer_id = any (${customerIds}::uuid[]) or lower(l.email) = any (${emails}::text[])`
  const wishes = await sql<PersonRow>`
    select w.kind, coalesce(nullif(concat_ws(' – ', nullif(p.artist, ''), p.title), ''), w.label) as wished, w.is_any_pressing, w.grade_min, w.price_max_minor,
      w.created_at, w.ended_at from wish_lists l join wishes w on w.list_id = l.id left join products p on p.id = w.product_id
    where ${own} order by w.created_at`.execute(cx.db)
  const events = await sql<PersonRow>`
    select e.what, e.data::text as data, l.email, e.at from wish_lists l join wish_events e on e.list_id = l.id where ${own} order by e.id`.execute(
    cx.db,
  )
  return { wishes: wishes.rows, events: events.rows }
}
