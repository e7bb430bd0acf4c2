import type { AccountId, OrderId, ProductId, UnitId, VariantId } from '#kernel/ids'
import type { OrderState } from '#modules/orders'
import type { ClaimKind, Holder } from '#modules/stock'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Candidate, Grading } from './equivalents.ts'

/** A line that was sold and has no copy. */
export type MissingLine = {
  readonly orderId: OrderId
  readonly lineId: string
  readonly variantId: VariantId
  readonly productId: ProductId
  readonly isLot: boolean
}

const livingUnits = sql`exists (select 1 from order_line_units lu where lu.order_line_id = l.id and lu.released_at is null)`
const isCancelled = sql`exists (select 1 from order_line_cancellations c where c.order_line_id = l.id)`
const missingLines = sql`
  select l.order_id, l.id as line_id, l.variant_id, v.product_id, p.kind = 'lot' as is_lot
  from order_lines l join orders o on o.id = l.order_id join variants v on v.id = l.variant_id join products p on p.id = v.product_id
  where o.state in ('placed', 'paid') and not ${livingUnits} and not ${isCancelled}`

export async function missingLinesOf(
  cx: Cx,
  orderId: OrderId,
  variantIds: readonly VariantId[],
): Promise<MissingLine[]> {
  const { rows } = await sql<MissingLine>`
    ${missingLines} and l.order_id = ${orderId} and l.variant_id = any (${variantIds}::uuid[]) order by l.position`.execute(
    cx.db,
  )
  return rows
}

export async function findMissingLine(cx: Cx, lineId: string): Promise<MissingLine | undefined> {
  const { rows } = await sql<MissingLine>`${missingLines} and l.id = ${lineId}`.execute(cx.db)
  return rows[0]
}

/** A copy of the variant (of a lot: a member), where it is, who has it, and the order line it stands on. */
export type DisputedUnit = {
  readonly unitId: UnitId
  readonly code: string
  readonly placeKind: string
  readonly claimKind: ClaimKind | null
  readonly holder: Holder | null
  readonly takenAt: Date | null
  readonly lineId: string | null
}

const unitColumns = (cx: Cx) => sql`
  u.id as unit_id, u.code, pl.kind as place_kind, c.kind as claim_kind, c.holder, c.taken_at, lu.order_line_id as line_id
  from units u join places pl on pl.id = u.place_id
  left join claims c on c.unit_id = u.id and c.ended_at is null and (c.expires_at is null or c.expires_at > ${cx.now()})
  left join order_line_units lu on lu.unit_id = u.id and lu.released_at is null`

export async function disputedUnits(cx: Cx, variantId: VariantId): Promise<DisputedUnit[]> {
  const { rows } = await sql<DisputedUnit>`
    select ${unitColumns(cx)} where u.id in (
      select id from units where variant_id = ${variantId} union select unit_id from lot_units where variant_id = ${variantId})
    order by u.id`.execute(cx.db)
  return rows
}

/** Copies that orders of this variant got instead of it. */
export async function substitutedUnits(cx: Cx, variantId: VariantId): Promise<DisputedUnit[]> {
  const { rows } = await sql<DisputedUnit>`
    select ${unitColumns(cx)} join order_lines l on l.id = lu.order_line_id join orders o on o.id = l.order_id
    where l.variant_id = ${variantId} and u.variant_id <> ${variantId} and o.state <> 'cancelled'
      and not exists (select 1 from lot_units lot where lot.variant_id = ${variantId}) order by u.id`.execute(cx.db)
  return rows
}

export async function gradingOf(cx: Cx, variantId: VariantId): Promise<Grading> {
  const { rows } = await sql<Grading>`
    select condition, media_grade, sleeve_grade from variants where id = ${variantId}`.execute(cx.db)
  return rows[0] ?? { condition: 'used', mediaGrade: null, sleeveGrade: null }
}

/** Other copies of the same product that are on a shelf and nobody's, or among `alsoUnitIds`. */
export async function equivalentCandidates(
  cx: Cx,
  { productId, variantId, alsoUnitIds }: { productId: ProductId; variantId: VariantId; alsoUnitIds: readonly UnitId[] },
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select u.id as unit_id, v.condition, v.media_grade, v.sleeve_grade, price.price_minor
    from units u join variants v on v.id = u.variant_id join places pl on pl.id = u.place_id
    left join list_prices price on price.variant_id = v.id
    left join claims c on c.unit_id = u.id and c.ended_at is null and (c.expires_at is null or c.expires_at > ${cx.now()})
    where v.product_id = ${productId} and v.id <> ${variantId}
      and ((pl.kind = 'shelf' and c.id is null) or u.id = any (${alsoUnitIds}::uuid[]))`.execute(cx.db)
  return rows
}

/** What the rule must know of an order that wants a copy. */
export type OrderFacts = {
  readonly orderId: OrderId
  readonly lineId: string
  readonly variantId: VariantId
  readonly number: string
  readonly source: string
  readonly externalId: string | null
  readonly externalLineId: string | null
  readonly state: OrderState
  readonly lang: string
  readonly buyerName: string
  readonly email: string | null
  readonly placedAt: Date
  readonly title: string
  readonly quantity: number
  readonly lineTotalMinor: number
  readonly totalMinor: number
  readonly linesCount: number
  readonly accountId: AccountId | null
  readonly channel: string
  readonly isUndecided: boolean
}

export async function orderFacts(cx: Cx, lineIds: readonly string[]): Promise<OrderFacts[]> {
  const { rows } = await sql<OrderFacts>`
    select o.id as order_id, l.id as line_id, l.variant_id, o.number, o.source, o.external_id, l.external_line_id, o.state, o.lang,
      o.buyer ->> 'name' as buyer_name, o.buyer ->> 'email' as email, o.placed_at, l.title, l.quantity, l.total_minor as line_total_minor,
      o.delivery_minor + (select sum(total_minor) from order_lines where order_id = o.id)::int as total_minor,
      (select count(*) from order_lines where order_id = o.id)::int as lines_count,
      a.id as account_id, coalesce(a.channel, o.source) as channel,
      coalesce((r.payload ->> 'isAwaitingDecision')::boolean, false)
        and not exists (select 1 from order_commands d where d.order_id = o.id and d.kind = 'decide') as is_undecided
    from order_lines l join orders o on o.id = l.order_id
    left join channel_accounts a on o.source = 'channel:' || a.id
    left join channel_orders r on r.order_id = o.id
    where l.id = any (${lineIds}::uuid[]) order by l.id`.execute(cx.db)
  return rows
}

/** Where these copies lay before they went to TO-CHECK. */
export async function lastShelves(
  cx: Cx,
  unitIds: readonly UnitId[],
): Promise<{ unitId: UnitId; placeCode: string }[]> {
  const { rows } = await sql<{ unitId: UnitId; placeCode: string }>`
    select distinct on (m.unit_id) m.unit_id, p.code as place_code
    from movements m join places p on p.id = m.to_place_id join units u on u.id = m.unit_id join places at on at.id = u.place_id
    where m.unit_id = any (${unitIds}::uuid[]) and p.kind = 'shelf' and at.kind = 'to-check'
    order by m.unit_id, m.id desc`.execute(cx.db)
  return rows
}

/** Accounts that are near a limit of their vendor, as last assessed. */
export async function accountsAtRisk(cx: Cx): Promise<{ accountId: AccountId; status: string }[]> {
  const { rows } = await sql<{ accountId: AccountId; status: string }>`
    select account_id, status from standings where status <> 'ok'`.execute(cx.db)
  return rows
}
