import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

export const jobStates = ['created', 'retry', 'active', 'completed', 'cancelled', 'failed'] as const
type JobState = (typeof jobStates)[number]

export type JobRow = {
  readonly id: string
  readonly name: string
  readonly state: JobState
  readonly data: unknown
  readonly retryCount: number
  readonly retryLimit: number
  readonly createdOn: Date
  readonly startAfter: Date
  readonly completedOn: Date | null
  readonly lastError: string | null
}

/** Jobs of one state, newest first. */
export async function findJobs(cx: Cx, { state, limit }: { state: JobState; limit: number }): Promise<JobRow[]> {
  const found = await sql<JobRow>`
    select id, name, state, data, retry_count, retry_limit, created_on, start_after, completed_on,
      coalesce(output ->> 'message', output #>> '{value,message}') as last_error
    from pgboss.job where state = ${state}::pgboss.job_state
    order by coalesce(completed_on, created_on) desc limit ${limit}`.execute(cx.db)
  return found.rows
}

/** Gives a failed job one more try, now. False when no failed job has this id. */
export async function retryJob(cx: Cx, id: string): Promise<boolean> {
  const retried = await sql`
    with retried as (
      update pgboss.job set state = 'retry', retry_limit = retry_limit + 1, start_after = now(), completed_on = null
      where id = ${id}::uuid and state = 'failed' returning name
    )
    select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), name) from retried`.execute(cx.db)
  return retried.rows.length > 0
}
