import { parse } from 'csv-parse/sync'
import { refuseMirakl } from './refusal.ts'

export type CsvRow = Readonly<Record<string, string>>

/** Semicolons, first row the names; unknown columns are left alone. */
export function readCsv(text: string, needed: readonly string[]): CsvRow[] {
  const [header = [], ...lines] = linesOf(text)
  const missing = needed.filter((column) => !header.includes(column))
  if (missing.length > 0) refuseMirakl(400, `The file has no column ${missing.join(', ')}`)
  return lines.map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])))
}

function linesOf(text: string): string[][] {
  try {
    return parse(text, { delimiter: ';', bom: true, relaxColumnCount: true, skipEmptyLines: true })
  } catch {
    return refuseMirakl(400, 'The file could not be read')
  }
}

const cell = (value: string): string => `"${value.replaceAll('"', '""')}"`

export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(';')}\n`).join('')
