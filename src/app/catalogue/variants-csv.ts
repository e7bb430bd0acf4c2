import { csvLine } from '#kernel/csv'
import { decimalText } from '#kernel/money'
import type { Cx } from '#platform/cx'
import { findVariantRows, placeAfter, type VariantFilters, type VariantRow } from './queries.ts'

const columns = [
  'sku',
  'copies',
  'artist',
  'title',
  'format',
  'medium',
  'condition',
  'media_grade',
  'sleeve_grade',
  'price',
  'currency',
  'place',
  'free',
  'total',
  'state',
  'channels',
  'created_at',
] as const

const rowsPerRead = 500

type ListFilters = Omit<VariantFilters, 'after' | 'limit'>

/** The office's list as CSV lines, newest first, read page by page. The stock that can be imported again is `etal export`. */
export async function* variantsCsv(cx: Cx, filters: ListFilters, delimiter: string): AsyncGenerator<string> {
  yield `\ufeff${csvLine(columns, delimiter)}`
  let after: VariantFilters['after']
  for (;;) {
    const rows: VariantRow[] = await findVariantRows(cx, { ...filters, after, limit: rowsPerRead })
    yield rows.map((row) => csvLine(cellsOf(row), delimiter)).join('')
    const last = rows.at(-1)
    if (!last || rows.length < rowsPerRead) return
    after = placeAfter(last)
  }
}

const cellsOf = (row: VariantRow): string[] => [
  row.sku,
  row.unitCodes.join(' '),
  row.artist,
  row.title,
  row.format,
  row.medium,
  row.condition,
  row.mediaGrade ?? '',
  row.sleeveGrade ?? '',
  row.priceMinor === null ? '' : decimalText(row.priceMinor),
  'EUR',
  row.placeCode ?? '',
  String(row.freeCount),
  String(row.totalCount),
  row.state,
  String(row.channelsCount),
  row.createdAt.toISOString(),
]
