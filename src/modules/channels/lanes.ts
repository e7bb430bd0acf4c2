import type { AccountId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import type { Database } from '#platform/db'
import { type AccountWorker, whichAreDue } from './account-workers.ts'
import { NotNow } from './breaker.ts'
import type { OnWithdrawn } from './lane.ts'
import { pollIntervalMs } from './poll-account.ts'
import { type Tick, ticks } from './queries.ts'
import { runLane } from './run-lane.ts'

const tickMs = 250

type LanesOptions = {
  readonly database: Database
  readonly newCx: () => Cx
  readonly pollOrders: PollOrders
  readonly onWithdrawn?: OnWithdrawn
  readonly workers?: readonly AccountWorker[]
}

/**
 * Runs the lanes, order polls and other workers of every account until stopped: at once when the database announces
 * work, and four times a second for what is due by the clock. May run in any number of processes.
 */
export async function startLanes(options: LanesOptions): Promise<{ stop(): Promise<void> }> {
  const { database, newCx } = options
  const running = new Map<string, Promise<void>>()
  let isStopping = false
  let wake: () => void = () => {}
  const unlisten = await database.listen('etal_lanes', () => wake())

  const start = (cx: Cx, key: string, work: () => Promise<unknown>): void => {
    if (running.has(key) || isStopping) return
    const done = work()
      .then(
        () => {},
        (error: unknown) => {
          if (!(error instanceof NotNow)) cx.log.error({ err: error, lane: key }, 'lane failed')
        },
      )
      .finally(() => running.delete(key))
    running.set(key, done)
  }
  const runner: Runner = { ...options, start, isStopping: () => isStopping }
  const workersDue = whichAreDue(options.workers ?? [])
  const tick = async (cx: Cx): Promise<void> => {
    const accounts = (await ticks(cx)).filter(({ channel }) => cx.outside.connectors[channel] !== undefined)
    for (const account of accounts) startDue(cx, account, runner)
    for (const { worker, accountId } of await workersDue(
      cx,
      accounts.map(({ id }) => id),
    ))
      start(cx, `${worker.name} ${accountId}`, () => worker.run(cx, accountId))
  }
  const loop = async (): Promise<void> => {
    while (!isStopping) {
      const { promise: rung, resolve } = Promise.withResolvers<void>()
      wake = resolve
      const timer = setTimeout(resolve, tickMs)
      const cx = newCx()
      await tick(cx).catch((error: unknown) => cx.log.error({ err: error }, 'lanes could not be read'))
      await rung
      clearTimeout(timer)
    }
  }
  const looping = loop()
  return {
    async stop() {
      isStopping = true
      wake()
      await looping
      await unlisten()
      await Promise.all(running.values())
    },
  }
}

type Runner = Pick<LanesOptions, 'pollOrders' | 'onWithdrawn'> & {
  start(cx: Cx, key: string, work: () => Promise<unknown>): void
  isStopping(): boolean
}

/** Asks one marketplace for orders, when this process is the one to ask and the interval is over. */
export type PollOrders = (cx: Cx, accountId: AccountId, options: { intervalMs: number }) => Promise<unknown>

function startDue(cx: Cx, account: Tick, { start, isStopping, pollOrders, onWithdrawn = () => {} }: Runner): void {
  const { id } = account
  if (account.hasWork) start(cx, `lane ${id}`, () => runLane(cx, id, { isStopping, onWithdrawn }))
  const intervalMs = pollIntervalMs(cx, account, account.hasWork)
  const isDue = account.ordersPolledAt === null || account.ordersPolledAt.getTime() + intervalMs <= cx.now().getTime()
  if (isDue) start(cx, `orders ${id}`, () => pollOrders(cx, id, { intervalMs }))
}
