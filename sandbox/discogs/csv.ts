import { parse as parseCsv } from 'csv-parse/sync'
import { refuseDiscogs } from './refusal.ts'

export type Csv = { columns: string[]; rows: Readonly<Record<string, string>>[] }

/** Comma separated, first row the lower-case names; anything unreadable is a 422. */
export function parse(text: string): Csv {
  const lines = readLines(text)
  const [columns = [], ...rest] = lines
  return {
    columns,
    rows: rest.map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))),
  }
}

function readLines(text: string): string[][] {
  try {
    return parseCsv(text, { bom: true, relaxColumnCount: true, skipEmptyLines: true })
  } catch {
    return refuseDiscogs(422, 'The CSV file could not be read.')
  }
}

const cell = (value: string | number): string => {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Lines end in CRLF, as in the real export. */
export const stringifyCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
