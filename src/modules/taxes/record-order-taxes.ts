import type { OrderId } from '#kernel/ids'
import { allocateMinor } from '#kernel/money'
import type { Cx, Tx } from '#platform/cx'
import { findSale, type Sale, type SoldLine, salesAbroadByYear, soldLines, type TaxRegime } from './queries.ts'
import { homeCountry, isMemberState, ossThresholdMinor, placeOfTax } from './rates.ts'
import { dayOf, regimeOn } from './regime.ts'
import { type TaxScheme, taxOf } from './scheme.ts'
import { upsertLineTaxes } from './store.ts'

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
  await upsertLineTaxes(tx, rows)
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

/** By choice, or because this year or the last passed the threshold with goods under the normal scheme. */
async function isTaxedAbroad(cx: Cx, { isOss, regime }: TaxRegime, { country, placedAt }: Sale): Promise<boolean> {
  if (country === homeCountry || !isMemberState(country) || regime === 'franchise') return false
  if (isOss) return true
  return (await salesAbroadByYear(cx, placedAt)).some((minor) => minor > ossThresholdMinor)
}
