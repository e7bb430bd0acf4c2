import type { VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { NameKind, NameLink } from './views.ts'

export type NameRow = NameLink & { readonly key: string }
type Bearer = Pick<NameRow, 'kind' | 'key'>

/** Whether product p bears the name; each is the expression of an index. */
const bears = {
  artist: (key: unknown) => sql`lower(left(p.artist, 200)) = ${key}`,
  label: (key: unknown) => sql`label_keys(p.label) @> array[${key}]::text[]`,
} as const satisfies Record<NameKind, unknown>

/** A name is known while a product bears it, on sale or not. */
export async function findName(cx: Cx, kind: NameKind, slug: string): Promise<NameRow | undefined> {
  const { rows } = await sql<NameRow>`
    select n.kind, n.key, n.slug, n.name from storefront_names n
    where n.kind = ${kind} and n.slug = ${slug} and exists (select from products p where ${bears[kind](sql`n.key`)})`.execute(
    cx.db,
  )
  return rows[0]
}

export type NameFacts = {
  readonly total: number
  readonly decades: number[]
  readonly formats: string[]
  readonly genres: string[]
  readonly priceMinMinor: number | null
  readonly priceMaxMinor: number | null
}

const factsMax = 12

export async function findNameFacts(cx: Cx, { kind, key }: Bearer): Promise<NameFacts> {
  const { rows } = await sql<NameFacts>`
    with shown as materialized (
      select s.* from products p join shelf_items s on s.product_id = p.id where ${bears[kind](key)}
    )
    select count(*)::int as total, min(price_minor) as price_min_minor, max(price_minor) as price_max_minor,
      array(select distinct decade::int from shown where decade is not null order by 1) as decades,
      array(select format from shown where format <> '' group by format order by count(*) desc, format limit ${factsMax}) as formats,
      array(select genre from shown, unnest(genres) as genre group by genre order by count(*) desc, genre limit ${factsMax}) as genres
    from shown`.execute(cx.db)
  return rows[0] ?? { total: 0, decades: [], formats: [], genres: [], priceMinMinor: null, priceMaxMinor: null }
}

type Piece = { readonly limit: number; readonly offset: number }

export async function findNameItems(cx: Cx, { kind, key }: Bearer, { limit, offset }: Piece): Promise<VariantId[]> {
  const { rows } = await sql<{ variantId: VariantId }>`
    select s.variant_id from products p join shelf_items s on s.product_id = p.id where ${bears[kind](key)}
    order by s.created_at desc, s.variant_id limit ${limit} offset ${offset}`.execute(cx.db)
  return rows.map(({ variantId }) => variantId)
}

/** What is alike is looked for among the newest; there are always enough of a common genre. */
const newestMax = 600

/** The newest on the shelf by others, with the number of genres each shares with the name's products, sold ones included. */
const alike = ({ kind, key }: Bearer) => sql`
  with genres as materialized (
    select coalesce(array_agg(distinct genre), '{}') as all_of from products p, unnest(p.genres) as genre where ${bears[kind](key)}
  ), alike as materialized (
    select s.variant_id, s.created_at, p.artist, p.label,
      (select count(*) from unnest(s.genres) as genre where genre = any(genres.all_of))::int as shared_count
    from (select * from shelf_items where kind = 'record' order by created_at desc, variant_id limit ${newestMax}) s
    join products p on p.id = s.product_id cross join genres
    where not (${bears[kind](key)})
  )`

/** Names of the same kind whose pieces on sale share most genres. */
export async function findRelatedNames(cx: Cx, name: Bearer, limit: number): Promise<NameLink[]> {
  const keys = name.kind === 'artist' ? sql`array[lower(left(artist, 200))]` : sql`label_keys(label)`
  const { rows } = await sql<NameLink>`
    ${alike(name)}
    select n.kind, n.name, n.slug from alike cross join lateral unnest(${keys}) as said (key)
    join storefront_names n on n.kind = ${name.kind} and n.key = said.key
    where shared_count > 0 group by n.kind, n.key, n.name, n.slug
    order by sum(shared_count) desc, n.name limit ${limit}`.execute(cx.db)
  return rows
}

/** Of the same genres first, then whatever is newest: never an empty shelf. */
export async function findEquivalentItems(cx: Cx, name: Bearer, limit: number): Promise<VariantId[]> {
  const { rows } = await sql<{ variantId: VariantId }>`
    ${alike(name)}
    select variant_id from alike order by least(shared_count, 1) desc, created_at desc, variant_id limit ${limit}`.execute(
    cx.db,
  )
  return rows.map(({ variantId }) => variantId)
}
