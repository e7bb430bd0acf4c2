import { z } from '@hono/zod-openapi'
import type { ImportId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { mediaGrades } from '#modules/catalog'
import type { Cx } from '#platform/cx'
import { csvAnswer, idSchema, pageQuery, pageSchema, rawRoute, route, timeSchema } from '#platform/http'
import { enqueue } from '#platform/jobs'
import { importFormats } from './formats.ts'
import { runImportJob } from './jobs.ts'
import { findImports, findRejections } from './queries.ts'
import { getImport, inWords, rejectionReport } from './report.ts'
import type { ImportOptions } from './row.ts'
import { fileOfBytes } from './source-file.ts'
import { cancelImport, startImport } from './start-import.ts'

const importFields = {
  id: idSchema<ImportId>('Import'),
  fileName: z.string(),
  format: z.string(),
  isDryRun: z.boolean(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  rowsTotal: z.int().nullable(),
  rowsRead: z.int(),
  rowsAdded: z.int(),
  rowsChanged: z.int(),
  rowsUnchanged: z.int(),
  rowsRejected: z.int(),
  failure: z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
  createdAt: timeSchema,
  createdBy: z.string(),
  startedAt: timeSchema.nullable(),
  finishedAt: timeSchema.nullable(),
}
const importSchema = z.object(importFields).openapi('Import')
const params = z.object({ importId: idSchema<ImportId>('Import') })

const fileBytesMax = 50_000_000

const formSchema = z.object({
  file: z.string().openapi({ type: 'string', format: 'binary', description: 'The table, at most 50 MB' }),
  format: z.enum(['auto', ...importFormats]).default('auto'),
  dryRun: z.enum(['true', 'false']).default('false'),
  grade: z.enum(mediaGrades).optional(),
  place: z.string().max(20).optional(),
  currency: z.string().length(3).optional(),
  withDrafts: z.enum(['true', 'false']).default('false'),
  rates: z.string().optional().openapi({ description: 'JSON object, euros for one unit: {"USD":0.92}' }),
  mapping: z.string().optional().openapi({ description: 'JSON object, our field → the column: {"title":"Titre"}' }),
})

const createImport = rawRoute({
  method: 'post',
  path: '/imports',
  permission: 'intake:import',
  summary: 'Import a file; it runs in the background',
  tags: ['intake'],
  form: formSchema,
  bodyBytesMax: fileBytesMax + 100_000,
  produces: 'application/json',
  answer: importSchema,
  refusals: [
    'intake.file-missing',
    'intake.file-empty',
    'intake.file-not-text',
    'intake.no-rows',
    'intake.format-unknown',
    'intake.wrong-format',
    'intake.options-invalid',
  ],
  handle: async (cx, { raw }) => {
    const form = await raw.formData()
    const file = form.get('file')
    if (!(file instanceof File)) refuse('intake.file-missing', {})
    const fields = parsedFields(form)
    const bytes = new Uint8Array(await file.arrayBuffer())
    const importId = await startImport(cx, fileOfBytes(file.name.slice(0, 200), bytes), fields, keepIn(cx, bytes))
    return Response.json(await getImport(cx, importId), { status: 202 })
  },
})

const keepIn = (cx: Cx, bytes: Uint8Array<ArrayBuffer>) => ({
  fileKey: async (importId: ImportId) => {
    const key = `imports/${importId}.csv`
    await cx.outside.files.put(key, bytes, 'text/csv')
    return key
  },
  enqueue: (tx: Parameters<typeof enqueue>[0], importId: ImportId) =>
    enqueue(tx, runImportJob, { importId }, { singletonKey: importId }),
})

function parsedFields(form: FormData) {
  const texts = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''),
  )
  const parsed = formSchema.omit({ file: true }).safeParse(texts)
  if (!parsed.success) refuse('intake.options-invalid', { fault: z.prettifyError(parsed.error) })
  const { format, dryRun, withDrafts, rates, mapping, grade, place, currency } = parsed.data
  const options: ImportOptions = {
    ...(grade && { grade }),
    ...(place && { place }),
    ...(currency && { currency: currency.toUpperCase() }),
    ...(withDrafts === 'true' && { withDrafts: true }),
    ...(rates && { rates: jsonField(rates, z.record(z.string(), z.number().positive())) }),
    ...(mapping && { mapping: jsonField(mapping, z.record(z.string(), z.string())) }),
  }
  return { format: format === 'auto' ? undefined : format, isDryRun: dryRun === 'true', options }
}

function jsonField<T>(text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    return refuse('intake.options-invalid', {
      fault: cause instanceof Error ? cause.message.slice(0, 300) : 'not JSON',
    })
  }
}

const getImports = route({
  method: 'get',
  path: '/imports',
  permission: 'intake:read',
  summary: 'Imports, newest first',
  tags: ['intake'],
  query: z.object(pageQuery),
  answers: { 200: pageSchema(importSchema) },
  handle: async (cx, { query: { cursor, limit } }) => {
    const items = await findImports(cx, { before: cursor, limit: limit + 1 })
    return { items: items.slice(0, limit), nextCursor: items.length > limit ? (items[limit - 1]?.id ?? null) : null }
  },
})

const rejectionsShownMax = 100

const getOneImport = route({
  method: 'get',
  path: '/imports/:importId',
  permission: 'intake:read',
  summary: 'One import: how far it is, and its first rejected rows in words',
  tags: ['intake'],
  params,
  answers: {
    200: z
      .object({
        ...importFields,
        rejections: z.array(
          z.object({ row: z.int(), line: z.int(), code: z.string(), problem: z.string(), remedy: z.string() }),
        ),
      })
      .openapi('ImportWithRejections'),
  },
  refusals: ['intake.import-not-found'],
  handle: async (cx, { params: { importId }, request }) => {
    const known = await getImport(cx, importId)
    const rejections = await findRejections(cx, importId, { after: 0, limit: rejectionsShownMax })
    return { ...known, rejections: rejections.map((rejection) => inWords(rejection, request.lang)) }
  },
})

const getRejections = rawRoute({
  method: 'get',
  path: '/imports/:importId/rejections.csv',
  permission: 'intake:read',
  summary: 'Every rejected row with its reason, ready to be corrected and imported',
  tags: ['intake'],
  params,
  produces: 'text/csv',
  refusals: ['intake.import-not-found'],
  handle: async (cx, { params: { importId }, request }) => {
    await getImport(cx, importId)
    return csvAnswer(rejectionReport(cx, importId, request.lang), 'rejections.csv')
  },
})

const createCancellation = route({
  method: 'post',
  path: '/imports/:importId/cancellation',
  permission: 'intake:import',
  summary: 'Stop an import after its current batch; what was imported stays',
  tags: ['intake'],
  params,
  answers: { 201: importSchema },
  refusals: ['intake.import-not-found', 'intake.import-finished'],
  handle: async (cx, { params: { importId } }) => {
    await cancelImport(cx, importId)
    return getImport(cx, importId)
  },
})

export const routes = [createImport, getImports, getOneImport, getRejections, createCancellation] as const
