import { csvRowReader } from './csv-rows.ts'
import { readCollectionRow, readInventoryRow, readSellerStockRow } from './discogs-rows.ts'
import { headerKey, isSaleTable, proposeMapping } from './mapping.ts'
import type { ImportOptions, RowReader } from './row.ts'

export const importFormats = ['discogs-collection', 'discogs-inventory', 'discogs-seller-stock', 'csv'] as const
export type ImportFormat = (typeof importFormats)[number]

type Shape = {
  /** Rows of one source are the same rows whatever file they come in. */
  readonly source: string
  /** Columns a file must have to be this. */
  readonly columns: readonly string[]
  readonly reader: (headers: readonly string[], options: ImportOptions) => RowReader
}

/** The columns were read in Discogs' own exports and API answers (2026-11). */
export const formatShapes = {
  'discogs-collection': {
    source: 'discogs-collection',
    columns: ['Artist', 'Title', 'release_id', 'CollectionFolder', 'Date Added'],
    reader: () => readCollectionRow,
  },
  'discogs-inventory': {
    source: 'discogs-listing',
    columns: ['listing_id', 'title', 'release_id', 'status', 'price', 'media_condition'],
    reader: () => readInventoryRow,
  },
  'discogs-seller-stock': {
    source: 'discogs-listing',
    columns: ['listing_id', 'release_title', 'release_id', 'price_value', 'price_currency', 'condition'],
    reader: () => readSellerStockRow,
  },
  csv: {
    source: 'csv',
    columns: [],
    reader: (headers, options) => csvRowReader(proposeMapping(headers, options.mapping)),
  },
} as const satisfies Record<ImportFormat, Shape>

export function missingColumns(format: ImportFormat, headers: readonly string[]): string[] {
  const known = new Set(headers.map(headerKey))
  return formatShapes[format].columns.filter((column) => !known.has(headerKey(column)))
}

/** The format whose columns are all there; `csv` when it looks like things for sale; else undefined. */
export function detectFormat(headers: readonly string[], options: ImportOptions): ImportFormat | undefined {
  const exact = importFormats.find((format) => format !== 'csv' && missingColumns(format, headers).length === 0)
  if (exact !== undefined) return exact
  return isSaleTable(proposeMapping(headers, options.mapping)) ? 'csv' : undefined
}
