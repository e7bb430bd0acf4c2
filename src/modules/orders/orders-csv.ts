import { csvLine } from '#kernel/csv'
import { decimalText } from '#kernel/money'
import type { Cx } from '#platform/cx'
import { listOrders, type OrderFilter, type OrderSummary } from './queries.ts'

const columns = [
  'number',
  'placed_at',
  'state',
  'source',
  'external_id',
  'buyer',
  'country',
  'first_title',
  'items',
  'delivery',
  'payment',
  'discount',
  'delivery_price',
  'total',
  'paid_by_voucher',
  'currency',
] as const

const rowsPerRead = 200

/** The list of orders as CSV lines, newest first, read page by page. */
export async function* ordersCsv(cx: Cx, filter: OrderFilter, delimiter: string): AsyncGenerator<string> {
  yield `\ufeff${csvLine(columns, delimiter)}`
  let cursor: string | undefined
  do {
    const page = await listOrders(cx, { ...filter, cursor, limit: rowsPerRead })
    yield page.items.map((order) => csvLine(cellsOf(order), delimiter)).join('')
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

const cellsOf = (order: OrderSummary): string[] => [
  order.number,
  order.placedAt.toISOString(),
  order.state,
  order.source,
  order.externalId ?? '',
  order.buyerName,
  order.country,
  order.firstTitle,
  String(order.itemsCount),
  order.deliveryMethod,
  order.paymentMethod,
  decimalText(order.discountMinor),
  decimalText(order.deliveryMinor),
  decimalText(order.totalMinor),
  decimalText(order.voucherMinor),
  'EUR',
]
