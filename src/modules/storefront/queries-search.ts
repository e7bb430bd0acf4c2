import type { VariantId } from '#kernel/ids'
import { mediaGrades } from '#modules/catalog'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { type FacetName, facetNames, type SearchFilters, type Sort } from './views.ts'

export type FoundFacet = { readonly facet: FacetName; readonly value: string; readonly count: number }
export type Found = { readonly variantIds: VariantId[]; readonly total: number; readonly facets: FoundFacet[] }

export type SearchPlan = {
  readonly textQuery: string | null
  readonly filters: SearchFilters
  readonly collectionId: string | undefined
  readonly sort: Sort
  readonly limit: number
  readonly offset: number
}

/** Without words and filters the kept counts are the facets, and the hits are a piece of an index. */
export const findItems = (cx: Cx, plan: SearchPlan): Promise<Found> =>
  plan.textQuery === null &&
  plan.collectionId === undefined &&
  facetNames.every((facet) => !conditionOf(plan.filters, facet))
    ? findAllItems(cx, plan)
    : findMatchingItems(cx, plan)

async function findAllItems(cx: Cx, plan: SearchPlan): Promise<Found> {
  const { rows } = await sql<Found>`
    select coalesce((select array_agg(variant_id) from (
        select variant_id from shelf_items order by ${orderOf(plan)} limit ${plan.limit} offset ${plan.offset}) as hits), '{}') as variant_ids,
      coalesce((select sum(count) from shelf_counts where facet = 'kind'), 0)::int as total,
      (select coalesce(jsonb_agg(shelf_counts), '[]') from shelf_counts where facet <> 'pieces' and count > 0) as facets`.execute(
    cx.db,
  )
  return rows[0] ?? nothing
}

const nothing: Found = { variantIds: [], total: 0, facets: [] }

/**
 * Hits, their number and all facets in one statement. Every candidate carries a mask of the filters it fails: a hit fails
 * none, and a facet counts what fails no filter but its own, so that no choice offered leads to an empty page.
 */
async function findMatchingItems(cx: Cx, plan: SearchPlan): Promise<Found> {
  const { rows } = await sql<Found>`
    with matched as materialized (${candidates(plan)}), hits as (
      select variant_id from matched where mask = 0 order by ${orderOf(plan)} limit ${plan.limit} offset ${plan.offset}
    ), counted as (
      select facet, value, sum(count)::int as count from (${groupedCounts} union all ${genreCounts}) as grouped
      where value <> '' and mask in (0, ${bitOfRow}) group by facet, value
    )
    select coalesce((select array_agg(variant_id) from hits), '{}') as variant_ids,
      (select count(*) from matched where mask = 0)::int as total,
      (select coalesce(jsonb_agg(counted), '[]') from counted) as facets`.execute(cx.db)
  return rows[0] ?? nothing
}

const candidates = ({ textQuery, filters, collectionId }: SearchPlan) => sql`
  select s.variant_id, s.created_at, s.price_minor, s.artist_order, s.genres, s.medium, s.decade, s.format, s.country, s.kind, s.grade, s.price,
    ${textQuery === null ? sql`0` : sql`ts_rank(p.search, to_tsquery('music', ${textQuery}))`} as rank, ${collectionId === undefined ? sql`0` : sql`cv.place`} as place, ${maskOf(filters)} as mask
  from shelf_items s
  ${collectionId === undefined ? sql`` : sql`join collection_variants(${collectionId}) cv on cv.variant_id = s.variant_id`}
  ${textQuery === null ? sql`` : sql`join products p on p.id = s.product_id where p.search @@ to_tsquery('music', ${textQuery})`}`

function bitOf(facet: FacetName): number {
  return 1 << facetNames.indexOf(facet)
}

function maskOf(filters: SearchFilters) {
  const failures = facetNames.flatMap((facet) => {
    const condition = conditionOf(filters, facet)
    return condition ? [sql`case when ${condition} then 0 else ${sql.lit(bitOf(facet))} end`] : []
  })
  return failures.length === 0 ? sql`0` : sql.join(failures, sql` + `)
}

function conditionOf(filters: SearchFilters, facet: FacetName) {
  const { medium, genre = [], decade, grade, format, country, kind } = filters
  const conditions = {
    medium: medium && sql`s.medium = ${medium}`,
    genre: genre.length > 0 && sql`s.genres && ${genre}::text[]`,
    decade: decade !== undefined && sql`coalesce(s.decade = ${String(decade)}, false)`,
    grade: grade && gradeCondition(grade),
    price: priceCondition(filters),
    format: format && sql`s.format = ${format}`,
    country: country && sql`s.country = ${country}`,
    kind: kind && sql`s.kind = ${kind}`,
  }
  return conditions[facet]
}

/** "VG" asks for VG or better, and new goods are better than any copy. */
function gradeCondition(grade: NonNullable<SearchFilters['grade']>) {
  if (grade === 'ungraded') return sql`s.grade = 'ungraded'`
  const good = ['new', ...mediaGrades.slice(0, mediaGrades.indexOf(grade) + 1)]
  return sql`s.grade = any(${good}::text[])`
}

function priceCondition({ priceMinMinor, priceMaxMinor }: SearchFilters) {
  if (priceMinMinor === undefined && priceMaxMinor === undefined) return undefined
  return sql`s.price_minor >= ${priceMinMinor ?? 0} and s.price_minor <= ${priceMaxMinor ?? 2_147_483_647}`
}

const scalarFacets = facetNames.filter((facet) => facet !== 'genre')
const columnOf = (facet: FacetName) => sql.ref(facet)

/** All facets but genres in one pass over the candidates; what fails two filters counts nowhere. */
const groupedCounts = sql`
  select case ${sql.join(
    scalarFacets.map((facet) => sql`when grouping(${columnOf(facet)}) = 0 then ${sql.lit(facet)}`),
    sql` `,
  )} end as facet,
    case ${sql.join(
      scalarFacets.map((facet) => sql`when grouping(${columnOf(facet)}) = 0 then ${columnOf(facet)}`),
      sql` `,
    )} end as value,
    mask, count(*) as count
  from matched where mask & (mask - 1) = 0
  group by grouping sets (${sql.join(scalarFacets.map((facet) => sql`(${columnOf(facet)}, mask)`))})`

const genreCounts = sql`
  select 'genre', genre collate "C", mask, count(*) from matched, unnest(genres) as genre where mask & (mask - 1) = 0 group by 2, 3`

const bitOfRow = sql`case facet ${sql.join(
  facetNames.map((facet) => sql`when ${sql.lit(facet)} then ${sql.lit(bitOf(facet))}`),
  sql` `,
)} end`

/** Each order is that of an index, read forwards or backwards. */
function orderOf({ sort, textQuery, collectionId }: SearchPlan) {
  const newest = sql`created_at desc, variant_id`
  const orders = {
    relevance:
      textQuery === null ? (collectionId === undefined ? newest : sql`place, ${newest}`) : sql`rank desc, ${newest}`,
    newest,
    'price-up': sql`price_minor, variant_id`,
    'price-down': sql`price_minor desc, variant_id desc`,
    artist: sql`artist_order, variant_id`,
  } as const satisfies Record<Sort, unknown>
  return orders[sort]
}

/** Words we know that look like a mistyped one, most alike first. */
export async function findSimilarWords(cx: Cx, word: string): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from product_words where word % unaccent(lower(${word}))
    order by similarity(word, unaccent(lower(${word}))) desc, word limit 20`.execute(cx.db)
  return rows.map((row) => row.word)
}

export async function findKnownWords(cx: Cx, words: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ typed: string }>`
    select typed from unnest(${words}::text[]) as typed
    where exists (select from product_words where word = unaccent(lower(typed)))`.execute(cx.db)
  return new Set(rows.map(({ typed }) => typed))
}
