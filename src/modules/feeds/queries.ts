import type { ProductId, VariantId } from '#kernel/ids'
import type { MediaGrade, SleeveGrade } from '#modules/catalog'
import type { NameKind } from '#modules/storefront'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

/** One variant on sale, as readers of feeds want it. */
export type FeedRow = {
  readonly variantId: VariantId
  readonly productId: ProductId
  readonly slug: string
  readonly sku: string
  readonly kind: string
  readonly title: string
  readonly artist: string
  readonly label: string
  readonly catalogueNumber: string
  readonly format: string
  readonly year: number | null
  readonly barcode: string
  readonly condition: 'new' | 'used'
  readonly mediaGrade: MediaGrade | null
  readonly sleeveGrade: SleeveGrade | null
  readonly comment: string
  readonly priceMinor: number
  readonly weightGrams: number
  readonly photoKey: string | null
  readonly listedAt: Date
}

const columns = sql`
  v.id as variant_id, p.id as product_id, p.slug, v.sku, p.kind, p.title, p.artist, p.label, p.catalogue_number, p.format, p.year, p.barcode,
  v.condition, v.media_grade, v.sleeve_grade, v.comment, s.price_minor, v.weight_grams, s.created_at as listed_at,
  (select f.file_key from photos f where f.variant_id = v.id order by f.position limit 1) as photo_key`
const tables = sql`shelf_items s join variants v on v.id = s.variant_id join products p on p.id = s.product_id`

/** The next rows after `after` in the order of their ids. */
export async function feedRowsAfter(cx: Cx, after: VariantId | undefined, limit: number): Promise<FeedRow[]> {
  const { rows } = await sql<FeedRow>`
    select ${columns} from ${tables} where ${after ?? null}::uuid is null or s.variant_id > ${after ?? null}::uuid
    order by s.variant_id limit ${limit}`.execute(cx.db)
  return rows
}

export async function newestFeedRows(cx: Cx, limit: number): Promise<FeedRow[]> {
  const { rows } = await sql<FeedRow>`
    select ${columns} from ${tables} order by s.created_at desc, s.variant_id limit ${limit}`.execute(cx.db)
  return rows
}

export type SitemapRow = { readonly slug: string; readonly changedAt: Date }

/** Products on sale, one page of the sitemap (from 1); ordered so that a sale moves as few of them as possible. */
export async function sitemapRows(cx: Cx, { page, perPage }: { page: number; perPage: number }): Promise<SitemapRow[]> {
  const { rows } = await sql<SitemapRow>`
    select p.slug, s.changed_at from (
      select product_id, max(created_at) as changed_at from shelf_items group by product_id
      order by product_id limit ${perPage} offset ${(page - 1) * perPage}) s
    join products p on p.id = s.product_id order by p.id`.execute(cx.db)
  return rows
}

export async function countProductsOnSale(cx: Cx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct product_id)::int as count from shelf_items`.execute(cx.db)
  return rows[0]?.count ?? 0
}

/** As written on products, and which names that is; texts are taken apart once each, not once per product. */
const written = {
  artist: { text: sql`p.artist`, keys: sql`array[lower(left(text, 200))]` },
  label: { text: sql`p.label`, keys: sql`label_keys(text)` },
} as const
const namesOnSale = (kind: NameKind) => sql`
  (select ${written[kind].text} as text, max(s.created_at) as changed_at from shelf_items s join products p on p.id = s.product_id group by 1) as texts
  cross join lateral unnest(${written[kind].keys}) as said (key)
  join storefront_names n on n.kind = ${kind} and n.key = said.key`

/** Artists or labels of which something is on sale, one page of the sitemap (from 1). */
export async function nameSitemapRows(
  cx: Cx,
  kind: NameKind,
  { page, perPage }: { page: number; perPage: number },
): Promise<SitemapRow[]> {
  const { rows } = await sql<SitemapRow>`
    select n.slug, max(texts.changed_at) as changed_at from ${namesOnSale(kind)}
    group by n.key, n.slug order by n.key limit ${perPage} offset ${(page - 1) * perPage}`.execute(cx.db)
  return rows
}

export async function countNamesOnSale(cx: Cx, kind: NameKind): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct n.key)::int as count from ${namesOnSale(kind)}`.execute(cx.db)
  return rows[0]?.count ?? 0
}
