import type { ImportId, VariantId } from '#kernel/ids'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { ImportFormat } from './formats.ts'
import type { ImportOptions, RowFault } from './row.ts'
import type { Dialect } from './table.ts'

export type ImportState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

export type NewImport = {
  readonly id: ImportId
  readonly fileName: string
  readonly fileKey: string | null
  readonly sha256: string
  readonly format: ImportFormat
  readonly dialect: Dialect
  readonly headers: readonly string[]
  readonly options: ImportOptions
  readonly isDryRun: boolean
  readonly rowsTotal: number
}

export async function insertImport(tx: Tx, row: NewImport): Promise<void> {
  const options = JSON.stringify({ ...row.options, dialect: row.dialect, headers: row.headers })
  await sql`
    insert into imports (id, file_name, file_key, file_sha256, format, options, is_dry_run, state, rows_total, created_at, created_by)
    values (${row.id}, ${row.fileName}, ${row.fileKey}, ${row.sha256}, ${row.format}, ${options}::jsonb, ${row.isDryRun}, 'waiting',
      ${row.rowsTotal}, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}

/** Waiting or running becomes running; false when the import is over. */
export async function markRunning(cx: Cx, importId: ImportId): Promise<boolean> {
  const { rows } = await sql`
    update imports set state = 'running', started_at = coalesce(started_at, ${cx.now()}), progressed_at = ${cx.now()}
    where id = ${importId} and state in ('waiting', 'running') returning id`.execute(cx.db)
  return rows.length > 0
}

export type BatchCounts = {
  readonly read: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly rejected: number
}

/**
 * Takes the checkpoint from `after` to `until`, by compare-and-swap: false when another worker has gone on from there or somebody
 * cancelled. Called first in a batch's transaction, it also keeps a second worker waiting.
 */
export async function advanceCheckpoint(
  tx: Tx,
  importId: ImportId,
  { after, until }: { after: number; until: number },
): Promise<boolean> {
  const { rows } = await sql`
    update imports set rows_read = ${until}, progressed_at = ${tx.now()}
    where id = ${importId} and state = 'running' and rows_read = ${after} returning id`.execute(tx.db)
  return rows.length > 0
}

export async function addCounts(tx: Tx, importId: ImportId, counts: Omit<BatchCounts, 'read'>): Promise<void> {
  await sql`
    update imports set rows_added = rows_added + ${counts.added}, rows_changed = rows_changed + ${counts.changed},
      rows_unchanged = rows_unchanged + ${counts.unchanged}, rows_rejected = rows_rejected + ${counts.rejected}
    where id = ${importId}`.execute(tx.db)
}

export async function finishImport(cx: Cx, importId: ImportId, rowsRead: number): Promise<void> {
  await sql`
    update imports set state = 'done', rows_total = ${rowsRead}, finished_at = ${cx.now()}
    where id = ${importId} and state = 'running' and rows_read = ${rowsRead}`.execute(cx.db)
}

export async function failImport(cx: Cx, importId: ImportId, failure: { code: string; data: unknown }): Promise<void> {
  await sql`
    update imports set state = 'failed', failure = ${JSON.stringify(failure)}::jsonb, finished_at = ${cx.now()}
    where id = ${importId} and state in ('waiting', 'running')`.execute(cx.db)
}

export async function cancelOpenImport(tx: Tx, importId: ImportId): Promise<boolean> {
  const { rows } = await sql`
    update imports set state = 'cancelled', finished_at = ${tx.now()}
    where id = ${importId} and state in ('waiting', 'running') returning id`.execute(tx.db)
  return rows.length > 0
}

export type RejectionRow = {
  readonly rowNumber: number
  readonly lineNumber: number
  readonly fault: RowFault
  readonly raw: readonly string[]
}

export async function insertRejections(tx: Tx, importId: ImportId, rejections: readonly RejectionRow[]): Promise<void> {
  if (rejections.length === 0) return
  const given = rejections.map(({ rowNumber, lineNumber, fault, raw }) => ({
    row_number: rowNumber,
    line_number: lineNumber,
    code: fault.code,
    data: fault.data,
    // PostgreSQL's jsonb cannot hold the character NUL.
    raw: raw.map((cell) => cell.replaceAll('\0', '')),
  }))
  await sql`
    insert into import_rejections (import_id, row_number, line_number, code, data, raw)
    select ${importId}, r.* from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as r (row_number integer, line_number integer, code text, data jsonb, raw jsonb)`.execute(tx.db)
}

export type ImportKey = { readonly key: string; readonly variantId: VariantId; readonly contentHash: string }

export async function upsertImportKeys(tx: Tx, source: string, keys: readonly ImportKey[]): Promise<void> {
  if (keys.length === 0) return
  const given = keys.map(({ key, variantId, contentHash }) => ({
    key,
    variant_id: variantId,
    content_hash: contentHash,
  }))
  await sql`
    insert into import_keys (source, key, variant_id, content_hash)
    select ${source}, r.* from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r (key text, variant_id uuid, content_hash text)
    on conflict (source, key) do update set variant_id = excluded.variant_id, content_hash = excluded.content_hash`.execute(
    tx.db,
  )
}
