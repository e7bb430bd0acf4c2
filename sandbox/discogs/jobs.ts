import { Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import { type DiscogsContext, type DiscogsEnv, requireSeller } from './access.ts'
import { parse } from './csv.ts'
import { findJob, insertJob, isJobRunning, type Job, type JobKind, jobView, listJobs } from './job-store.ts'
import { pagination } from './paging.ts'
import { refuseDiscogs, refuseUnknown } from './refusal.ts'
import { seller } from './seller.ts'

const uploadColumns: Readonly<Record<string, readonly string[]>> = {
  add: ['release_id', 'price', 'media_condition'],
  change: ['release_id'],
  delete: ['listing_id'],
}

/** Inventory upload and export: asynchronous, one of each at a time. */
export function jobs(machine: Machine): Hono<DiscogsEnv> {
  const app = new Hono<DiscogsEnv>()

  app.post('/inventory/upload/:type', async (c) => {
    requireSeller(c)
    const type = c.req.param('type')
    const columns = uploadColumns[type] ?? refuseUnknown()
    const upload = await readUpload(c, columns)
    refuseSecond(machine, 'upload')
    const id = insertJob(machine, { kind: 'upload', type, filename: upload.filename, csv: upload.csv })
    return c.body(null, 200, { Location: `${c.get('base')}/inventory/upload/${id}` })
  })

  app.post('/inventory/export', (c) => {
    requireSeller(c)
    refuseSecond(machine, 'export')
    const filename = `${seller.username}-inventory-${machine.now().toISOString().slice(0, 10)}.csv`
    const id = insertJob(machine, { kind: 'export', type: '', filename, csv: '' })
    return c.body(null, 200, { Location: `${c.get('base')}/inventory/export/${id}` })
  })

  app.get('/inventory/export/:id/download', (c) => {
    requireSeller(c)
    const job = jobOf(machine, c, 'export')
    if (job.finished_at === null) refuseDiscogs(404, 'The export is not ready yet.')
    return c.body(job.csv, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename=${job.filename}`,
    })
  })

  for (const kind of ['upload', 'export'] as const) {
    app.get(`/inventory/${kind}`, (c) => {
      requireSeller(c)
      const items = listJobs(machine, kind).map((job) => jobView(job, c.get('base')))
      return c.json({ items, pagination: pagination(c, { page: 1, perPage: 50 }, items.length) })
    })
    app.get(`/inventory/${kind}/:id`, (c) => {
      requireSeller(c)
      const job = jobOf(machine, c, kind)
      return isUnchanged(job, c.req.header('if-modified-since'))
        ? c.body(null, 304)
        : c.json(jobView(job, c.get('base')))
    })
  }
  return app
}

function jobOf(machine: Machine, c: DiscogsContext, kind: JobKind): Job {
  return findJob(machine, kind, Number(c.req.param('id'))) ?? refuseUnknown()
}

function refuseSecond(machine: Machine, kind: JobKind): void {
  if (isJobRunning(machine, kind)) refuseDiscogs(409, `An inventory ${kind} is already in progress.`)
}

async function readUpload(c: DiscogsContext, columns: readonly string[]): Promise<{ filename: string; csv: string }> {
  if (!c.req.header('content-type')?.startsWith('multipart/form-data')) {
    refuseDiscogs(415, 'The upload must be multipart/form-data.')
  }
  const file = (await c.req.formData()).get('upload')
  if (!(file instanceof File)) return refuseDiscogs(422, 'The field "upload" must hold a CSV file.')
  const csv = await file.text()
  const missing = columns.filter((column) => !parse(csv).columns.includes(column))
  if (missing.length > 0) refuseDiscogs(422, `The CSV file has no column ${missing.join(', ')}.`)
  return { filename: file.name, csv }
}

function isUnchanged(job: Job, since: string | undefined): boolean {
  const changedAt = Date.parse(job.finished_at ?? job.created_at)
  return since !== undefined && changedAt <= Date.parse(since) + 999
}
