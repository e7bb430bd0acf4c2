import { unlockSecrets } from '#platform/secrets'
import { ownAmbient } from './ambient.ts'
import type { SimulationDatabase } from './database.ts'
import { live } from './live.ts'
import { openWorld } from './open-world.ts'
import { countIncidents } from './queries-check.ts'
import { countPayments } from './queries-money.ts'
import { type SizeName, sizes, type Violation, type World } from './world.ts'

export type Run = {
  readonly seed: number
  readonly days: number
  readonly size: SizeName
  readonly hear?: (line: string) => void
}

export type Outcome = {
  readonly seed: number
  readonly days: number
  readonly size: SizeName
  readonly world: Readonly<Record<string, number>>
  readonly events: number
  readonly happenings: Readonly<Record<string, number>>
  readonly steps: number
  readonly faults: number
  readonly crashes: number
  readonly incidents: Readonly<Record<string, number>>
  /** By what became of them, with the providers' pushes that were carried. */
  readonly payments: Readonly<Record<string, number>>
  readonly violations: readonly Violation[]
  readonly lastEvents: readonly string[]
  /** Equal for two runs that did the same. */
  readonly print: number
  readonly elapsedMs: number
}

/** One seeded world from its first to its last day. The same seed, days and size give the same outcome. */
export async function simulate(database: SimulationDatabase, run: Run): Promise<Outcome> {
  const startedAt = performance.now()
  unlockSecrets('a secret of at least thirty-two characters')
  const { seed, hear } = run
  await database.empty(seed)
  const world = openWorld({ database, seed, size: sizes[run.size], ...(hear && { hear }) })
  const disown = ownAmbient(() => ambientOf(world))
  try {
    await live(world, run.days)
    return { ...(await outcomeOf(world, run)), elapsedMs: Math.round(performance.now() - startedAt) }
  } finally {
    disown()
    await world.close()
  }
}

function ambientOf({ scheduler }: World) {
  const task = scheduler.current()
  return task && { fraction: task.chance.fraction, sleep: scheduler.sleep }
}

async function outcomeOf(world: World, { seed, days, size }: Run): Promise<Omit<Outcome, 'elapsedMs'>> {
  const { counts, trace, network, goods, accounts, promised, violations } = world
  const incidents = await countIncidents(world.cx)
  const payments = await countPayments(world.cx)
  return {
    seed,
    days,
    size,
    world: { goods: goods.length, marketplaces: accounts.length, ordersThere: promised.length },
    events: counts.events,
    happenings: Object.fromEntries([...counts.happenings].sort()),
    steps: counts.steps,
    faults: network.faults,
    crashes: counts.crashes,
    incidents: Object.fromEntries(incidents.map(({ kind, count }) => [kind, count])),
    payments: { ...Object.fromEntries(payments.map(({ state, count }) => [state, count])), pushes: counts.pushes },
    violations,
    lastEvents: violations.length > 0 ? trace.last : [],
    print: trace.print,
  }
}
