import type { ProductId, VariantId } from '#kernel/ids'
import type { MediaGrade, Medium, SleeveGrade } from '#modules/catalog'
import { textQuery } from '#modules/storefront'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

export const rowStates = ['free', 'held', 'sold'] as const
export const stateFilters = [...rowStates, 'ungraded'] as const

export type VariantRow = {
  readonly id: VariantId
  readonly productId: ProductId
  readonly sku: string
  readonly unitCodes: string[]
  readonly title: string
  readonly artist: string
  readonly format: string
  readonly medium: Medium
  readonly condition: 'new' | 'used'
  readonly mediaGrade: MediaGrade | null
  readonly sleeveGrade: SleeveGrade | null
  readonly priceMinor: number | null
  readonly placeCode: string | null
  readonly freeCount: number
  readonly totalCount: number
  readonly state: (typeof rowStates)[number]
  readonly channelsCount: number
  readonly createdAt: Date
}

export type VariantFilters = {
  readonly text?: string | undefined
  readonly medium?: Medium | undefined
  readonly state?: (typeof stateFilters)[number] | undefined
  readonly after?: { readonly createdAt: string; readonly id: string } | undefined
  readonly limit: number
}

const codesShownMax = 5

/** Where the list goes on after `row`. */
export const placeAfter = ({ createdAt, id }: VariantRow) => ({ createdAt: createdAt.toISOString(), id })

/**
 * The office's list of all that was ever for sale, newest first. A text finds words of the product, a SKU or the code on a label. Reads
 * across modules, which only the composition may.
 */
export async function findVariantRows(
  cx: Cx,
  { text, medium, state, after, limit }: VariantFilters,
): Promise<VariantRow[]> {
  const { rows } = await sql<VariantRow>`
    select v.id, v.product_id, v.sku, v.condition, v.media_grade, v.sleeve_grade, v.created_at, p.title, p.artist, p.format, p.medium, lp.price_minor,
      stock.unit_codes, stock.place_code, stock.free_count, stock.total_count, stock.state,
      (select count(*)::int from listings l where l.variant_id = v.id and l.state = 'live') as channels_count
    from variants v join products p on p.id = v.product_id left join list_prices lp on lp.variant_id = v.id
    cross join lateral (
      select (array_agg(u.code order by u.id))[1:${sql.lit(codesShownMax)}] as unit_codes, min(pl.code) filter (where pl.kind = 'shelf') as place_code,
        count(*) filter (where pl.kind = 'shelf' and c.id is null)::int as free_count, count(*)::int as total_count,
        case when count(*) filter (where pl.kind <> 'shelf' or c.kind = 'order') > 0 and (p.kind = 'lot'
            or count(*) = count(*) filter (where pl.kind <> 'shelf' or c.kind = 'order')) then 'sold'
          when count(*) = 0 then 'sold'
          when p.kind = 'lot' and count(*) filter (where c.id is not null) > 0 then 'held'
          when count(*) filter (where pl.kind = 'shelf' and c.id is null) > 0 then 'free' else 'held' end as state
      from units u join places pl on pl.id = u.place_id
      left join claims c on c.unit_id = u.id and c.ended_at is null and (c.expires_at is null or c.expires_at > ${cx.now()})
      where u.variant_id = v.id or p.kind = 'lot' and u.id in (select unit_id from lot_units lu where lu.variant_id = v.id)
    ) stock
    where true ${textCondition(text)} ${medium ? sql`and p.medium = ${medium}` : sql``} ${stateCondition(state)}
      ${after ? sql`and (v.created_at, v.id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)` : sql``}
    order by v.created_at desc, v.id desc limit ${limit}`.execute(cx.db)
  return rows.map((row) => ({ ...row, unitCodes: row.unitCodes ?? [] }))
}

/** What the list finds with these filters, by id alone. */
export const findVariantIds = async (
  cx: Cx,
  filters: Omit<VariantFilters, 'limit' | 'after'>,
  countMax: number,
): Promise<VariantId[]> => (await findVariantRows(cx, { ...filters, limit: countMax })).map(({ id }) => id)

function textCondition(text: string | undefined) {
  const query = textQuery(text ?? '')
  if (text === undefined || query === null) return sql``
  const code = text.trim().toUpperCase()
  return sql`and v.id in (
    select mv.id from products mp join variants mv on mv.product_id = mp.id where mp.search @@ to_tsquery('music', ${query})
    union select id from variants where sku = ${code} union select variant_id from units where code = ${code})`
}

function stateCondition(state: VariantFilters['state']) {
  if (state === undefined) return sql``
  if (state === 'ungraded')
    return sql`and v.condition = 'used' and v.media_grade is null and p.kind = 'record' and stock.state <> 'sold'`
  return sql`and stock.state = ${state}`
}

export type GradingRow = { readonly gradedBy: string | null; readonly gradedAt: Date | null }

export async function findGrading(cx: Cx, variantId: VariantId): Promise<GradingRow> {
  const { rows } = await sql<GradingRow>`select graded_by, graded_at from variants where id = ${variantId}`.execute(
    cx.db,
  )
  return rows[0] ?? { gradedBy: null, gradedAt: null }
}

export type PriceChangeRow = {
  readonly previousMinor: number | null
  readonly priceMinor: number
  readonly reason: string
  readonly changedAt: Date
  readonly changedBy: string
}

const priceChangesShownMax = 20

export async function findPriceChanges(cx: Cx, variantId: VariantId): Promise<PriceChangeRow[]> {
  const { rows } = await sql<PriceChangeRow>`
    select previous_minor, price_minor, reason, changed_at, changed_by from price_changes where variant_id = ${variantId}
    order by id desc limit ${priceChangesShownMax}`.execute(cx.db)
  return rows
}
