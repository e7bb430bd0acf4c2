import type { OrderId } from '#kernel/ids'
import { allocateMinor } from '#kernel/money'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { homeCountry, isMemberState, ossThresholdMinor, placeOfTax } from './rates.ts'
import { dayOf, regimeOn, type TaxRegime } from './regime.ts'
import { type TaxScheme, taxOf } from './scheme.ts'

type SoldLine = {
  readonly id: string
  readonly kind: 'goods' | 'voucher'
  readonly isLot: boolean
  readonly quantity: number
  readonly paidMinor: number
  readonly costs: readonly (number | null)[]
  readonly schemes: readonly ('normal' | 'margin' | null)[]
  readonly condition: 'new' | 'used' | null
}
type Sale = {
  readonly placedAt: Date
  readonly country: string
  readonly deliveryMinor: number
  readonly source: string
}

/**
 * Records how each living line of an order is taxed: the scheme of its pieces, the regime of the day, its share of delivery.
 * Done again when lines leave, because the delivery is then shared by the others. Marketplaces that collect the tax
 * themselves still leave ours to us.
 */
export async function recordOrderTaxes(tx: Tx, orderId: OrderId): Promise<void> {
  const sale = await findSale(tx, orderId)
  const lines = sale ? await soldLines(tx, orderId) : []
  if (!sale || lines.length === 0) return
  const day = dayOf(sale.placedAt)
  const regime = await regimeOn(tx, day)
  const place = { country: sale.country, day, isTaxedAbroad: await isTaxedAbroad(tx, regime, sale) }
  const goods = lines.map((line) => (line.kind === 'goods' ? line.paidMinor : 0))
  const shares = allocateMinor(sale.deliveryMinor, goods.some((minor) => minor > 0) ? goods : lines.map(() => 1))
  const rows = lines.map((line, index) => {
    const scheme = schemeOf(line, regime)
    const where = placeOfTax(scheme, place)
    const deliveryMinor = shares[index] ?? 0
    const { costs, paidMinor } = line
    const pieces = line.isLot ? [sumOrNull(costs)] : costs.length > 0 ? costs : [null]
    const tax = taxOf({ scheme, rateBasisPoints: where.rateBasisPoints, paidMinor, deliveryMinor, costsMinor: pieces })
    return {
      id: line.id,
      scheme,
      country: where.country,
      rate: where.rateBasisPoints,
      paid: paidMinor,
      delivery: deliveryMinor,
      cost: sumOrNull(costs),
      base: tax.baseMinor,
      vat: tax.vatMinor,
    }
  })
  await sql`
    insert into order_line_taxes (order_line_id, scheme, country, rate_basis_points, paid_minor, delivery_minor, cost_minor, base_minor, vat_minor, recorded_at)
    select id, scheme, country, rate, paid, delivery, cost, base, vat, ${tx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id uuid, scheme text, country text, rate int, paid int, delivery int, cost int, base int, vat int)
    on conflict (order_line_id) do update set scheme = excluded.scheme, country = excluded.country, rate_basis_points = excluded.rate_basis_points,
      paid_minor = excluded.paid_minor, delivery_minor = excluded.delivery_minor, cost_minor = excluded.cost_minor, base_minor = excluded.base_minor,
      vat_minor = excluded.vat_minor, recorded_at = excluded.recorded_at`.execute(tx.db)
}

const sumOrNull = (costs: readonly (number | null)[]): number | null =>
  costs.length === 0 || costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0)

/** A line with one piece bought with VAT is taxed normally: the margin scheme must not be used for it. */
function schemeOf({ kind, schemes, condition }: SoldLine, { regime, usedScheme }: TaxRegime): TaxScheme {
  if (kind === 'voucher') return 'none'
  if (regime === 'franchise') return 'exempt'
  const byCondition = condition === 'used' ? usedScheme : 'normal'
  const decided = schemes.map((scheme) => scheme ?? byCondition)
  return (decided.length === 0 ? [byCondition] : decided).every((scheme) => scheme === 'margin') ? 'margin' : 'normal'
}

async function findSale(cx: Cx, orderId: OrderId): Promise<Sale | undefined> {
  const { rows } = await sql<Sale>`
    select placed_at, coalesce(shipping_address ->> 'country', 'FR') as country, delivery_minor, source from orders where id = ${orderId}`.execute(
    cx.db,
  )
  return rows[0]
}

async function soldLines(cx: Cx, orderId: OrderId): Promise<SoldLine[]> {
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

/** By choice, or because this year or the last passed the threshold with goods under the normal scheme. */
async function isTaxedAbroad(cx: Cx, { isOss, regime }: TaxRegime, { country, placedAt }: Sale): Promise<boolean> {
  if (country === homeCountry || !isMemberState(country) || regime === 'franchise') return false
  if (isOss) return true
  const { rows } = await sql<{ year: number; minor: number }>`
    select extract(year from o.placed_at at time zone 'Europe/Paris')::int as year, sum(t.base_minor)::int as minor
    from order_line_taxes t join order_lines l on l.id = t.order_line_id join orders o on o.id = l.order_id
    where t.scheme = 'normal' and o.state <> 'cancelled' and o.shipping_address ->> 'country' <> ${homeCountry}
      and o.placed_at < ${placedAt} and o.placed_at >= (date_trunc('year', ${placedAt}::timestamptz at time zone 'Europe/Paris') - interval '1 year') at time zone 'Europe/Paris'
      and t.rate_basis_points > 0
    group by 1`.execute(cx.db)
  return rows.some(({ minor }) => minor > ossThresholdMinor)
}
