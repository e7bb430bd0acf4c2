import { csvLine } from '#kernel/csv'
import type { ImportId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { type Lang, translate } from '#platform/i18n'
import { findImport, findImportPlan, findRejections, type ImportView, type Rejection } from './queries.ts'

export async function getImport(cx: Cx, importId: ImportId): Promise<ImportView> {
  return (await findImport(cx, importId)) ?? refuse('intake.import-not-found', { importId })
}

export type RejectionWords = {
  readonly row: number
  readonly line: number
  readonly code: string
  readonly problem: string
  readonly remedy: string
}

export const inWords = ({ rowNumber, lineNumber, code, data }: Rejection, lang: Lang): RejectionWords => ({
  row: rowNumber,
  line: lineNumber,
  code,
  problem: translate(lang, `intake:row.${code}.problem`, data),
  remedy: translate(lang, `intake:row.${code}.remedy`, data),
})

const rowsPerRead = 1000

/** Every rejected row of an import, in the file's order, read in portions. */
export async function* rejectionsOf(cx: Cx, importId: ImportId): AsyncGenerator<Rejection> {
  let after = 0
  for (;;) {
    const rejections = await findRejections(cx, importId, { after, limit: rowsPerRead })
    yield* rejections
    const last = rejections.at(-1)
    if (!last || rejections.length < rowsPerRead) return
    after = last.rowNumber
  }
}

const reportColumns = ['etal_row', 'etal_line', 'etal_code', 'etal_problem', 'etal_remedy'] as const

/**
 * The report as CSV lines: why each row was not taken and what to do, then the row as it was, under the file's own headers. Corrected,
 * it can be imported as it is: our five columns are ignored and formula cells are guarded.
 */
export async function* rejectionReport(cx: Cx, importId: ImportId, lang: Lang): AsyncGenerator<string> {
  const plan = await findImportPlan(cx, importId)
  if (!plan) refuse('intake.import-not-found', { importId })
  const { dialect, headers } = plan.options
  yield `\ufeff${csvLine([...reportColumns, ...headers], dialect.delimiter)}`
  for await (const rejection of rejectionsOf(cx, importId)) {
    const { row, line, code, problem, remedy } = inWords(rejection, lang)
    const cells = rejection.raw.slice(0, headers.length)
    yield csvLine([String(row), String(line), code, problem, remedy, ...cells], dialect.delimiter)
  }
}
