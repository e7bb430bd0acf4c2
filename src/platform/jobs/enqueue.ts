import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { type Job, queueOptions } from './job.ts'

type EnqueueOptions = { readonly startAfter?: Date; readonly singletonKey?: string }

/**
 * Adds a job in the caller's transaction: it exists exactly when the transaction commits. With a `singletonKey` a second
 * call before the first job has started changes nothing.
 */
export async function enqueue<Data>(tx: Tx, job: Job<Data>, data: Data, options: EnqueueOptions = {}): Promise<void> {
  const { startAfter = null, singletonKey = crypto.randomUUID() } = options
  await insertJob(tx, job, { data: JSON.stringify(job.data.parse(data)), startAfter, singletonKey, slotSeconds: null })
}

/** Adds the run of a scheduled job for the current slot; of several workers one succeeds. */
export const enqueueSlot = (cx: Cx, job: Job, slotSeconds: number): Promise<void> =>
  insertJob(cx, job, { data: '{}', startAfter: null, singletonKey: 'schedule', slotSeconds })

type NewJob = {
  readonly data: string
  readonly startAfter: Date | null
  readonly singletonKey: string
  readonly slotSeconds: number | null
}

/**
 * The insert that pg-boss 12.35 makes in `send`, as one statement on the caller's connection; a test compares the
 * columns with pg-boss' own. Its `fromKysely` needs a started PgBoss in every process that only wants to add a job.
 */
async function insertJob(cx: Cx, job: Job, { data, startAfter, singletonKey, slotSeconds }: NewJob): Promise<void> {
  const slot = sql`'epoch'::timestamp + make_interval(secs => ${slotSeconds}::float8 * floor(extract(epoch from now()) / ${slotSeconds}::float8))`
  const inserted = await sql<{ queues: number }>`
    with queue as (select * from pgboss.queue where name = ${job.name}), added as (
      insert into pgboss.job (name, data, start_after, created_on, singleton_key, singleton_on, expire_seconds, deletion_seconds,
        keep_until, retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
      select name, ${data}::jsonb, coalesce(${startAfter}::timestamptz, now()), now(), ${singletonKey}, ${slotSeconds === null ? null : slot},
        expire_seconds, deletion_seconds, coalesce(${startAfter}::timestamptz, now()) + make_interval(secs => retention_seconds),
        retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds
      from queue
      on conflict do nothing
      returning start_after
    ), woken as (
      select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), ${job.name}) from added where start_after <= now()
    )
    select (select count(*) from queue) as queues, (select count(*) from woken)`.execute(cx.db)
  if (inserted.rows[0]?.queues) return

  await createQueue(cx, job)
  await insertJob(cx, job, { data, startAfter, singletonKey, slotSeconds })
}

async function createQueue(cx: Pick<Cx, 'db'>, job: Job): Promise<void> {
  await sql`select pgboss.create_queue(${job.name}, ${JSON.stringify(queueOptions(job))}::jsonb)`.execute(cx.db)
}
