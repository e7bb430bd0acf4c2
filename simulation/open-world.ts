import { pino } from 'pino'
import { createConnectors } from '#connectors/marketplaces'
import { Outage, Refusal } from '#kernel/refusal'
import { type Cx, systemActor } from '#platform/cx'
import type { Log } from '#platform/log'
import { createSandbox } from '#sandbox/server'
import { createPushDoor, pushAddress } from '#support/push-door'
import { chanceOf } from './chance.ts'
import { createClock } from './clock.ts'
import type { SimulationDatabase } from './database.ts'
import { Died } from './died.ts'
import { pictureFiles } from './files.ts'
import { chargedInVain } from './money.ts'
import { createNetwork } from './network.ts'
import { openNursery } from './nursery.ts'
import { createScheduler } from './scheduler.ts'
import { createTrace } from './trace.ts'
import type { Counts, Size, Violation, World } from './world.ts'

export type WorldOptions = {
  readonly database: SimulationDatabase
  readonly seed: number
  readonly size: Size
  readonly hear?: (line: string) => void
}

const startOfTime = '2026-03-02T09:00:00Z'

/** An empty world: machines and processes, no people and no goods yet. */
export function openWorld({ database, seed, size, hear }: WorldOptions): World {
  const clock = createClock(startOfTime)
  const chance = chanceOf(seed)
  const trace = createTrace(clock, hear)
  const log = complaintLog((complaint) => trace.add(`    log: ${complaint}`))
  const cx: Cx = { actor: systemActor, db: database.db, now: clock.now, log, outside: noOutside() }
  const counts = noCounts()
  const polls: World['polls'] = new Map()
  const scheduler = createScheduler({
    clock,
    chance: chance.fork('turns'),
    isLocked: database.isLocked,
    onStep: (task, label) => {
      counts.steps += 1
      trace.add(`  ${task.name}: ${label}`)
    },
  })
  const sandbox = createSandbox({
    store: ':memory:',
    now: clock.now,
    random: chance.fork('vendors').fraction,
    reach: (request) => createPushDoor(() => cx)(request),
  })
  const onDone = async (path: string): Promise<void> => {
    if (size.isTill && path.endsWith('/capture')) violations.push(...(await chargedInVain({ cx, sandbox })))
  }
  const network = createNetwork({ sandbox, clock, chance: chance.fork('network'), trace, onDone })
  const violations: Violation[] = []
  let isTouched = true
  const touch = (): void => {
    isTouched = true
  }
  const processes = openNursery(size, {
    pool: database.pool,
    clock,
    chance: chance.fork('processes'),
    scheduler,
    network,
    log,
    cancel: database.cancel,
    onCommit: touch,
    onDeath(dead) {
      counts.crashes += 1
      trace.add(`# ${dead.name} died`)
      touch()
    },
  })
  const machines = { seed, size, chance, clock, scheduler, network, sandbox, trace, cx, counts }
  const world: World = {
    ...machines,
    goods: [],
    accounts: [],
    promised: [],
    violations,
    process: processes.get,
    living: processes.living,
    begin: (name, process, work) =>
      scheduler.start(`${process.name} ${name}`, () =>
        work(process)
          .catch((error: unknown) => note(world, `${process.name} ${name}`, error))
          .then(touch),
      ),
    polls,
    rhythm: new Map(),
    wantPoll: (accountId, atMs) =>
      void polls.set(accountId, Math.min(atMs, polls.get(accountId) ?? Number.POSITIVE_INFINITY)),
    touch,
    get isTouched() {
      return isTouched
    },
    untouch() {
      isTouched = false
    },
    async close() {
      for (const process of processes.living()) await process.abandon()
      sandbox.close()
    },
  }
  return world
}

const noCounts = (): Counts => ({
  events: 0,
  steps: 0,
  crashes: 0,
  refusals: 0,
  outages: 0,
  pushes: 0,
  happenings: new Map(),
})

/** Who looks from outside reaches nobody. */
const noOutside = (): Cx['outside'] => ({
  publicUrl: pushAddress,
  files: pictureFiles(),
  mailer: undefined,
  paymentProviders: {},
  connectors: createConnectors((system) => ({ send: () => Promise.reject(new Outage(system, 'not from here')) })),
})

/** Death, refusals and other people's outages are part of life; every other error is a bug of ours. */
export function note({ counts, trace, violations }: World, who: string, error: unknown): void {
  if (error instanceof Died) return
  const message = error instanceof Error ? error.message : String(error)
  trace.add(`    ${who} failed: ${message}`)
  if (error instanceof Refusal) counts.refusals += 1
  else if (error instanceof Outage) counts.outages += 1
  else violations.push({ check: 'no-bug', subject: who, found: message })
}

/** What modules complain of goes into the trace. */
const complaintLog = (hear: (complaint: string) => void): Log =>
  pino({ level: 'warn', base: null }, { write: (line) => hear(wordsOf(line)) })

function wordsOf(line: string): string {
  const { msg, err }: { msg?: string; err?: { message?: string } } = JSON.parse(line)
  return [msg, err?.message].filter(Boolean).join(': ').slice(0, 300)
}
