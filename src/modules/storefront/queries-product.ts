import type { ProductId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { NameLink } from './views.ts'

export type CopyRow = {
  readonly variantId: VariantId
  readonly productId: ProductId
  readonly unitCode: string | null
  readonly placeCode: string | null
  readonly priceMinor: number
  readonly gradedBy: string | null
  readonly gradedAt: Date | null
  readonly isRare: boolean
  /** The artist and the labels, where they have a page. */
  readonly names: readonly NameLink[]
}

const copiesMax = 60

const namesOfProduct = sql`(
  select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'slug', n.slug, 'name', said.name) order by said.place), '[]')
  from (
    select 'artist' as kind, lower(left(p.artist, 200)) as key, p.artist as name, 0 as place
    union all select 'label', lower(label), label, place from unnest(label_names(p.label)) with ordinality as labels (label, place)
  ) said join storefront_names n on n.kind = said.kind and n.key = said.key)`

/** All priced copies of a product, the newest first; label code and shelf of the first piece. */
export async function findCopyRows(cx: Cx, slug: string): Promise<CopyRow[]> {
  const { rows } = await sql<CopyRow>`
    select v.id as variant_id, v.product_id, piece.code as unit_code, piece.place_code, lp.price_minor, v.graded_by, v.graded_at,
      p.attributes @> '{"isRare": true}' as is_rare, ${namesOfProduct} as names
    from products p
    join variants v on v.product_id = p.id
    join list_prices lp on lp.variant_id = v.id
    left join lateral (
      select u.code, pl.code as place_code from units u join places pl on pl.id = u.place_id
      where u.variant_id = v.id order by pl.kind = 'shelf' desc, u.id limit 1
    ) piece on true
    where p.slug = ${slug}
    order by v.created_at desc, v.id limit ${copiesMax}`.execute(cx.db)
  return rows
}

export type RelatedSection = 'pressing' | 'lot' | 'member' | 'artist' | 'genre'
export type RelatedRow = { readonly section: RelatedSection; readonly variantId: VariantId }

const perSectionMax = 12
/** More of the same genre is looked for among the newest; there are always enough of a common one. */
const newestMax = 300

/** What a product's page shows beside it, all that is on sale: the same work in other pressings, lots with it, more of the kind. */
export async function findRelatedRows(cx: Cx, productId: ProductId): Promise<RelatedRow[]> {
  const { rows } = await sql<RelatedRow>`
    with this as materialized (select id, kind, artist, title, genres, medium from products where id = ${productId}),
    pressings as (
      select s.variant_id as id from this join products p on work_key(p.artist, p.title) = work_key(this.artist, this.title) and p.id <> this.id
      join shelf_items s on s.product_id = p.id and s.kind <> 'lot' where this.kind <> 'lot' order by s.created_at desc, s.variant_id limit ${perSectionMax}
    ), lots as (
      select distinct s.variant_id as id from variants mv join units mu on mu.variant_id = mv.id join lot_units ml on ml.unit_id = mu.id
      join shelf_items s on s.variant_id = ml.variant_id where mv.product_id = ${productId} limit ${perSectionMax}
    ), members as (
      select distinct mu.variant_id as id from variants lv join lot_units ml on ml.variant_id = lv.id join units mu on mu.id = ml.unit_id
      where lv.product_id = ${productId}
    ), by_artist as (
      select s.variant_id as id from this join products p on lower(left(p.artist, 200)) = lower(left(this.artist, 200)) and p.title <> this.title
      join shelf_items s on s.product_id = p.id and s.kind = 'record' where this.kind = 'record' and this.artist <> ''
      order by s.created_at desc, s.variant_id limit ${perSectionMax}
    ), by_genre as (
      select s.variant_id as id from (select * from shelf_items order by created_at desc, variant_id limit ${newestMax}) s, this
      where this.kind = 'record' and s.kind = 'record' and s.genres && this.genres and s.medium = this.medium
        and s.artist_order <> left(lower(this.artist), 100)
      order by s.created_at desc, s.variant_id limit ${perSectionMax}
    )
    select 'pressing' as section, id as variant_id from pressings union all select 'lot', id from lots union all select 'member', id from members
    union all select 'artist', id from by_artist union all select 'genre', id from by_genre`.execute(cx.db)
  return rows
}
