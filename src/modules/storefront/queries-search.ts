import type { RawBuilder } from 'kysely'
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
  isNarrowed(plan) || facetNames.some((facet) => conditionOf(plan.filters, facet))
    ? findMatchingItems(cx, plan)
    : findAllItems(cx, plan)

/** By words or by a collection: then the candidates are read one by one. */
const isNarrowed = ({ textQuery, collectionId }: SearchPlan): boolean =>
  textQuery !== null || collectionId !== undefined

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
 * Hits, their number and all facets in one statement. Items are counted as sets of spots (shelf_bits): what was asked for is a
 * set per filter, the hits are in all of them, and a facet counts what is in all but its own, so that no choice offered leads
 * to an empty page.
 */
async function findMatchingItems(cx: Cx, plan: SearchPlan): Promise<Found> {
  const { rows } = await sql<Found>`
    with ${matched(plan)}, asked as materialized (${askedSets(plan)}), bases as materialized (${baseSets(plan)}),
    hits as (select variant_id from matched where fits order by ${orderOf(plan)} limit ${plan.limit} offset ${plan.offset}),
    counted as (${facetCounts(plan)})
    select coalesce((select array_agg(variant_id) from hits), '{}') as variant_ids,
      (select coalesce(sum(bit_count(bits)), 0)::int from bases where facet = 'hits') as total,
      (select coalesce(jsonb_agg(counted), '[]') from counted where count > 0) as facets`.execute(cx.db)
  return rows[0] ?? nothing
}

type Among = Pick<SearchPlan, 'textQuery' | 'filters'> & { readonly variantIds: readonly VariantId[] }

export async function findMatchesAmong(cx: Cx, { textQuery, filters, variantIds }: Among): Promise<VariantId[]> {
  const conditions = facetNames.flatMap((facet) => conditionOf(filters, facet) ?? [])
  const words = textQuery === null ? [] : [sql`p.search @@ to_tsquery('music', ${textQuery})`]
  const { rows } = await sql<{ variantId: VariantId }>`
    select s.variant_id from shelf_items s join products p on p.id = s.product_id
    where ${sql.join([sql`s.variant_id = any (${variantIds}::uuid[])`, ...conditions, ...words], sql` and `)}
    order by s.variant_id`.execute(cx.db)
  return rows.map(({ variantId }) => variantId)
}

/** Candidates, and whether they pass the filters too. */
const matched = (plan: SearchPlan) => {
  const conditions = facetNames.flatMap((facet) => conditionOf(plan.filters, facet) ?? [])
  const fits = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
  if (!isNarrowed(plan)) return sql`matched as (select s.*, true as fits from shelf_items s where ${fits})`
  const { textQuery, collectionId, sort } = plan
  return sql`matched as materialized (
    select s.variant_id, s.spot, s.created_at, s.price_minor, s.artist_order, ${fits} as fits,
      ${collectionId === undefined ? sql`0` : sql`cv.place`} as place,
      ${textQuery === null || sort !== 'relevance' ? sql`0` : sql`ts_rank(p.search, to_tsquery('music', ${textQuery}))`} as rank
    from shelf_items s
    ${collectionId === undefined ? sql`` : sql`join collection_variants(${collectionId}) cv on cv.variant_id = s.variant_id`}
    ${textQuery === null ? sql`` : sql`join products p on p.id = s.product_id where p.search @@ to_tsquery('music', ${textQuery})`})`
}

const askedFacets = ({ filters }: SearchPlan): FacetName[] => facetNames.filter((facet) => conditionOf(filters, facet))

/** What each filter leaves, and what words or a collection leave. */
function askedSets(plan: SearchPlan) {
  const ofFacet = (facet: FacetName) => {
    const values = valuesOf(plan.filters, facet)
    return values
      ? sql`select ${sql.lit(facet)} as facet, segment, bit_or(bits) as bits from shelf_bits where facet = ${sql.lit(facet)} and value = any(${values}::text[]) group by segment`
      : setOfRows(facet, sql`shelf_items s where ${conditionOf(plan.filters, facet)}`)
  }
  const sets = askedFacets(plan).map(ofFacet)
  return sql.join(isNarrowed(plan) ? [...sets, setOfRows('words', sql`matched`)] : sets, sql` union all `)
}

const setOfRows = (name: string, rows: RawBuilder<unknown>) =>
  sql`select ${sql.lit(name)} as facet, spot / ${segmentSpots} as segment, bit_or(spot_bit(spot)) as bits from ${rows} group by 2`

/** For the hits all sets at once, for each facet that is asked for all sets but its own. */
function baseSets(plan: SearchPlan) {
  const facets = askedFacets(plan)
  const setCount = facets.length + (isNarrowed(plan) ? 1 : 0)
  const allBut = (facet: FacetName) =>
    sql`select ${sql.lit(facet)}, segment, bit_and(bits) from asked where facet <> ${sql.lit(facet)} group by segment having count(*) = ${sql.lit(setCount - 1)}`
  const all = sql`select 'hits' as facet, segment, bit_and(bits) as bits from asked group by segment having count(*) = ${sql.lit(setCount)}`
  return sql.join([all, ...facets.map(allBut)], sql` union all `)
}

/** The only filter does not narrow its own facet: that is as without filters. */
function facetCounts(plan: SearchPlan) {
  const facets = askedFacets(plan)
  const own = sql.join([sql`''`, ...facets.map((facet) => sql.lit(facet))])
  const [onlyFacet] = facets.length === 1 && !isNarrowed(plan) ? facets : []
  return sql`
    select k.facet, k.value, sum(bit_count(k.bits & b.bits))::int as count from bases b
    join shelf_bits k on k.segment = b.segment and case when k.facet in (${own}) then k.facet else 'hits' end = b.facet group by 1, 2
    ${onlyFacet ? sql`union all select facet, value, count from shelf_counts where facet = ${sql.lit(onlyFacet)}` : sql``}`
}

/** Bits in a row of shelf_bits. */
const segmentSpots = sql.lit(2048)

/** The values a filter takes; undefined when it takes all, or a range of prices that is no value of the facet. */
function valuesOf(filters: SearchFilters, facet: FacetName): readonly string[] | undefined {
  const { medium, genre = [], decade, grade, format, country, kind } = filters
  const band = bandOf(filters)
  const values = {
    medium: medium && [medium],
    genre: genre.length > 0 ? genre : undefined,
    decade: decade === undefined ? undefined : [String(decade)],
    grade: grade && gradesFrom(grade),
    price: band && [band],
    format: format && [format],
    country: country && [country],
    kind: kind && [kind],
  }
  return values[facet] || undefined
}

function conditionOf(filters: SearchFilters, facet: FacetName) {
  const values = valuesOf(filters, facet)
  if (!values) return facet === 'price' ? priceCondition(filters) : undefined
  return facet === 'genre' ? sql`s.genres && ${values}::text[]` : sql`${sql.ref(`s.${facet}`)} = any(${values}::text[])`
}

/** "VG" asks for VG or better, and new goods are better than any copy. */
const gradesFrom = (grade: NonNullable<SearchFilters['grade']>): string[] =>
  grade === 'ungraded' ? [grade] : ['new', ...mediaGrades.slice(0, mediaGrades.indexOf(grade) + 1)]

/** As shelf_items_now writes them. A band ends below its upper price, so that no piece is in two. */
const priceBands: readonly string[] = ['0-500', '500-1000', '1000-2000', '2000-5000', '5000-']

function bandOf({ priceMinMinor, priceMaxMinor }: SearchFilters): string | undefined {
  const range = `${priceMinMinor ?? 0}-${priceMaxMinor ?? ''}`
  return priceBands.find((band) => band === range)
}

function priceCondition({ priceMinMinor, priceMaxMinor }: SearchFilters) {
  if (priceMinMinor === undefined && priceMaxMinor === undefined) return undefined
  return sql`s.price_minor >= ${priceMinMinor ?? 0} and s.price_minor <= ${priceMaxMinor ?? 2_147_483_647}`
}

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
