import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'

const Job = z.object({
  id: z.number(),
  kind: z.enum(['upload', 'export']),
  type: z.string(),
  filename: z.string(),
  csv: z.string(),
  results: z.string(),
  created_at: z.string(),
  finishes_at: z.string(),
  finished_at: z.string().nullable(),
})
export type Job = z.output<typeof Job>
export type JobKind = Job['kind']

export type NewJob = { kind: JobKind; type: string; filename: string; csv: string }

export function insertJob(machine: Machine, { kind, type, filename, csv }: NewJob): number {
  const created = machine.now()
  const finishes = new Date(created.getTime() + readSetting(machine, 'discogs.jobSeconds') * 1000)
  return machine.store.run(
    `insert into discogs_jobs (kind, type, filename, csv, results, created_at, finishes_at) values (?, ?, ?, ?, '', ?, ?)`,
    ...[kind, type, filename, csv, created.toISOString(), finishes.toISOString()],
  ).lastId
}

export const isJobRunning = ({ store }: Machine, kind: JobKind): boolean =>
  store.get('select 1 from discogs_jobs where kind = ? and finished_at is null', kind) !== undefined

export const dueJobs = ({ store, now }: Machine): Job[] =>
  store
    .all('select * from discogs_jobs where finished_at is null and finishes_at <= ? order by id', now().toISOString())
    .map((row) => Job.parse(row))

export const finishJob = (
  { store }: Machine,
  { id, finishes_at }: Job,
  outcome: { results: string; csv: string },
): void =>
  void store.run(
    'update discogs_jobs set finished_at = ?, results = ?, csv = ? where id = ?',
    finishes_at,
    outcome.results,
    outcome.csv,
    id,
  )

export function findJob({ store }: Machine, kind: JobKind, id: number): Job | undefined {
  const row = store.get('select * from discogs_jobs where kind = ? and id = ?', kind, id)
  return row && Job.parse(row)
}

export const listJobs = ({ store }: Machine, kind: JobKind): Job[] =>
  store.all('select * from discogs_jobs where kind = ? order by id desc limit 50', kind).map((row) => Job.parse(row))

const timestamp = (text: string): string => text.slice(0, 19)

/** The vendor documents only "success"; "processing" is our word for the time before. */
export function jobView(job: Job, base: string) {
  const common = {
    id: job.id,
    status: job.finished_at === null ? 'processing' : 'success',
    created_ts: timestamp(job.created_at),
    finished_ts: job.finished_at === null ? null : timestamp(job.finished_at),
    filename: job.filename,
  }
  if (job.kind === 'upload') return { ...common, results: job.results, type: job.type }
  const url = `${base}/inventory/export/${job.id}`
  return { ...common, url, download_url: `${url}/download` }
}
