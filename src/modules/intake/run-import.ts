import type { ImportId } from '#kernel/ids'
import { Refusal, refuse } from '#kernel/refusal'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { formatShapes } from './formats.ts'
import { findImportPlan, findKnownRows, findTakenSkus, type ImportPlan } from './queries.ts'
import { type BadRow, type GoodRow, type KeyedRow, readRows } from './read-rows.ts'
import { fileOfBytes, type SourceFile } from './source-file.ts'
import { addCounts, advanceCheckpoint, failImport, finishImport, insertRejections, markRunning } from './store.ts'
import { addRows, changeRows, type KnownGoodRow } from './write-batch.ts'

const rowsPerBatch = 200

/**
 * Takes an import from its checkpoint to its end, a batch a transaction; killed at any moment it goes on from the last batch. Two
 * workers on one import cannot both write a batch. A finished or cancelled import is left alone.
 */
export async function runImport(cx: Cx, importId: ImportId, givenFile?: SourceFile): Promise<void> {
  const plan = await findImportPlan(cx, importId)
  if (!plan) refuse('intake.import-not-found', { importId })
  if (!(await markRunning(cx, importId))) return
  try {
    await runBatches(cx, importId, { plan, file: givenFile ?? (await storedFile(cx, importId, plan)) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await failImport(cx, importId, { code: error.code, data: error.data })
  }
}

async function storedFile(cx: Cx, importId: ImportId, plan: ImportPlan): Promise<SourceFile> {
  const stored = plan.fileKey === null ? undefined : await cx.outside.files.get(plan.fileKey)
  if (!stored) refuse('intake.file-gone', { importId })
  return fileOfBytes(plan.fileName, stored.bytes)
}

type Running = { readonly plan: ImportPlan; readonly file: SourceFile }

async function runBatches(cx: Cx, importId: ImportId, { plan, file }: Running): Promise<void> {
  const { dialect, headers, ...options } = plan.options
  const inspection = { dialect, headers, format: plan.format, sha256: plan.fileSha256, rowCount: 0 }
  let after = plan.rowsRead
  let batch: KeyedRow[] = []
  const flush = async (): Promise<boolean> => {
    const until = after + batch.length
    const isMine = await inTransaction(cx, (tx) => writeBatch(tx, importId, { plan, batch, after, until }))
    faultPoint('intake.after-batch')
    after = until
    batch = []
    return isMine
  }
  for await (const row of readRows(file, inspection, options, plan.rowsRead)) {
    batch.push(row)
    if (batch.length >= rowsPerBatch && !(await flush())) return
  }
  if (batch.length > 0 && !(await flush())) return
  await finishImport(cx, importId, after)
}

type Batch = {
  readonly plan: ImportPlan
  readonly batch: readonly KeyedRow[]
  readonly after: number
  readonly until: number
}

async function writeBatch(tx: Tx, importId: ImportId, { plan, batch, after, until }: Batch): Promise<boolean> {
  if (!(await advanceCheckpoint(tx, importId, { after, until }))) return false
  const { source } = formatShapes[plan.format]
  const sorted = await sortRows(tx, source, batch)
  if (!plan.isDryRun) {
    await addRows(tx, source, sorted.added)
    await changeRows(tx, source, sorted.changed)
  }
  await insertRejections(
    tx,
    importId,
    sorted.rejected.map(({ number, fault, source: { line, cells } }) => ({
      rowNumber: number,
      lineNumber: line,
      fault,
      raw: cells,
    })),
  )
  await addCounts(tx, importId, {
    added: sorted.added.length,
    changed: sorted.changed.length,
    unchanged: sorted.unchanged.length,
    rejected: sorted.rejected.length,
  })
  return true
}

type Sorted = {
  readonly added: GoodRow[]
  readonly changed: KnownGoodRow[]
  readonly unchanged: GoodRow[]
  readonly rejected: BadRow[]
}

async function sortRows(tx: Tx, source: string, batch: readonly KeyedRow[]): Promise<Sorted> {
  const good = batch.filter((row) => row.kind === 'row')
  const known = await findKnownRows(
    tx,
    source,
    good.map(({ key }) => key),
  )
  const taken = await findTakenSkus(
    tx,
    good.flatMap(({ key, row }) => (row.sku && !known.has(key) ? [row.sku] : [])),
  )
  const sorted: Sorted = {
    added: [],
    changed: [],
    unchanged: [],
    rejected: batch.filter((row) => row.kind === 'fault'),
  }
  for (const row of good) {
    const before = known.get(row.key)
    if (before && before.contentHash === row.hash) sorted.unchanged.push(row)
    else if (before) sorted.changed.push({ good: row, known: before })
    else if (row.row.sku && taken.has(row.row.sku)) sorted.rejected.push(skuTaken(row, row.row.sku))
    else sorted.added.push(row)
  }
  return { ...sorted, rejected: sorted.rejected.toSorted((a, b) => a.number - b.number) }
}

const skuTaken = ({ number, source }: GoodRow, sku: string): BadRow => ({
  kind: 'fault',
  number,
  source,
  fault: { code: 'sku-taken', data: { sku } },
})
