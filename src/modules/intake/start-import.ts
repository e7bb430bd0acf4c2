import { type ImportId, newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import type { ImportFormat } from './formats.ts'
import { inspectFile } from './inspect-file.ts'
import { findImport, findUnfinished } from './queries.ts'
import type { ImportOptions } from './row.ts'
import type { SourceFile } from './source-file.ts'
import { cancelOpenImport, insertImport } from './store.ts'

export type ImportWish = {
  /** Without a format it is found from the headers. */
  readonly format?: ImportFormat | undefined
  readonly options: ImportOptions
  readonly isDryRun: boolean
}

/** How an uploaded file is kept until the import has run, and who is told to run it. */
export type Upload = {
  readonly fileKey: (importId: ImportId) => Promise<string>
  readonly enqueue: (tx: Tx, importId: ImportId) => Promise<void>
}

/**
 * Looks a file over and opens an import for it; nothing is imported yet. Without an upload (the command line) an import of the same
 * file that was cut off is found again and goes on. Refuses files that are no table of things to sell (see inspectFile).
 */
export async function startImport(cx: Cx, file: SourceFile, wish: ImportWish, upload?: Upload): Promise<ImportId> {
  const options = checkedOptions(wish.options)
  const { sha256, dialect, headers, rowCount, format } = await inspectFile(file, { format: wish.format, options })
  const cutOff = upload
    ? undefined
    : await findUnfinished(cx, { sha256, format, options: JSON.stringify(options), isDryRun: wish.isDryRun })
  if (cutOff) return cutOff
  const id = newId<ImportId>(cx.now())
  const fileKey = upload ? await upload.fileKey(id) : null
  await inTransaction(cx, async (tx) => {
    await insertImport(tx, {
      id,
      fileName: file.name,
      fileKey,
      sha256,
      format,
      dialect,
      headers,
      options,
      isDryRun: wish.isDryRun,
      rowsTotal: rowCount,
    })
    await upload?.enqueue(tx, id)
  })
  return id
}

/** JSON without what is not said, so that equal wishes are equal texts. */
function checkedOptions(options: ImportOptions): ImportOptions {
  for (const [currency, rate] of Object.entries(options.rates ?? {})) {
    if (!/^[A-Z]{3}$/.test(currency) || !(rate > 0 && rate < 1000))
      refuse('intake.options-invalid', { fault: `rate ${currency}=${rate}` })
  }
  return JSON.parse(JSON.stringify(options))
}

/** Stops an import after its current batch; what was imported stays. Refuses `intake.import-finished`. */
export async function cancelImport(cx: Cx, importId: ImportId): Promise<void> {
  await inTransaction(cx, async (tx) => {
    if (await cancelOpenImport(tx, importId)) return
    const known = await findImport(tx, importId)
    if (!known) refuse('intake.import-not-found', { importId })
    refuse('intake.import-finished', { importId, state: known.state })
  })
}
