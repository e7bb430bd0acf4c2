import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'

type Counted = ReadonlyMap<string, number>

const today = (tx: Tx) => sql`(${tx.now()}::timestamptz at time zone 'Europe/Paris')::date`
// In one order everywhere: two processes that write the same pages must not wait for each other in a circle.
const rowsOf = (counts: Counted) => {
  const sorted = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return sql`unnest(${sorted.map(([key]) => key)}::text[], ${sorted.map(([, count]) => count)}::int[]) as seen (key, count)`
}

export async function addPageViews(tx: Tx, counts: Counted): Promise<void> {
  await sql`
    insert into page_views as kept (path, hour, count)
    select key, date_trunc('hour', ${tx.now()}::timestamptz), count from ${rowsOf(counts)} order by key
    on conflict (path, hour) do update set count = kept.count + excluded.count`.execute(tx.db)
}

/** A slug that is no product's is left out. */
export async function addProductViews(tx: Tx, counts: Counted): Promise<void> {
  await sql`
    insert into product_views as kept (product_id, day, count)
    select p.id, ${today(tx)}, sum(seen.count) from ${rowsOf(counts)} join products p on p.slug = seen.key group by p.id order by p.id
    on conflict (product_id, day) do update set count = kept.count + excluded.count`.execute(tx.db)
}

/** Keys are two slugs with a line break between them. */
export async function addSteps(tx: Tx, counts: Counted): Promise<void> {
  await sql`
    insert into product_steps as kept (from_product_id, to_product_id, day, count)
    select a.id, b.id, ${today(tx)}, sum(seen.count) from ${rowsOf(counts)}
    join products a on a.slug = split_part(seen.key, chr(10), 1) join products b on b.slug = split_part(seen.key, chr(10), 2)
    where a.id <> b.id group by a.id, b.id order by a.id, b.id
    on conflict (from_product_id, to_product_id, day) do update set count = kept.count + excluded.count`.execute(tx.db)
}

const keptMonths = 25

export async function forgetOldCounts(tx: Tx): Promise<void> {
  const before = sql`${tx.now()}::timestamptz - make_interval(months => ${keptMonths}::int)`
  await sql`delete from page_views where hour < ${before}`.execute(tx.db)
  await sql`delete from product_views where day < ${before}`.execute(tx.db)
  await sql`delete from product_steps where day < ${before}`.execute(tx.db)
}
