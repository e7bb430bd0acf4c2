import type { VariantId } from '#kernel/ids'
import { mediaGrades } from '#modules/catalog'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { lotOnSale, pieceOnSale } from './queries.ts'
import { type FacetName, facetNames, type SearchFilters, type Sort } from './views.ts'

type Condition = ReturnType<typeof sql<boolean>>

export type FoundFacet = { readonly facet: FacetName; readonly value: string; readonly count: number }
export type Found = { readonly variantIds: VariantId[]; readonly total: number; readonly facets: FoundFacet[] }

export type SearchPlan = {
  readonly textQuery: string | null
  readonly filters: SearchFilters
  readonly sort: Sort
  readonly limit: number
  readonly offset: number
}

/**
 * Hits, their number and all facets in one statement. Every candidate carries a mask of the filters it fails: a hit fails
 * none, and a facet counts what fails no filter but its own, so that no choice offered leads to an empty page.
 */
export async function findItems(cx: Cx, plan: SearchPlan): Promise<Found> {
  const { rows } = await sql<Found>`
    with matched as materialized (
      ${candidates(plan, sql`p.kind <> 'lot' and ${pieceOnSale}`)} union all ${candidates(plan, sql`p.kind = 'lot' and ${lotOnSale}`)}
    ), hits as (
      select id from matched where mask = 0 order by ${orderOf(plan)} limit ${plan.limit} offset ${plan.offset}
    ), counted as (
      select facet, value, sum(count)::int as count from (${groupedCounts} union all ${genreCounts}) as grouped
      where value <> '' and mask in (0, ${bitOfRow}) group by facet, value
    )
    select coalesce((select array_agg(id) from hits), '{}') as variant_ids,
      (select count(*) from matched where mask = 0)::int as total,
      (select coalesce(jsonb_agg(counted), '[]') from counted) as facets`.execute(cx.db)
  return rows[0] ?? { variantIds: [], total: 0, facets: [] }
}

const candidates = ({ textQuery, filters }: SearchPlan, isOnSale: Condition | ReturnType<typeof sql>) => sql`
  select v.id, v.created_at, lp.price_minor, p.artist, p.medium collate "C" as medium, p.genres,
    (p.year / 10 * 10)::text collate "C" as decade, p.format_word collate "C" as format, p.country collate "C" as country, p.kind collate "C" as kind,
    case when v.condition = 'new' then 'new' else coalesce(v.media_grade, 'ungraded') end collate "C" as grade,
    ${priceBand} as price, ${textQuery === null ? sql`0` : sql`ts_rank(p.search, to_tsquery('music', ${textQuery}))`} as rank,
    ${maskOf(filters)} as mask
  from products p
  join variants v on v.product_id = p.id
  join list_prices lp on lp.variant_id = v.id
  where ${isOnSale} ${textQuery === null ? sql`` : sql`and p.search @@ to_tsquery('music', ${textQuery})`}`

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
    medium: medium && sql`p.medium = ${medium}`,
    genre: genre.length > 0 && sql`p.genres && ${genre}::text[]`,
    decade: decade !== undefined && sql`p.year between ${decade} and ${decade + 9}`,
    grade: grade && gradeCondition(grade),
    price: priceCondition(filters),
    format: format && sql`p.format_word = ${format}`,
    country: country && sql`p.country = ${country}`,
    kind: kind && sql`p.kind = ${kind}`,
  }
  return conditions[facet]
}

/** "VG" asks for VG or better, and new goods are better than any copy. */
function gradeCondition(grade: NonNullable<SearchFilters['grade']>) {
  if (grade === 'ungraded') return sql`v.condition = 'used' and v.media_grade is null`
  const good = mediaGrades.slice(0, mediaGrades.indexOf(grade) + 1)
  return sql`(v.condition = 'new' or coalesce(v.media_grade = any(${good}::text[]), false))`
}

function priceCondition({ priceMinMinor, priceMaxMinor }: SearchFilters) {
  if (priceMinMinor === undefined && priceMaxMinor === undefined) return undefined
  return sql`lp.price_minor >= ${priceMinMinor ?? 0} and lp.price_minor <= ${priceMaxMinor ?? 2_147_483_647}`
}

/** Price bands in cents; the last has no upper end. */
const priceBands = [0, 500, 1000, 2000, 5000] as const

const priceBand = sql`(array['0-500', '500-1000', '1000-2000', '2000-5000', '5000-'])[
  width_bucket(lp.price_minor, ${sql.lit(`{${priceBands.slice(1).join(',')}}`)}::int[]) + 1] collate "C"`

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

function orderOf({ sort, textQuery }: SearchPlan) {
  const orders = {
    relevance: textQuery === null ? sql`created_at desc` : sql`rank desc, created_at desc`,
    newest: sql`created_at desc`,
    'price-up': sql`price_minor`,
    'price-down': sql`price_minor desc`,
    artist: sql`lower(artist)`,
  } as const satisfies Record<Sort, unknown>
  return sql`${orders[sort]}, id`
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
