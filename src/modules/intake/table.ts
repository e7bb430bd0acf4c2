import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { decoded, type Encoding } from './encoding.ts'
import type { SourceFile } from './source-file.ts'

export type Dialect = { readonly encoding: Encoding; readonly delimiter: string }

/** A row of the file: `number` counts data rows from 1, `line` is the line of the file it begins on. */
export type TableRow = {
  readonly number: number
  readonly line: number
  readonly cells: readonly string[]
  readonly fault?: string
}

const recordCharactersMax = 200_000

const parsedSchema = z.object({
  record: z.array(z.string()),
  raw: z.string(),
  info: z.object({ lines: z.number(), empty_lines: z.number() }),
})

/**
 * Every row of a table, the header as row 0, as the file streams by. Line ends may be mixed, cells may span lines, blank lines do
 * not count. A row the parser cannot make sense of comes with its `fault` and no cells.
 */
export async function* tableRows(file: SourceFile, { encoding, delimiter }: Dialect): AsyncGenerator<TableRow> {
  const skipped: { line: number; fault: string }[] = []
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: recordCharactersMax,
    info: true,
    raw: true,
    on_skip: (error) => {
      if (error) skipped.push({ line: lineOf(error), fault: error.code })
    },
  })
  const source = Readable.from(decoded(file.open(), encoding))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let number = 0
  const faultRow = ({ line, fault }: { line: number; fault: string }): TableRow => ({
    number: number++,
    line,
    cells: [],
    fault,
  })
  for await (const parsed of parser) {
    const { record, raw, info } = parsedSchema.parse(parsed)
    for (const skip of skipped.splice(0)) yield faultRow(skip)
    const cells = record.map(withoutGuard)
    if (cells.every((cell) => cell.trim() === '')) continue
    yield { number: number++, line: info.lines + info.empty_lines - innerLines(raw), cells }
  }
  for (const skip of skipped.splice(0)) yield faultRow(skip)
}

const lineOf = (error: object): number => ('lines' in error && typeof error.lines === 'number' ? error.lines : 0)

const innerLines = (raw: string): number => raw.replace(/(?:\r\n|\n|\r)$/, '').match(/\r\n|\n|\r/g)?.length ?? 0

/** Takes away what `csvLine` puts before a cell that begins like a formula. */
const guardedStart = /^'[=+\-@\t\r]/

const withoutGuard = (cell: string): string => (guardedStart.test(cell) ? cell.slice(1) : cell)

const delimiters = [',', ';', '\t', '|'] as const

/** The separator that cuts the first line into the most cells, quotes respected. */
export function delimiterOf(start: string): string {
  const firstLine = /^[\s]*((?:"(?:[^"]|"")*"|[^"\r\n])*)/.exec(start)?.[1] ?? ''
  const bare = firstLine.replaceAll(/"(?:[^"]|"")*"/g, '')
  const counted = delimiters.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }))
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter
}
