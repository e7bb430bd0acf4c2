import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Banner, BannerId } from './banner.ts'

const columns = sql`b.id, b.position, b.is_on, b.target, b.texts, b.picture_key, b.tone, b.starts_at, b.ends_at, b.version, b.updated_at`

/** All of them, in their order. */
export async function listBanners(cx: Cx): Promise<Banner[]> {
  return (await sql<Banner>`select ${columns} from banners b order by b.position, b.id limit 100`.execute(cx.db)).rows
}

export async function findBanner(cx: Cx, id: BannerId): Promise<Banner | undefined> {
  return (await sql<Banner>`select ${columns} from banners b where b.id = ${id}`.execute(cx.db)).rows[0]
}

/** Whether a product still has a copy somebody could put in a cart. */
export async function isProductOnSale(cx: Cx, slug: string): Promise<boolean> {
  const { rows } = await sql`
    select from shelf_items s join products p on p.id = s.product_id where p.slug = ${slug} limit 1`.execute(cx.db)
  return rows.length > 0
}

export async function isCollectionOnSale(cx: Cx, slug: string): Promise<boolean> {
  const { rows } = await sql`
    select from collection_slugs cs join collections c on c.id = cs.collection_id and c.is_shown
    cross join lateral collection_variants(c.id) cv join shelf_items s on s.variant_id = cv.variant_id
    where cs.slug = ${slug} limit 1`.execute(cx.db)
  return rows.length > 0
}
