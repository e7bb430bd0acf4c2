import { csvLine } from '#kernel/csv'
import type { Cx } from '#platform/cx'
import { feedRows, type OfferedRow } from './feed-rows.ts'
import { feedText, feedTitle, pricesOf } from './feed-words.ts'
import type { FeedFrame } from './google.ts'

const columns = [
  'id',
  'title',
  'description',
  'availability',
  'condition',
  'price',
  'sale_price',
  'sale_price_effective_date',
  'link',
  'image_link',
  'brand',
  'quantity_to_sell_on_facebook',
] as const

/** Meta's product catalogue as CSV, for a scheduled fetch (at most hourly there). */
export async function* metaFeed(cx: Cx, frame: FeedFrame): AsyncGenerator<string> {
  yield csvLine(columns, ',')
  for await (const rows of feedRows(cx)) yield rows.map((row) => csvLine(cellsOf(row, frame, cx.now()), ',')).join('')
}

function cellsOf(row: OfferedRow, { shopName, lang, links }: FeedFrame, now: Date): string[] {
  const { price, salePrice, saleDates } = pricesOf(row, { now, zone: '+00:00' })
  return [
    row.sku,
    feedTitle(row, 200),
    feedText(row, lang, 9999),
    'in stock',
    row.condition,
    price,
    salePrice,
    saleDates,
    links.product(lang, row),
    links.picture(row),
    // A brand is demanded; a lot of several labels is the shop's own.
    row.label.split(',')[0]?.trim() || row.artist || shopName,
    '1',
  ]
}
