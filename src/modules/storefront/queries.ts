import type { ProductId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { ItemCard } from './views.ts'

/** A card as the database knows it; availability is asked of stock. */
export type CardRow = Omit<ItemCard, 'availability' | 'detail' | 'offer'>

/** From this price on a used record counts as a rare piece, unless its product says so itself. */
export const rareMinorMin = 6000

const cardColumns = sql`v.id as variant_id, p.id as product_id, p.slug, v.sku, p.title, p.artist, p.medium, p.format, p.format_word,
  p.label, p.year, p.genres, v.condition, v.media_grade, v.sleeve_grade, lp.price_minor, p.kind = 'lot' as is_lot,
  (p.kind = 'record' and v.condition = 'used' and lp.price_minor >= ${rareMinorMin} or p.attributes @> '{"isRare": true}') as is_rare,
  first_label.name as label_name,
  (select n.slug from storefront_names n where n.kind = 'label' and n.key = lower(first_label.name)) as label_slug,
  (select n.slug from storefront_names n where n.kind = 'artist' and n.key = lower(left(p.artist, 200))) as artist_slug,
  (select count(*)::int from lot_units lu where lu.variant_id = v.id) as piece_count,
  (select f.file_key from photos f where f.variant_id = v.id order by f.position limit 1) as photo_key`

/** Taking labels apart costs more than the rest of a card, and few products name several. */
const firstLabel = sql`case when p.label like '%,%' then (label_names(p.label))[1] else nullif(left(btrim(p.label), 200), '') end`

/** Cards in the order of the ids given; variants without a price are left out. */
export async function findCardRows(cx: Cx, variantIds: readonly VariantId[]): Promise<CardRow[]> {
  if (variantIds.length === 0) return []
  const { rows } = await sql<CardRow>`
    select ${cardColumns}
    from unnest(${variantIds}::uuid[]) with ordinality as asked (id, place)
    join variants v on v.id = asked.id
    join products p on p.id = v.product_id
    join list_prices lp on lp.variant_id = v.id
    cross join lateral (select ${firstLabel} as name offset 0) as first_label
    order by asked.place`.execute(cx.db)
  return rows
}

export async function productIdsOf(cx: Cx, variantIds: readonly VariantId[]): Promise<ProductId[]> {
  const { rows } = await sql<{ productId: ProductId }>`
    select distinct product_id from variants where id = any(${variantIds}::uuid[])`.execute(cx.db)
  return rows.map(({ productId }) => productId)
}

export type SuggestionRow = {
  readonly kind: 'artist' | 'product'
  readonly artist: string
  readonly title: string
  readonly slug: string
  readonly itemCount: number
  readonly formatWord: string
  readonly format: string
  readonly label: string
  readonly year: number | null
}

const suggestedHitsMax = 300

/** Up to three artists and five products that match, of those on sale. */
export async function findSuggestionRows(cx: Cx, query: string): Promise<SuggestionRow[]> {
  const { rows } = await sql<SuggestionRow>`
    with hits as materialized (
      select p.artist, p.title, p.slug, p.format_word, p.format, p.label, p.year, ts_rank(p.search, to_tsquery('music', ${query})) as rank
      from products p
      where p.search @@ to_tsquery('music', ${query}) and exists (
        select from shelf_items s where s.product_id = p.id)
      limit ${suggestedHitsMax}
    ), artists as (
      select artist, count(*)::int as item_count from hits
      where artist <> '' and music_vector(artist) @@ to_tsquery('music', ${query})
      group by artist order by 2 desc, 1 limit 3
    )
    (select 'artist' as kind, artist, '' as title, '' as slug, item_count, '' as format_word, '' as format, '' as label, null as year
      from artists order by item_count desc, artist)
    union all
    (select 'product', artist, title, slug, 1, format_word, format, label, year from hits order by rank desc, title, slug limit 5)`.execute(
    cx.db,
  )
  return rows
}

export type HomeSection = 'arrivals' | 'rare' | 'under-five'
export type HomeRow = { readonly section: HomeSection; readonly variantId: VariantId }

/** One copy a product in each section, so that three copies of a record do not fill a row. */
export async function findHomeRows(
  cx: Cx,
  { cardsPerSection, raresMax }: { cardsPerSection: number; raresMax: number },
): Promise<HomeRow[]> {
  const candidates = cardsPerSection * 5
  const { rows } = await sql<HomeRow>`
    with arrivals as (
      select distinct on (product_id) variant_id as id, created_at from (
        select * from shelf_items where kind <> 'lot' order by created_at desc, variant_id limit ${candidates}) c
      order by product_id, created_at desc
    ), rare as (
      select distinct on (product_id) variant_id as id, price_minor from (
        select * from shelf_items where condition = 'used' and kind = 'record' and price_minor >= ${rareMinorMin}
        order by price_minor desc, variant_id desc limit ${candidates}) c
      order by product_id, price_minor desc
    ), cheap as (
      select distinct on (product_id) variant_id as id, created_at from (
        select * from shelf_items where kind <> 'lot' and price = '0-500' order by created_at desc, variant_id limit ${candidates}) c
      order by product_id, created_at desc
    )
    (select 'arrivals' as section, id as variant_id from arrivals order by created_at desc, id limit ${cardsPerSection}) union all
    (select 'rare', id from rare order by price_minor desc, id limit ${raresMax}) union all
    (select 'under-five', id from cheap order by created_at desc, id limit ${cardsPerSection})`.execute(cx.db)
  return rows
}

/** Pieces that can be bought, per medium: new goods count once per piece, lots not at all. */
export async function countOnSale(cx: Cx): Promise<{ medium: ItemCard['medium']; count: number }[]> {
  const { rows } = await sql<{ medium: ItemCard['medium']; count: number }>`
    select value as medium, count from shelf_counts where facet = 'pieces' and count > 0`.execute(cx.db)
  return rows
}
