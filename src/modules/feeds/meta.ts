import { csvLine } from '#kernel/csv'
import { decimalText } from '#kernel/money'
import type { Cx } from '#platform/cx'
import { feedRows } from './feed-rows.ts'
import { feedText, feedTitle } from './feed-words.ts'
import type { FeedFrame } from './google.ts'
import type { FeedRow } from './queries.ts'

const columns = [
  'id',
  'title',
  'description',
  'availability',
  'condition',
  'price',
  'link',
  'image_link',
  'brand',
  'quantity_to_sell_on_facebook',
] as const

/** Meta's product catalogue as CSV, for a scheduled fetch (at most hourly there). */
export async function* metaFeed(cx: Cx, frame: FeedFrame): AsyncGenerator<string> {
  yield csvLine(columns, ',')
  for await (const rows of feedRows(cx)) yield rows.map((row) => csvLine(cellsOf(row, frame), ',')).join('')
}

const cellsOf = (row: FeedRow, { shopName, lang, links }: FeedFrame): string[] => [
  row.sku,
  feedTitle(row, 200),
  feedText(row, lang, 9999),
  'in stock',
  row.condition,
  `${decimalText(row.priceMinor)} EUR`,
  links.product(lang, row),
  links.picture(row),
  // A brand is demanded; a lot of several labels is the shop's own.
  row.label.split(',')[0]?.trim() || row.artist || shopName,
  '1',
]
