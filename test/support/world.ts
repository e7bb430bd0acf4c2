import { afterAll, beforeAll, beforeEach, inject } from 'vitest'
import { invariant } from '#kernel/refusal'
import { type Actor, type Cx, type Outside, systemActor } from '#platform/cx'
import { type Database, openDatabase } from '#platform/db'
import { silentLog } from '#platform/log'
import { clean, ensureClone } from './clone.ts'

/** A clock that stands still until a test moves it. */
export type TestClock = { now(): Date; set(date: Date | string): void; advanceMs(ms: number): void }

/** Other people's machines: none until a test puts stand-ins here. */
export type TestOutside = { -readonly [K in keyof Outside]: Outside[K] }

export type World = {
  /** Acts as the system, on this worker's clone of the migrated database. */
  readonly cx: Cx
  readonly database: Database
  readonly clock: TestClock
  /** Fill in the outside machines a test needs; emptied before each test. */
  readonly outside: TestOutside
  as(actor: Partial<Actor>): Cx
}

const startOfTime = '2026-03-02T09:00:00Z'

/** Call once at the top of a test file. Before each test all rows but the seeded ones are gone and the clock is reset. */
export function useWorld(): World {
  const clock = createClock()
  const outside: TestOutside = Object.create(null)
  let opened: Database | undefined

  const database = (): Database => {
    invariant(opened, 'the world exists inside tests and hooks only')
    return opened
  }
  const cxOf = (actor: Actor): Cx => ({
    actor,
    db: database().db,
    now: clock.now,
    log: silentLog,
    outside,
  })

  beforeAll(async () => {
    const url = await ensureClone(inject('serverUrl'), `test_${process.env.VITEST_POOL_ID ?? '1'}`)
    opened = await openDatabase({ url, poolSize: 10, log: silentLog })
  })
  beforeEach(async () => {
    clock.set(startOfTime)
    for (const name of Object.keys(outside)) Reflect.deleteProperty(outside, name)
    await clean(database().db)
  })
  afterAll(() => opened?.close())

  return {
    get cx() {
      return cxOf(systemActor)
    },
    get database() {
      return database()
    },
    clock,
    outside,
    as: (actor) => cxOf({ ...systemActor, ...actor }),
  }
}

function createClock(): TestClock {
  let current = new Date(startOfTime)
  return {
    now: () => new Date(current),
    set: (date) => {
      current = new Date(date)
    },
    advanceMs: (ms) => {
      current = new Date(current.getTime() + ms)
    },
  }
}
