import type { z } from 'zod'
import type { Cx } from '#platform/cx'

/**
 * Work done after the commit by a worker. It may run more than once (a crash, a retry), so `run` must be harmless when
 * repeated. `cron` (Europe/Paris) and `everySeconds` start it by itself with empty data.
 */
export type Job<Data = unknown> = {
  readonly name: string
  readonly data: z.ZodType<Data>
  readonly cron?: string
  readonly everySeconds?: number
  readonly retryLimit: number
  readonly retryDelaySeconds?: number
  readonly timeoutSeconds?: number
  /** How many of these jobs one worker process runs at once; 1 unless told. */
  readonly parallel?: number
  run(cx: Cx, data: Data): Promise<void>
}

export const defineJob = <Data>(job: Job<Data>): Job<Data> => job

/** What the worker and `enqueue` tell pg-boss about a job's queue. */
export const queueOptions = (job: Job) => ({
  // One waiting job per singleton key: enqueueing the same work twice before it starts is one job.
  policy: 'short',
  notify: true,
  retryLimit: job.retryLimit,
  retryDelay: job.retryDelaySeconds ?? 2,
  retryBackoff: true,
  retryDelayMax: 900,
  expireInSeconds: job.timeoutSeconds ?? 900,
  retentionSeconds: 14 * 86_400,
  // Scheduled work leaves many rows and comes again by itself; other jobs stay visible, above all the failed ones.
  deleteAfterSeconds: job.everySeconds === undefined ? 14 * 86_400 : 3600,
})
