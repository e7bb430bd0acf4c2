import type { CartId, OrderId, UnitId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { homeCountry } from './rates.ts'

export type TaxRegime = {
  readonly validFrom: string
  readonly regime: 'normal' | 'franchise'
  readonly usedScheme: 'margin' | 'normal'
  readonly isOss: boolean
}

/** Every regime the shop has told, the latest first. */
export async function listRegimes(cx: Cx): Promise<TaxRegime[]> {
  const { rows } = await sql<TaxRegime>`
    select valid_from::text as valid_from, regime, used_scheme, is_oss from tax_regimes order by valid_from desc limit 100`.execute(
    cx.db,
  )
  return rows
}

export type SoldLine = {
  readonly id: string
  readonly kind: 'goods' | 'voucher'
  readonly isLot: boolean
  readonly quantity: number
  readonly paidMinor: number
  readonly costs: readonly (number | null)[]
  readonly schemes: readonly ('normal' | 'margin' | null)[]
  readonly condition: 'new' | 'used' | null
}
export type Sale = {
  readonly placedAt: Date
  readonly country: string
  readonly deliveryMinor: number
  readonly source: string
}

export async function findSale(cx: Cx, orderId: OrderId): Promise<Sale | undefined> {
  const { rows } = await sql<Sale>`
    select placed_at, coalesce(shipping_address ->> 'country', 'FR') as country, delivery_minor, source from orders where id = ${orderId}`.execute(
    cx.db,
  )
  return rows[0]
}

export async function soldLines(cx: Cx, orderId: OrderId): Promise<SoldLine[]> {
  const { rows } = await sql<SoldLine>`
    select l.id, l.kind, coalesce(p.kind = 'lot', false) as is_lot, l.quantity, l.total_minor - l.discount_minor as paid_minor, v.condition,
      coalesce(jsonb_agg(u.cost_minor order by u.id) filter (where u.id is not null), '[]') as costs,
      coalesce(jsonb_agg(u.tax_scheme order by u.id) filter (where u.id is not null), '[]') as schemes
    from order_lines l left join variants v on v.id = l.variant_id left join products p on p.id = v.product_id
    left join order_line_units lu on lu.order_line_id = l.id and lu.released_at is null left join units u on u.id = lu.unit_id
    where l.order_id = ${orderId} and not exists (select 1 from order_line_cancellations c where c.order_line_id = l.id)
    group by l.id, p.kind, v.condition order by l.position`.execute(cx.db)
  return rows
}

/** Sales to other member states under the normal scheme, without VAT, of the year of this sale and the one before. */
export async function salesAbroadByYear(cx: Cx, placedAt: Date): Promise<number[]> {
  const { rows } = await sql<{ year: number; minor: number }>`
    select extract(year from o.placed_at at time zone 'Europe/Paris')::int as year, sum(t.base_minor)::int as minor
    from order_line_taxes t join order_lines l on l.id = t.order_line_id join orders o on o.id = l.order_id
    where t.scheme = 'normal' and o.state <> 'cancelled' and o.shipping_address ->> 'country' <> ${homeCountry}
      and o.placed_at < ${placedAt} and o.placed_at >= (date_trunc('year', ${placedAt}::timestamptz at time zone 'Europe/Paris') - interval '1 year') at time zone 'Europe/Paris'
      and t.rate_basis_points > 0
    group by 1`.execute(cx.db)
  return rows.map(({ minor }) => minor)
}

/** How the pieces of a cart will be taxed, each scheme once; empty for a cart without copies. */
export async function cartSchemes(cx: Cx, cartId: CartId, usedScheme: string): Promise<('normal' | 'margin')[]> {
  const { rows } = await sql<{ scheme: 'normal' | 'margin' }>`
    select distinct coalesce(u.tax_scheme, case when v.condition = 'used' then ${usedScheme}::text else 'normal' end) as scheme
    from cart_lines l join variants v on v.id = l.variant_id join cart_line_units lu on lu.cart_line_id = l.id join units u on u.id = lu.unit_id
    where l.cart_id = ${cartId} order by 1`.execute(cx.db)
  return rows.map(({ scheme }) => scheme)
}

export type UnitScheme = {
  /** As decided, or as the shop's regime has it for pieces nobody decided about. */
  readonly scheme: 'normal' | 'margin'
  readonly condition: 'new' | 'used'
  /** Still in the maker's film: whether it "has been used" is doubtful, a question for the accountant. */
  readonly isFactorySealed: boolean
  readonly isSold: boolean
}

export async function findUnitScheme(cx: Cx, unitId: UnitId, usedScheme: string): Promise<UnitScheme | undefined> {
  const { rows } = await sql<UnitScheme>`
    select coalesce(u.tax_scheme, case when v.condition = 'used' then ${usedScheme}::text else 'normal' end) as scheme, v.condition, v.is_factory_sealed,
      exists (select 1 from order_line_units l where l.unit_id = u.id and l.released_at is null) as is_sold
    from units u join variants v on v.id = u.variant_id where u.id = ${unitId}`.execute(cx.db)
  return rows[0]
}

export type SchemeDecided = {
  readonly scheme: 'normal' | 'margin'
  readonly because: string
  readonly at: Date
  readonly actor: string
}

/** Every decision about a piece, the latest first. */
export async function decisionsOf(cx: Cx, unitId: UnitId): Promise<SchemeDecided[]> {
  const { rows } = await sql<SchemeDecided>`
    select tax_scheme as scheme, because, at, actor from unit_tax_decisions where unit_id = ${unitId} order by id desc limit 50`.execute(
    cx.db,
  )
  return rows
}
