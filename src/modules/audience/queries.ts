import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

export type DayCount = { readonly day: string; readonly count: number }
export type PageCount = { readonly path: string; readonly count: number }
export type ProductCount = {
  readonly slug: string
  readonly title: string
  readonly artist: string
  readonly count: number
}

export type AudienceFigures = {
  readonly days: DayCount[]
  readonly hours: { readonly hour: number; readonly count: number }[]
  readonly pages: PageCount[]
  readonly products: ProductCount[]
}

const rowsMax = 30

/** Of the last `days` days, today included: by day, by hour of the day, the pages and the products most looked at. */
export async function audienceFigures(cx: Cx, days: number): Promise<AudienceFigures> {
  const since = sql`((${cx.now()}::timestamptz at time zone 'Europe/Paris')::date - ${days - 1}::int)`
  const from = sql`hour >= ${since}::timestamp at time zone 'Europe/Paris'`
  const [byDay, byHour, pages, products] = await Promise.all([
    sql<DayCount>`
      select (hour at time zone 'Europe/Paris')::date::text as day, sum(count)::int as count from page_views where ${from} group by 1 order by 1`.execute(
      cx.db,
    ),
    sql<{ hour: number; count: number }>`
      select extract(hour from hour at time zone 'Europe/Paris')::int as hour, sum(count)::int as count from page_views where ${from} group by 1 order by 1`.execute(
      cx.db,
    ),
    sql<PageCount>`
      select path, sum(count)::int as count from page_views where ${from} group by path order by 2 desc, 1 limit ${rowsMax}`.execute(
      cx.db,
    ),
    sql<ProductCount>`
      select p.slug, p.title, p.artist, sum(v.count)::int as count from product_views v join products p on p.id = v.product_id
      where v.day >= ${since} group by p.id order by 4 desc, 2 limit ${rowsMax}`.execute(cx.db),
  ])
  return { days: byDay.rows, hours: byHour.rows, pages: pages.rows, products: products.rows }
}
