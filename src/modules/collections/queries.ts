import type { ProductId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Lang } from '#platform/i18n'
import type { CollectionContent, CollectionId } from './collection.ts'

export type Collection = CollectionContent & {
  readonly id: CollectionId
  readonly slugs: Readonly<Record<string, string>>
  readonly version: number
  readonly updatedAt: Date
  readonly updatedBy: string
  /** How many of its pieces stand in the shop now. */
  readonly onSaleCount: number
}

const columns = sql`
  c.id, c.kind, c.rule, c.is_shown, c.picture_key, c.version, c.updated_at, c.updated_by,
  coalesce((select jsonb_object_agg(t.lang, jsonb_build_object('title', t.title, 'intro', t.intro)) from collection_texts t where t.collection_id = c.id), '{}') as texts,
  coalesce((select jsonb_object_agg(t.lang, t.slug) from collection_texts t where t.collection_id = c.id), '{}') as slugs,
  coalesce((select array_agg(p.slug order by cp.position) from collection_picks cp join products p on p.id = cp.product_id where cp.collection_id = c.id), '{}') as product_slugs,
  (select count(*)::int from shelf_items s where s.variant_id in (select variant_id from collection_variants(c.id))) as on_sale_count`

/** Refuses `collections.not-found`. */
export async function getCollection(cx: Cx, collectionId: CollectionId): Promise<Collection> {
  const { rows } = await sql<Collection>`select ${columns} from collections c where c.id = ${collectionId}`.execute(
    cx.db,
  )
  return rows[0] ?? refuse('collections.not-found', { collectionId })
}

export async function listCollections(cx: Cx): Promise<Collection[]> {
  return (
    await sql<Collection>`select ${columns} from collections c order by c.updated_at desc, c.id limit 200`.execute(
      cx.db,
    )
  ).rows
}

export type ShownCollection = {
  readonly id: CollectionId
  readonly slugs: Readonly<Record<string, string>>
  readonly slug: string
  readonly title: string
  readonly intro: string
  readonly pictureKey: string | null
}

const shown = (lang: Lang) => sql`
  select c.id, c.picture_key, coalesce(own.slug, french.slug) as slug, coalesce(own.title, french.title) as title,
    coalesce(own.intro, french.intro) as intro,
    (select jsonb_object_agg(t.lang, t.slug) from collection_texts t where t.collection_id = c.id) as slugs
  from collections c
  left join collection_texts own on own.collection_id = c.id and own.lang = ${lang}
  left join collection_texts french on french.collection_id = c.id and french.lang = 'fr'
  where c.is_shown and coalesce(own.slug, french.slug) is not null`

/** What readers may see, by title. */
export async function shownCollections(cx: Cx, lang: Lang): Promise<ShownCollection[]> {
  return (await sql<ShownCollection>`${shown(lang)} order by title, c.id limit 200`.execute(cx.db)).rows
}

/** The collection at an address, also at one it had before or has in another language: `slug` then tells where it stands. */
export async function findCollection(cx: Cx, lang: Lang, slug: string): Promise<ShownCollection | undefined> {
  const { rows } = await sql<ShownCollection>`
    ${shown(lang)} and c.id = (
      select collection_id from collection_slugs where slug = ${slug} order by (lang = ${lang}) desc, (lang = 'fr') desc limit 1)`.execute(
    cx.db,
  )
  return rows[0]
}

/** Everything that belongs to it, on sale or not; promotions ask whether a line does. */
export async function variantIdsOfCollection(cx: Cx, collectionId: CollectionId): Promise<VariantId[]> {
  const { rows } = await sql<{ variantId: VariantId }>`
    select variant_id from collection_variants(${collectionId}) order by place, variant_id`.execute(cx.db)
  return rows.map(({ variantId }) => variantId)
}

/** Products by the word in their address, in the order asked for. */
export async function findProductIds(cx: Cx, slugs: readonly string[]): Promise<Map<string, ProductId>> {
  const { rows } = await sql<{ slug: string; id: ProductId }>`
    select slug, id from products where slug = any(${slugs}::text[])`.execute(cx.db)
  return new Map(rows.map(({ slug, id }) => [slug, id]))
}
