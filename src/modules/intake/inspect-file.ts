import { createHash } from 'node:crypto'
import { refuse } from '#kernel/refusal'
import { createEncodingDetector, decoded } from './encoding.ts'
import { detectFormat, type ImportFormat, missingColumns } from './formats.ts'
import { isSaleTable, proposeMapping } from './mapping.ts'
import type { ImportOptions } from './row.ts'
import type { SourceFile } from './source-file.ts'
import { type Dialect, delimiterOf, tableRows } from './table.ts'

export type Inspection = {
  readonly sha256: string
  readonly dialect: Dialect
  readonly headers: readonly string[]
  readonly rowCount: number
  readonly format: ImportFormat
}

export type Wish = { readonly format?: ImportFormat | undefined; readonly options: ImportOptions }

/**
 * Reads a file once and says what it is: encoding, separator, headers, number of rows, format. Refuses what cannot be a table of
 * things to sell, in words a person can act on: `intake.file-empty`, `file-not-text`, `no-rows`, `wrong-format`, `format-unknown`.
 */
export async function inspectFile(file: SourceFile, wish: Wish): Promise<Inspection> {
  const { sha256, encoding } = await readThrough(file)
  const dialect = { encoding, delimiter: delimiterOf(await startOf(file, encoding)) }
  let headers: readonly string[] | undefined
  let rowCount = 0
  for await (const row of tableRows(file, dialect)) {
    if (headers === undefined) headers = row.cells.map((cell) => cell.trim())
    else rowCount += 1
  }
  if (headers === undefined) refuse('intake.file-empty', { fileName: file.name })
  const format = formatOf(file, headers, wish)
  if (rowCount === 0) refuse('intake.no-rows', { fileName: file.name })
  return { sha256, dialect, headers, rowCount, format }
}

async function readThrough(file: SourceFile): Promise<{ sha256: string; encoding: string }> {
  const hash = createHash('sha256')
  const detector = createEncodingDetector()
  let byteCount = 0
  let start = new Uint8Array(0)
  for await (const chunk of file.open()) {
    if (byteCount === 0) start = Uint8Array.from(chunk.subarray(0, 8))
    byteCount += chunk.length
    hash.update(chunk)
    detector.add(chunk)
  }
  if (byteCount === 0) refuse('intake.file-empty', { fileName: file.name })
  const kind = knownBinary(start)
  if (kind !== undefined) refuse('intake.file-not-text', { fileName: file.name, kind })
  const encoding = detector.finish()
  if (encoding === 'binary') refuse('intake.file-not-text', { fileName: file.name, kind: 'binary' })
  return { sha256: hash.digest('hex'), encoding }
}

/** Files people take for tables, by their first bytes. */
const signatures = [
  { kind: 'xlsx', start: 'PK\u0003\u0004' },
  { kind: 'xls', start: '\u00d0\u00cf\u0011\u00e0' },
  { kind: 'pdf', start: '%PDF' },
  { kind: 'gzip', start: '\u001f\u008b' },
  { kind: 'png', start: '\u0089PNG' },
  { kind: 'jpeg', start: '\u00ff\u00d8\u00ff' },
] as const

const knownBinary = (bytes: Uint8Array): string | undefined => {
  const text = String.fromCharCode(...bytes)
  return signatures.find(({ start }) => text.startsWith(start))?.kind
}

async function startOf(file: SourceFile, encoding: string): Promise<string> {
  for await (const text of decoded(file.open(), encoding)) if (text.trim() !== '') return text
  return ''
}

function formatOf(file: SourceFile, headers: readonly string[], { format, options }: Wish): ImportFormat {
  const detected = detectFormat(headers, options)
  if (format === undefined)
    return detected ?? refuse('intake.format-unknown', { fileName: file.name, headers: headers.slice(0, 60) })
  if (format === 'csv') {
    if (isSaleTable(proposeMapping(headers, options.mapping))) return format
    refuse('intake.format-unknown', { fileName: file.name, headers: headers.slice(0, 60) })
  }
  const missing = missingColumns(format, headers)
  if (missing.length > 0) refuse('intake.wrong-format', { fileName: file.name, format, missing })
  return format
}
