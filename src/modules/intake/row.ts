import type { MediaGrade, ProductFacts, SleeveGrade } from '#modules/catalog'

/** One source row, understood: what it is, what it costs, where it goes. */
export type ImportRow = {
  /** What makes this row the same row in another file of this source; null when only its content can tell. */
  readonly key: string | null
  readonly facts: ProductFacts
  readonly condition: 'new' | 'used'
  readonly sku?: string
  readonly mediaGrade: MediaGrade | null
  readonly sleeveGrade: SleeveGrade | null
  readonly mediaNote: string
  readonly sleeveNote: string
  readonly comment: string
  readonly privateNote: string
  readonly weightGrams?: number
  /** Cents of EUR; undefined asks for the starting price. */
  readonly priceMinor?: number
  readonly costMinor?: number
  readonly quantity: number
  readonly placeCode: string
}

/** Why a row was not taken; texts/<lang>/intake.json says it in words and what to do. */
export const rowFaultCodes = [
  'unreadable',
  'too-many-cells',
  'no-title',
  'no-release-id',
  'no-listing-id',
  'no-price',
  'bad-price',
  'no-rate',
  'bad-grade',
  'bad-quantity',
  'not-in-stock',
  'draft',
  'same-key-twice',
  'too-long',
  'sku-taken',
] as const
export type RowFaultCode = (typeof rowFaultCodes)[number]
export type RowFault = { readonly code: RowFaultCode; readonly data: Readonly<Record<string, string | number>> }

export type ReadRow =
  | { readonly kind: 'row'; readonly row: ImportRow }
  | { readonly kind: 'fault'; readonly fault: RowFault }

/** The cells of a row by column name; '' for a column the file does not have. */
export type Cells = (column: string) => string

export type RowReader = (cells: Cells, options: ImportOptions) => ReadRow

export type ImportOptions = {
  /** Grade stated for every copy whose row gives none. */
  readonly grade?: MediaGrade | undefined
  /** Where the copies go; without it the row's own place, else `IMPORT`. */
  readonly place?: string | undefined
  /** Currency of amounts that do not name theirs. */
  readonly currency?: string | undefined
  /** Euros for one unit of another currency. */
  readonly rates?: Readonly<Record<string, number>> | undefined
  /** Takes rows a marketplace keeps as drafts, too. */
  readonly withDrafts?: boolean | undefined
  /** For csv: our field → the file's column. What is not named is proposed from the headers. */
  readonly mapping?: Readonly<Record<string, string>> | undefined
}

/** Thrown by the small readers of one cell and caught by `readingRow` only: keeps readers free of error plumbing. */
class BadCell extends Error {
  readonly fault: RowFault
  constructor(fault: RowFault) {
    super(fault.code)
    this.fault = fault
  }
}

export function reject(code: RowFaultCode, data: RowFault['data'] = {}): never {
  throw new BadCell({ code, data })
}

/** Turns a reader that may reject into one that answers. */
export const readingRow =
  (read: (cells: Cells, options: ImportOptions) => ImportRow): RowReader =>
  (cells, options) => {
    try {
      return { kind: 'row', row: read(cells, options) }
    } catch (error) {
      if (error instanceof BadCell) return { kind: 'fault', fault: error.fault }
      throw error
    }
  }
