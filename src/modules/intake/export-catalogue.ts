import { csvLine } from '#kernel/csv'
import { decimalText } from '#kernel/money'
import type { Cx } from '#platform/cx'
import { type ExportRow, findExportRows } from './queries-export.ts'

const columns = [
  'sku',
  'artist',
  'title',
  'label',
  'catalogue_number',
  'format',
  'year',
  'country',
  'genres',
  'styles',
  'barcode',
  'discogs_release_id',
  'condition',
  'media_grade',
  'sleeve_grade',
  'media_note',
  'sleeve_note',
  'comment',
  'private_note',
  'weight_grams',
  'price',
  'currency',
  'quantity',
  'place',
] as const

const rowsPerRead = 1000

/**
 * The whole catalogue as CSV lines, what is in stock with its shelf and quantity; it can be imported again as `csv`. Lots are left
 * out: they are made of copies that are in the file.
 */
export async function* exportCatalogue(
  cx: Cx,
  { delimiter = ',' }: { delimiter?: string } = {},
): AsyncGenerator<string> {
  yield `\ufeff${csvLine(columns, delimiter)}`
  let after: string | null = null
  for (;;) {
    const rows: ExportRow[] = await findExportRows(cx, { after, limit: rowsPerRead })
    for (const row of rows) yield csvLine(cellsOf(row), delimiter)
    const last = rows.at(-1)
    if (!last || rows.length < rowsPerRead) return
    after = last.id
  }
}

const cellsOf = (row: ExportRow): string[] => [
  row.sku,
  row.artist,
  row.title,
  row.label,
  row.catalogueNumber,
  row.format,
  row.year === null ? '' : String(row.year),
  row.country,
  row.genres.join('; '),
  row.styles.join('; '),
  row.barcode,
  row.discogsReleaseId === null ? '' : String(row.discogsReleaseId),
  row.condition,
  row.mediaGrade ?? '',
  row.sleeveGrade ?? '',
  row.mediaNote,
  row.sleeveNote,
  row.comment,
  row.privateNote,
  String(row.weightGrams),
  row.priceMinor === null ? '' : decimalText(row.priceMinor),
  'EUR',
  String(row.quantity),
  row.placeCode ?? '',
]
