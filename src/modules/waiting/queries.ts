import type { CartId, UnitId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { entriesPerCartMax, type WaitingEntryId, type WaitingView, waitingHolder } from './waiting.ts'

const viewColumns = sql`
  e.id, e.variant_id, e.cart_id, e.email, e.lang, e.token, e.state, e.joined_at, e.offer_ends_at,
  case e.state when 'offered' then 1
    when 'waiting' then (select count(*)::int from waiting_entries o where o.variant_id = e.variant_id
      and (o.state = 'offered' or (o.state = 'waiting' and o.position <= e.position)))
    else 0 end as place,
  p.id as product_id, v.sku, p.slug, p.title, p.artist, lp.price_minor`
const viewTables = sql`waiting_entries e join variants v on v.id = e.variant_id join products p on p.id = v.product_id
  left join list_prices lp on lp.variant_id = v.id`

export async function findByToken(cx: Cx, token: string): Promise<WaitingView | undefined> {
  const { rows } = await sql<WaitingView>`select ${viewColumns} from ${viewTables} where e.token = ${token}`.execute(
    cx.db,
  )
  return rows[0]
}

/** Every place these addresses have or had, the latest first. */
export async function placesOf(cx: Cx, emails: readonly string[]): Promise<WaitingView[]> {
  const { rows } = await sql<WaitingView>`
    select ${viewColumns} from ${viewTables} where lower(e.email) = any (${emails}::text[]) order by e.position desc`.execute(
    cx.db,
  )
  return rows
}

/** What somebody waits for with this cart, and what is kept for them; an offer first. */
export async function entriesOfCart(cx: Cx, cartId: CartId): Promise<WaitingView[]> {
  const { rows } = await sql<WaitingView>`
    select ${viewColumns} from ${viewTables} where e.cart_id = ${cartId} and e.state in ('waiting', 'offered')
    order by e.state = 'offered' desc, e.position limit ${entriesPerCartMax}`.execute(cx.db)
  return rows
}

/** How many wait for each of these variants, including the one it is kept for right now. */
export async function lineLengths(cx: Cx, variantIds: readonly VariantId[]): Promise<Map<VariantId, number>> {
  const { rows } = await sql<{ variantId: VariantId; count: number }>`
    select variant_id, count(*)::int as count from waiting_entries
    where variant_id = any (${variantIds}::uuid[]) and state in ('waiting', 'offered') group by variant_id`.execute(
    cx.db,
  )
  return new Map(rows.map(({ variantId, count }) => [variantId, count]))
}

/** The live place of a person in the line of a variant. */
export async function findPlace(
  cx: Cx,
  { variantId, email }: { variantId: VariantId; email: string },
): Promise<WaitingView | undefined> {
  const { rows } = await sql<WaitingView>`
    select ${viewColumns} from ${viewTables}
    where e.variant_id = ${variantId} and lower(e.email) = lower(${email}) and e.state in ('waiting', 'offered')`.execute(
    cx.db,
  )
  return rows[0]
}

/** The copies kept for this entry. */
export async function offeredUnits(cx: Cx, entryId: WaitingEntryId): Promise<UnitId[]> {
  const { rows } = await sql<{ unitId: UnitId }>`
    select unit_id from claims where holder = ${waitingHolder(entryId)} and ended_at is null order by unit_id`.execute(
    cx.db,
  )
  return rows.map(({ unitId }) => unitId)
}

export async function isLot(cx: Cx, variantId: VariantId): Promise<boolean> {
  const { rows } = await sql`
    select from variants v join products p on p.id = v.product_id where v.id = ${variantId} and p.kind = 'lot'`.execute(
    cx.db,
  )
  return rows.length > 0
}

export async function countEntriesOfCart(cx: Cx, cartId: CartId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from waiting_entries where cart_id = ${cartId} and state in ('waiting', 'offered')`.execute(
    cx.db,
  )
  return rows[0]?.count ?? 0
}

/** Variants with a line, for the job that looks whether they were sold. */
export async function variantsWithLines(cx: Cx, variantsMax: number): Promise<VariantId[]> {
  const { rows } = await sql<{ variantId: VariantId }>`
    select distinct variant_id from waiting_entries where state = 'waiting' limit ${variantsMax}`.execute(cx.db)
  return rows.map(({ variantId }) => variantId)
}

export type LineRow = Pick<WaitingView, 'id' | 'variantId' | 'email' | 'state' | 'joinedAt' | 'offerEndsAt' | 'place'> &
  Pick<WaitingView, 'title' | 'artist' | 'sku'>

/** For the office: every line, those with an open offer first. */
export async function listLines(cx: Cx, entriesMax: number): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select ${viewColumns} from ${viewTables} where e.state in ('waiting', 'offered')
    order by min(case when e.state = 'offered' then 0 else 1 end) over (partition by e.variant_id),
      min(e.position) over (partition by e.variant_id), e.state = 'offered' desc, e.position
    limit ${entriesMax}`.execute(cx.db)
  return rows
}

export type Equivalent = {
  readonly title: string
  readonly slug: string
  readonly sku: string
  readonly priceMinor: number
}

const equivalentsMax = 4

/** What else would please who wanted this: another copy, another pressing, then the same artist; all of it free now. */
export async function equivalentsOf(cx: Cx, variantId: VariantId): Promise<Equivalent[]> {
  const { rows } = await sql<Equivalent>`
    with wanted as materialized (select p.id, p.artist, p.title from variants v join products p on p.id = v.product_id where v.id = ${variantId}),
    near as (
      select s.variant_id, case when s.product_id = wanted.id then 0
        when work_key(p.artist, p.title) = work_key(wanted.artist, wanted.title) then 1 else 2 end as distance
      from wanted join products p on p.id = wanted.id or (p.artist <> '' and lower(left(p.artist, 200)) = lower(left(wanted.artist, 200)))
      join shelf_items s on s.product_id = p.id and s.kind <> 'lot'
      where s.variant_id <> ${variantId} and exists (select from units u where u.variant_id = s.variant_id
        and not exists (select from claims c where c.unit_id = u.id and c.ended_at is null and (c.expires_at is null or c.expires_at > ${cx.now()})))
    )
    select concat_ws(' – ', nullif(p.artist, ''), p.title) as title, p.slug, v.sku, lp.price_minor
    from near join variants v on v.id = near.variant_id join products p on p.id = v.product_id join list_prices lp on lp.variant_id = v.id
    order by near.distance, lp.price_minor, v.id limit ${equivalentsMax}`.execute(cx.db)
  return rows
}

export async function findTokenOf(cx: Cx, entryId: WaitingEntryId): Promise<string | undefined> {
  const { rows } = await sql<{ token: string }>`select token from waiting_entries where id = ${entryId}`.execute(cx.db)
  return rows[0]?.token
}
