import type { PostgresPool } from 'kysely'
import { createPaymentProviders } from '#app/payment-providers'
import { createConnectors } from '#connectors/marketplaces'
import { type Cx, type Outside, systemActor } from '#platform/cx'
import { createHttpClient } from '#platform/http-client'
import type { Log } from '#platform/log'
import { pushAddress } from '#support/push-door'
import type { Chance } from './chance.ts'
import type { Clock } from './clock.ts'
import { openConnections } from './connections.ts'
import { Died } from './died.ts'
import { pictureFiles } from './files.ts'
import type { Network } from './network.ts'
import type { Scheduler } from './scheduler.ts'

/** One of our processes: its statements and requests take turns with everybody else's, and it may die at any of them. */
export type Process = {
  readonly name: string
  readonly cx: Cx
  readonly isDead: boolean
  /** Dies before, or right after, the n-th thing it does from now on. */
  doom(steps: number, moment: 'before' | 'after'): void
  /** Gives its connections back, whatever it was doing. */
  abandon(): Promise<void>
}

export type ProcessParts = {
  readonly pool: PostgresPool
  readonly clock: Clock
  readonly chance: Chance
  readonly scheduler: Scheduler
  readonly network: Network
  readonly log: Log
  readonly onDeath: (process: Process) => void
  /** Something may have been committed. */
  readonly onCommit: () => void
  readonly cancel: (connection: number) => Promise<void>
}

/** A statement takes this long at most; enough for two tasks to meet between two statements of one transaction. */
const statementMsMax = 12

export function startProcess(name: string, parts: ProcessParts): Process {
  const { clock, chance, scheduler, network, log } = parts
  let isDead = false
  let doom: { steps: number; moment: 'before' | 'after' } | undefined

  const die = async (): Promise<never> => {
    isDead = true
    await connections.abandon(parts.cancel)
    parts.onDeath(process)
    throw new Died(name)
  }
  const attempt = async <T>(perform: () => Promise<T>): Promise<T> => {
    if (isDead) throw new Died(name)
    if (doom) doom.steps -= 1
    const isLast = doom?.steps === 0
    if (isLast && doom?.moment === 'before') return die()
    const outcome = await perform().then(
      (value) => ({ kind: 'done' as const, value }),
      (error: unknown) => ({ kind: 'failed' as const, error }),
    )
    if (isDead) throw new Died(name)
    if (isLast) return die()
    if (outcome.kind === 'failed') throw outcome.error
    return outcome.value
  }
  const pass = <T>(label: string, afterMs: number, perform: () => Promise<T>, connection?: number): Promise<T> => {
    if (isDead) return Promise.reject(new Died(name))
    const step = { label, afterMs, perform: () => attempt(perform) }
    return scheduler.step(connection === undefined ? step : { ...step, connection })
  }

  const connections = openConnections(parts.pool, async (statement, connection, perform) => {
    const answer = await pass(wordsOf(statement), chance.between(0, statementMsMax), perform, connection)
    if (statement === 'commit') parts.onCommit()
    return answer
  })
  const http = (system: string) =>
    createHttpClient({ system, log, fetch: (request) => network.carry(system, request, pass) })
  const process: Process = {
    name,
    cx: { actor: systemActor, db: connections.db, now: clock.now, log, outside: outsideOf(http) },
    get isDead() {
      return isDead
    },
    doom(steps, moment) {
      doom = { steps, moment }
    },
    abandon: () => connections.abandon(parts.cancel),
  }
  return process
}

const outsideOf = (httpTo: (system: string) => ReturnType<typeof createHttpClient>): Outside => ({
  publicUrl: pushAddress,
  files: pictureFiles(),
  mailer: undefined,
  paymentProviders: createPaymentProviders(httpTo, 'http://sandbox.test'),
  connectors: createConnectors(httpTo),
})

const words = new Map<string, string>()
const wordsMax = 2_000

/** The beginning of a statement on one line; few texts come again and again. */
function wordsOf(statement: string): string {
  const known = words.get(statement)
  if (known !== undefined) return known
  if (words.size >= wordsMax) words.clear()
  const short = statement.replaceAll(/\s+/g, ' ').trim().slice(0, 70)
  words.set(statement, short)
  return short
}
