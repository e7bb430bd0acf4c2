import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { jsonBody, type OperationGate, uploadedForm } from './access.ts'
import { type CsvRow, readCsv, writeCsv } from './csv.ts'
import { findImport, type Import, type ImportKind, insertImport } from './import-store.ts'
import { refuseMirakl } from './refusal.ts'
import { shop } from './seller.ts'
import { settleImports } from './settle-imports.ts'

const required = z.union([z.string(), z.number()])
const OfferEntry = z.looseObject({
  shop_sku: required,
  product_id: required,
  product_id_type: required,
  state_code: required,
  price: required,
  update_delete: z.enum(['', 'update', 'delete']),
})
const OffersBody = z.object({ offers: z.array(OfferEntry).min(1) })
const Lines = z.array(z.record(z.string(), z.json()))

/** OF01, OF24, STO01, PRI01: all of them only take the work in; what became of it is asked for later. */
export function imports(machine: Machine, gate: OperationGate): Hono {
  const app = new Hono()

  app.post('/offers', async (c) => {
    const { offers } = await jsonBody(c, OffersBody)
    gate('OF24')
    const id = insertImport(machine, 'offers', Lines.parse(offers))
    return created(c, `offers/imports/${id}`, { import_id: id })
  })
  app.post('/offers/imports', async (c) => {
    const { csv, fields } = await uploadedForm(c)
    // REPLACE would take every offer off that is not in the file.
    if (fields.get('import_mode') !== 'NORMAL') refuseMirakl(400, 'import_mode: this stand-in only knows NORMAL')
    const rows = readCsv(csv, ['sku', 'product-id', 'product-id-type', 'price', 'state'])
    gate('OF01')
    const id = insertImport(machine, 'offers', rows.map(offerOfRow))
    return created(c, `offers/imports/${id}`, { import_id: id })
  })
  app.post('/offers/stock/imports', async (c) => {
    const rows = readCsv((await uploadedForm(c)).csv, ['offer-sku', 'quantity'])
    gate('STO01')
    const id = insertImport(machine, 'stock', rows)
    return created(c, `offers/stock/imports/${id}/status`, { import_id: importName(id) })
  })
  app.post('/offers/pricing/imports', async (c) => {
    const rows = readCsv((await uploadedForm(c)).csv, ['offer-sku', 'price'])
    gate('PRI01')
    const id = insertImport(machine, 'prices', rows)
    return created(c, `offers/pricing/imports?import_id=${importName(id)}`, {
      import_id: importName(id),
      importId: importName(id),
    })
  })

  app.get('/offers/imports/:import', (c) => {
    gate('OF02')
    return c.json(offersStatus(importOf(machine, c, 'offers')))
  })
  app.get('/offers/stock/imports/:import/status', (c) => {
    gate('STO02')
    return c.json(stockStatus(importOf(machine, c, 'stock')))
  })
  app.get('/offers/pricing/imports', (c) => {
    gate('PRI02')
    const wanted = c.req.queries('import_id') ?? []
    settleImports(machine)
    const found = wanted.flatMap((name) => findImport(machine, 'prices', numberOf(name)) ?? [])
    return c.json({ data: found.map(pricesStatus) })
  })

  app.get('/offers/imports/:import/error_report', (c) => {
    gate('OF03')
    return report(importOf(machine, c, 'offers'), ['sku', 'error-line', 'error-message'], ({ line, sku, message }) => [
      sku,
      String(line),
      message,
    ])
  })
  const fileHeader = ['error-line', 'error-message', 'offer-sku']
  app.get('/offers/stock/imports/:import/error_report', (c) => {
    gate('STO03')
    return report(importOf(machine, c, 'stock'), fileHeader, ({ line, sku, message }) => [String(line), message, sku])
  })
  app.get('/offers/pricing/imports/:import/error_report', (c) => {
    gate('PRI03')
    return report(importOf(machine, c, 'prices'), fileHeader, ({ line, sku, message }) => [String(line), message, sku])
  })
  return app
}

/** The columns of an offer file are the fields of OF24 with hyphens, and two names of their own. */
const offerOfRow = (row: CsvRow): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== '')
      .map(([column, value]) => [fieldNames[column] ?? column.replaceAll('-', '_'), value])
      .concat(row['update-delete'] ? [] : [['update_delete', 'update']]),
  )

const fieldNames: Readonly<Record<string, string>> = { sku: 'shop_sku', state: 'state_code' }

/** Stock and price imports are named by text, offer imports by number. */
const importName = (id: number): string => `e2f1c9d0-0000-4000-8000-${String(id).padStart(12, '0')}`
const numberOf = (name: string): number => Number(/^\d+$/.test(name) ? name : name.slice(-12))

const created = (c: Context, path: string, body: Readonly<Record<string, string | number>>) =>
  c.json(body, 201, { Location: `${new URL(c.req.url).origin}/mirakl/api/${path}` })

function importOf(machine: Machine, c: Context, kind: ImportKind): Import {
  const name = c.req.param('import') ?? ''
  settleImports(machine)
  return findImport(machine, kind, numberOf(name)) ?? refuseMirakl(404, `Import with identifier ${name} not found`)
}

const statusOf = ({ report: done }: Import): string => (done ? 'COMPLETE' : 'RUNNING')

const offersStatus = (from: Import) => ({
  import_id: from.id,
  date_created: from.created_at,
  has_error_report: hasErrors(from),
  lines_read: from.report ? from.lines.length : 0,
  lines_in_error: from.report?.errors.length ?? 0,
  lines_in_pending: 0,
  lines_in_success: from.report?.success ?? 0,
  mode: 'NORMAL',
  offer_deleted: from.report?.deleted ?? 0,
  offer_inserted: from.report?.inserted ?? 0,
  offer_updated: from.report?.updated ?? 0,
  reason_status: '',
  status: statusOf(from),
  type: 'MIRAKL',
})

const stockStatus = (from: Import) => ({
  import_id: importName(from.id),
  date_created: from.created_at,
  has_error_report: hasErrors(from),
  shop_id: shop.id,
  status: statusOf(from),
  ...(from.report ? { lines_in_error: from.report.errors.length, lines_in_success: from.report.success } : {}),
})

const pricesStatus = (from: Import) => ({
  import_id: importName(from.id),
  date_created: from.created_at,
  has_error_report: hasErrors(from),
  lines_in_error: from.report?.errors.length ?? 0,
  lines_in_success: from.report?.success ?? 0,
  offers_in_error: from.report?.errors.length ?? 0,
  offers_updated: from.report?.updated ?? 0,
  origin: 'API',
  reason_status: '',
  shop_id: shop.id,
  status: statusOf(from),
})

const hasErrors = ({ report: done }: Import): boolean => (done?.errors.length ?? 0) > 0

type Fault = NonNullable<Import['report']>['errors'][number]

function report(from: Import, header: readonly string[], rowOf: (fault: Fault) => string[]): Response {
  if (!hasErrors(from)) refuseMirakl(404, 'There is no error report for this import')
  const csv = writeCsv([header, ...(from.report?.errors ?? []).map(rowOf)])
  const type = from.kind === 'offers' ? 'application/octet-stream' : 'text/csv'
  return new Response(csv, { headers: { 'Content-Type': type } })
}
