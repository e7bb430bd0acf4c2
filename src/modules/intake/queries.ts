import { z } from 'zod'
import type { ImportId, ProductId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { importFormats } from './formats.ts'
import { rowFaultCodes } from './row.ts'
import type { ImportState } from './store.ts'

export type ImportView = {
  readonly id: ImportId
  readonly fileName: string
  readonly format: string
  readonly isDryRun: boolean
  readonly state: ImportState
  readonly rowsTotal: number | null
  readonly rowsRead: number
  readonly rowsAdded: number
  readonly rowsChanged: number
  readonly rowsUnchanged: number
  readonly rowsRejected: number
  readonly failure: { code: string; data: Record<string, unknown> } | null
  readonly createdAt: Date
  readonly createdBy: string
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

const viewColumns = sql`id, file_name, format, is_dry_run, state, rows_total, rows_read, rows_added, rows_changed, rows_unchanged,
  rows_rejected, failure, created_at, created_by, started_at, finished_at`

export async function findImport(cx: Cx, importId: ImportId): Promise<ImportView | undefined> {
  const { rows } = await sql<ImportView>`select ${viewColumns} from imports where id = ${importId}`.execute(cx.db)
  return rows[0]
}

export async function findImports(
  cx: Cx,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<ImportView[]> {
  const { rows } = await sql<ImportView>`
    select ${viewColumns} from imports where ${before ?? null}::uuid is null or id < ${before ?? null}::uuid
    order by id desc limit ${limit}`.execute(cx.db)
  return rows
}

/** What was stored when the import began; a schema because options are JSON. */
const storedOptionsSchema = z.object({
  dialect: z.object({ encoding: z.string(), delimiter: z.string() }),
  headers: z.array(z.string()),
  grade: z.enum(['M', 'NM', 'VG+', 'VG', 'G+', 'G', 'F', 'P']).optional(),
  place: z.string().optional(),
  currency: z.string().optional(),
  rates: z.record(z.string(), z.number()).optional(),
  withDrafts: z.boolean().optional(),
  mapping: z.record(z.string(), z.string()).optional(),
})

const planSchema = z.object({
  fileName: z.string(),
  fileKey: z.string().nullable(),
  fileSha256: z.string(),
  format: z.enum(importFormats),
  options: storedOptionsSchema,
  isDryRun: z.boolean(),
  rowsRead: z.number(),
})
export type ImportPlan = z.output<typeof planSchema>

export async function findImportPlan(cx: Cx, importId: ImportId): Promise<ImportPlan | undefined> {
  const { rows } = await sql`
    select file_name, file_key, file_sha256, format, options, is_dry_run, rows_read from imports where id = ${importId}`.execute(
    cx.db,
  )
  return rows[0] === undefined ? undefined : planSchema.parse(rows[0])
}

/** An import of the same file in the same way that did not get to its end. */
export async function findUnfinished(
  cx: Cx,
  wish: { sha256: string; format: string; options: string; isDryRun: boolean },
): Promise<ImportId | undefined> {
  const { rows } = await sql<{ id: ImportId }>`
    select id from imports
    where state in ('waiting', 'running') and file_key is null and file_sha256 = ${wish.sha256} and format = ${wish.format}
      and is_dry_run = ${wish.isDryRun} and options - 'dialect' - 'headers' = ${wish.options}::jsonb
    order by created_at desc limit 1`.execute(cx.db)
  return rows[0]?.id
}

/** Uploaded imports whose worker has not been heard of since `before`. */
export async function findStalled(cx: Cx, before: Date): Promise<ImportId[]> {
  const { rows } = await sql<{ id: ImportId }>`
    select id from imports where state in ('waiting', 'running') and file_key is not null
      and coalesce(progressed_at, created_at) < ${before} order by created_at limit 10`.execute(cx.db)
  return rows.map(({ id }) => id)
}

export type Rejection = {
  readonly rowNumber: number
  readonly lineNumber: number
  readonly code: string
  readonly data: Readonly<Record<string, string | number>>
  readonly raw: readonly string[]
}

const rejectionSchema = z.object({
  rowNumber: z.number(),
  lineNumber: z.number(),
  code: z.enum(rowFaultCodes),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
  raw: z.array(z.string()),
})

/** Rejected rows in the file's order, after row `after`. */
export async function findRejections(
  cx: Cx,
  importId: ImportId,
  { after, limit }: { after: number; limit: number },
): Promise<Rejection[]> {
  const { rows } = await sql`
    select row_number, line_number, code, data, raw from import_rejections
    where import_id = ${importId} and row_number > ${after} order by row_number limit ${limit}`.execute(cx.db)
  return rejectionSchema.array().parse(rows)
}

export type KnownRow = {
  readonly key: string
  readonly variantId: VariantId
  readonly productId: ProductId
  readonly contentHash: string | null
}

/** What earlier imports of this source made of these keys; of csv rows also the variants that carry the key as their SKU. */
export async function findKnownRows(cx: Cx, source: string, keys: readonly string[]): Promise<Map<string, KnownRow>> {
  const { rows } = await sql<KnownRow>`
    select v.sku as key, v.id as variant_id, v.product_id, null as content_hash from variants v where ${source} = 'csv' and v.sku = any(${keys}::text[])
    union all
    select k.key, k.variant_id, v.product_id, k.content_hash from import_keys k join variants v on v.id = k.variant_id
    where k.source = ${source} and k.key = any(${keys}::text[])`.execute(cx.db)
  return new Map(rows.map((row) => [row.key, row]))
}

export async function findTakenSkus(cx: Cx, skus: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ sku: string }>`select sku from variants where sku = any(${skus}::text[])`.execute(cx.db)
  return new Set(rows.map(({ sku }) => sku))
}
