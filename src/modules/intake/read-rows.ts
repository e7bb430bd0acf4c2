import { createHash } from 'node:crypto'
import { formatShapes } from './formats.ts'
import type { Inspection } from './inspect-file.ts'
import { headerKey } from './mapping.ts'
import type { ImportOptions, ImportRow, RowFault, RowReader } from './row.ts'
import type { SourceFile } from './source-file.ts'
import { type TableRow, tableRows } from './table.ts'

export type GoodRow = {
  readonly kind: 'row'
  readonly number: number
  readonly key: string
  readonly hash: string
  readonly row: ImportRow
  readonly source: TableRow
}
export type BadRow = {
  readonly kind: 'fault'
  readonly number: number
  readonly fault: RowFault
  readonly source: TableRow
}
export type KeyedRow = GoodRow | BadRow

/**
 * The rows of a file after the first `skip`, each understood or rejected, with the key that makes it the same row another time. Rows
 * that are equal in all their key says are counted: the second copy of a record added in the same second is occurrence 2.
 */
export async function* readRows(
  file: SourceFile,
  inspection: Inspection,
  options: ImportOptions,
  skip: number,
): AsyncGenerator<KeyedRow> {
  const { dialect, headers, format } = inspection
  const reader = formatShapes[format].reader(headers, options)
  const numbering = createNumbering(format === 'discogs-collection')
  let isHeader = true
  for await (const source of tableRows(file, dialect)) {
    if (isHeader) {
      isHeader = false
      continue
    }
    const keyed = keyRow(source, readRow(source, headers, { reader, options }), numbering)
    if (source.number > skip) yield keyed
  }
}

type Reading = { readonly reader: RowReader; readonly options: ImportOptions }

function readRow(source: TableRow, headers: readonly string[], { reader, options }: Reading) {
  if (source.fault !== undefined) return faulty({ code: 'unreadable', data: { parser: source.fault } })
  const extra = source.cells.slice(headers.length).filter((cell) => cell.trim() !== '')
  if (extra.length > 0)
    return faulty({ code: 'too-many-cells', data: { expected: headers.length, found: source.cells.length } })
  const columns = new Map(headers.map((header, index) => [headerKey(header), index]))
  return reader((column) => source.cells[columns.get(headerKey(column)) ?? -1] ?? '', options)
}

const faulty = (fault: RowFault) => ({ kind: 'fault', fault }) as const

function keyRow(source: TableRow, read: ReturnType<typeof readRow>, numbering: Numbering): KeyedRow {
  const { number } = source
  if (read.kind === 'fault') return { kind: 'fault', number, fault: read.fault, source }
  const hash = digest(JSON.stringify(read.row))
  const numbered = numbering(read.row.key, hash, number)
  if (numbered.kind === 'known') {
    return {
      kind: 'fault',
      number,
      fault: { code: 'same-key-twice', data: { key: read.row.key ?? '', firstRow: numbered.row } },
      source,
    }
  }
  return { kind: 'row', number, key: numbered.key, hash, row: read.row, source }
}

type Numbering = (
  key: string | null,
  hash: string,
  row: number,
) => { kind: 'new'; key: string } | { kind: 'known'; row: number }

/** Remembers short digests, not rows: a million rows stay below a hundred megabytes. */
function createNumbering(mayRepeat: boolean): Numbering {
  const seen = new Map<string, { count: number; row: number }>()
  return (key, hash, row) => {
    const name = key ?? `#${hash}`
    const before = seen.get(digest(name).slice(0, 22))
    const count = (before?.count ?? 0) + 1
    if (before && key !== null && !mayRepeat) return { kind: 'known', row: before.row }
    seen.set(digest(name).slice(0, 22), { count, row: before?.row ?? row })
    return { kind: 'new', key: count === 1 ? name : `${name}#${count}` }
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')
