import { type JobResult, PgBoss, type Job as QueuedJob } from 'pg-boss'
import { Refusal } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import type { Database } from '#platform/db'
import type { Log } from '#platform/log'
import { enqueueSlot } from './enqueue.ts'
import { type Job, queueOptions } from './job.ts'

type Worker = { stop(): Promise<void> }

type WorkerOptions = {
  readonly database: Pick<Database, 'url'>
  readonly jobs: readonly Job[]
  readonly newCx: () => Cx
  readonly onDone?: ((name: string, outcome: 'done' | 'failed', durationMs: number) => void) | undefined
}

/** How long a running job may go on after `stop`; then it is given up and retried by another worker. */
const stopTimeoutMs = 10_000

/** Runs the jobs until stopped. Several workers share the work; a failed job is tried again with growing delays. */
export async function runWorker({ database, jobs, newCx, onDone }: WorkerOptions): Promise<Worker> {
  const { log } = newCx()
  const boss = await startBoss(database, log)
  for (const job of jobs) await prepareQueue(boss, job)
  const timers = jobs.flatMap((job) => startTimer(job, newCx) ?? [])
  for (const job of jobs) await work(boss, job, { newCx, onDone })
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await boss.stop({ graceful: true, timeout: stopTimeoutMs })
    },
  }
}

async function startBoss(database: Pick<Database, 'url'>, log: Log): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: database.url,
    max: 3,
    useListenNotify: true,
    application_name: 'etal-jobs',
  })
  boss.on('error', (error) => log.error({ err: error }, 'job queue error'))
  boss.on('warning', (warning) => log.warn({ warning }, 'job queue warning'))
  await boss.start()
  return boss
}

async function prepareQueue(boss: PgBoss, job: Job): Promise<void> {
  const { policy, ...options } = queueOptions(job)
  await boss.createQueue(job.name, { policy, ...options })
  await boss.updateQueue(job.name, withoutFixed(options))
  if (job.cron === undefined) await boss.unschedule(job.name)
  else await boss.schedule(job.name, job.cron, {}, { tz: 'Europe/Paris', singletonKey: 'schedule' })
}

/** pg-boss fixes some options when a queue is created and refuses them later. */
const withoutFixed = ({ retryDelayMax: _fixed, ...changeable }: Omit<ReturnType<typeof queueOptions>, 'policy'>) =>
  changeable

function startTimer(job: Job, newCx: () => Cx): NodeJS.Timeout | undefined {
  const { everySeconds } = job
  if (everySeconds === undefined) return undefined
  const tick = (): void => {
    const cx = newCx()
    enqueueSlot(cx, job, everySeconds).catch((error: unknown) => {
      cx.log.error({ err: error, job: job.name }, 'scheduled job not enqueued')
    })
  }
  tick()
  return setInterval(tick, everySeconds * 1000)
}

/** Without a full batch the next look is at the next notification or poll; a batch of one would never be full. */
const fetching = {
  batchSize: 5,
  burstWhenBatchFull: true,
  perJobResults: true,
  notifyPollingIntervalSeconds: 3,
} as const

type Running = Pick<WorkerOptions, 'newCx' | 'onDone'>

async function work(boss: PgBoss, job: Job, running: Running): Promise<void> {
  await boss.work(
    job.name,
    { ...fetching, localConcurrency: job.parallel ?? 1 },
    async (queued: QueuedJob<unknown>[]) => {
      const results: JobResult[] = []
      for (const { id, data } of queued) results.push(await runOne(job, { id, data: data ?? {} }, running))
      return results
    },
  )
}

type Queued = { readonly id: string; readonly data: unknown }

/** The third place where failures are translated: into the job's result, which pg-boss retries or shows. */
async function runOne(job: Job, queued: Queued, { newCx, onDone }: Running): Promise<JobResult> {
  const base = newCx()
  const cx = { ...base, log: base.log.child({ job: job.name, jobId: queued.id }) }
  const startedAt = performance.now()
  try {
    await job.run(cx, job.data.parse(queued.data))
    onDone?.(job.name, 'done', performance.now() - startedAt)
    return { id: queued.id, status: 'completed' }
  } catch (error) {
    onDone?.(job.name, 'failed', performance.now() - startedAt)
    cx.log[error instanceof Refusal ? 'warn' : 'error']({ err: error }, 'job failed')
    return {
      id: queued.id,
      status: 'failed',
      output: { message: error instanceof Error ? error.message : String(error) },
    }
  }
}
