import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as realPause } from 'node:timers'
import type { Chance } from './chance.ts'
import type { Clock } from './clock.ts'

/** One thread of work: a request, a lane's run, a person's errand. */
export type Task = {
  readonly name: string
  readonly chance: Chance
  /** Steps of one task follow each other, also where its code begins several at once. */
  tail: Promise<void>
  /** Resolved when the task has come to its next step, or to its end. */
  rest: PromiseWithResolvers<void>
  /** The database connection that is at work for it. */
  connection: number | undefined
}

export type Step<T> = {
  readonly label: string
  /** How long it takes before the step is done, in the world's time. */
  readonly afterMs: number
  readonly connection?: number
  readonly perform: () => Promise<T>
}

export type Scheduler = {
  /** Begins a task and runs it up to its first step. Never called by a task. */
  start(name: string, work: () => Promise<void>): Promise<void>
  /** Waits for its turn, then does one thing to the outside: a statement, a request. Outside a task it is done at once. */
  step<T>(step: Step<T>): Promise<T>
  sleep(ms: number): Promise<void>
  current(): Task | undefined
  /** Lets one of the steps that are due be done. False when none is due at this moment. */
  next(): Promise<boolean>
  /** When the next step is due. */
  readonly nextAtMs: number | undefined
  readonly taskCount: number
}

type Waiting = { readonly task: Task; readonly atMs: number; readonly label: string; readonly go: () => void }

/** A statement that takes longer than this may wait for a lock: then the database is asked. Alone it can only be slow. */
const lockSuspectedMs = { alone: 1_000, amongOthers: 6 }
const restMsMax = 30_000

type Parts = {
  readonly clock: Clock
  readonly chance: Chance
  readonly isLocked: (connection: number) => Promise<boolean>
  readonly onStep: (task: Task, label: string) => void
}

/**
 * One step at a time: whatever runs "at once" takes turns between statements and requests, in an order drawn by chance.
 * A task whose statement waits for another's lock rests until that lock is gone. So a seed replays exactly.
 */
export function createScheduler({ clock, chance, isLocked, onStep }: Parts): Scheduler {
  const storage = new AsyncLocalStorage<Task>()
  const tasks = new Set<Task>()
  const locked = new Set<Task>()
  let waiting: Waiting[] = []
  let started = 0

  const step = async <T>({ label, afterMs, connection, perform }: Step<T>): Promise<T> => {
    const task = storage.getStore()
    if (!task) return perform()
    const before = task.tail
    const { promise: done, resolve: finish } = Promise.withResolvers<void>()
    task.tail = done
    await before
    const { promise: turn, resolve: go } = Promise.withResolvers<void>()
    waiting.push({ task, atMs: clock.ms + afterMs, label, go })
    task.rest.resolve()
    await turn
    task.connection = connection
    try {
      return await perform()
    } finally {
      task.connection = undefined
      finish()
    }
  }

  /** Until the task rests, or waits for a lock that a resting task has. */
  const settle = async (task: Task): Promise<void> => {
    const pauseMs = tasks.size > 1 ? lockSuspectedMs.amongOthers : lockSuspectedMs.alone
    for (let waitedMs = 0; !(await restsWithin(task, pauseMs)); waitedMs += pauseMs) {
      if (task.connection !== undefined && (await isLocked(task.connection))) {
        locked.add(task)
        return
      }
      if (waitedMs > restMsMax) throw new Error(`${task.name} does not come to rest`)
    }
    locked.delete(task)
  }
  const settleLocked = async (): Promise<void> => {
    for (const task of [...locked]) await settle(task)
  }

  const run = async (task: Task, begin: () => void): Promise<void> => {
    task.rest = Promise.withResolvers()
    begin()
    await settle(task)
    if (locked.size > 0) await settleLocked()
  }

  return {
    step,
    sleep: (ms) => step({ label: 'waits', afterMs: ms, perform: async () => {} }),
    current: () => storage.getStore(),
    async start(name, work) {
      started += 1
      const task: Task = {
        name,
        chance: chance.fork(`${started}`),
        tail: Promise.resolve(),
        rest: Promise.withResolvers(),
        connection: undefined,
      }
      tasks.add(task)
      await run(task, () => {
        void storage.run(task, work).finally(() => {
          tasks.delete(task)
          task.rest.resolve()
        })
      })
    },
    async next() {
      const due = waiting.filter(({ atMs }) => atMs <= clock.ms)
      const chosen = chance.pick(due)
      if (!chosen) {
        if (locked.size === 0 || waiting.length > 0) return false
        await settleLocked()
        return true
      }
      waiting = waiting.filter((other) => other !== chosen)
      onStep(chosen.task, chosen.label)
      await run(chosen.task, chosen.go)
      return true
    },
    get nextAtMs() {
      return waiting.length === 0 ? undefined : Math.min(...waiting.map(({ atMs }) => atMs))
    },
    get taskCount() {
      return tasks.size
    },
  }
}

async function restsWithin(task: Task, ms: number): Promise<boolean> {
  const { promise: tooLong, resolve } = Promise.withResolvers<boolean>()
  const timer = realPause(() => resolve(false), ms)
  const isResting = await Promise.race([task.rest.promise.then(() => true), tooLong])
  clearTimeout(timer)
  return isResting
}
