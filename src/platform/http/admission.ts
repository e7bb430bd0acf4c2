import type { MiddlewareHandler } from 'hono'
import { Outage } from '#kernel/refusal'
import type { EdgeEnv } from './edge.ts'

export type AdmissionLimits = { readonly atOnceMax: number; readonly waitingMax: number; readonly retryAfterMs: number }

/**
 * More requests at once than this only queue for a database connection, whose wait ends in an error after ten seconds;
 * here they wait in the order they came. What would wait too long is told so at once.
 */
const usualLimits: AdmissionLimits = { atOnceMax: 64, waitingMax: 2000, retryAfterMs: 2000 }

/** Probes ask whether the process lives: they must be answered when it is busy too. */
const alwaysAdmitted: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])

/** Lets so many requests in at once; the others queue, and beyond `waitingMax` get 503 with Retry-After. */
export function admission(limits: AdmissionLimits = usualLimits): MiddlewareHandler<EdgeEnv> {
  const waiting: (() => void)[] = []
  let admittedCount = 0

  const enter = async (): Promise<void> => {
    if (admittedCount < limits.atOnceMax) {
      admittedCount += 1
      return
    }
    if (waiting.length >= limits.waitingMax)
      throw new Outage('Étal', 'too many requests are waiting', { retryAfterMs: limits.retryAfterMs })
    const { promise, resolve } = Promise.withResolvers<void>()
    waiting.push(resolve)
    await promise
  }
  /** The place goes straight to whoever waits longest, so nobody slips in between. */
  const leave = (): void => {
    const next = waiting.shift()
    if (next) next()
    else admittedCount -= 1
  }

  return async (c, next) => {
    if (alwaysAdmitted.has(c.req.path)) return next()
    await enter()
    try {
      await next()
    } finally {
      leave()
    }
  }
}
