import { accountWorkers, jobs, subscriptions } from '#app/background'
import type { AccountId } from '#kernel/ids'
import { runLane } from '#modules/channels'
import { pollOrders } from '#modules/inbound'
import type { Cx } from '#platform/cx'
import { dispatchOutbox } from '#platform/outbox'
import type { Chance } from './chance.ts'
import { hourMs, minuteMs, secondMs } from './clock.ts'
import { carryPushes, nextPushAtMs } from './post.ts'
import { type DueTimes, readDueTimes } from './queries-due.ts'
import type { World } from './world.ts'

type Work = {
  readonly key: string
  readonly atMs: number
  /** Not again before this much later. */
  readonly restMs?: number
  run(cx: Cx, chance: Chance): Promise<unknown>
}

/** Nothing is tried more often than this; what stays due without getting done is tried less and less often. */
const pauseMs = { min: 250, max: 5 * minuteMs }
const dueAgainMs = 3 * secondMs
/** Two processes begin the same work at once, as they do when both hear the same notification. */
const doubleRate = 0.1

export type Workers = {
  /** Looks what is due and lets processes begin it; answers when to look again if nothing happens meanwhile. */
  look(): Promise<number | undefined>
}

/** Decides which process does which of the work that lies there, and when: the part of chance in every queue. */
export function createWorkers(world: World): Workers {
  const { clock, scheduler } = world
  const chance = world.chance.fork('workers')
  const running = new Map<string, number>()
  const rests = new Map<string, { untilMs: number; pauseMs: number; begunMs: number }>()

  const begin = async (work: Work): Promise<void> => {
    running.set(work.key, (running.get(work.key) ?? 0) + 1)
    const reactionMs = chance.happens(0.9) ? chance.between(0, 2_000) : chance.between(2_000, 90_000)
    await world.begin(work.key, world.process('worker'), async (process) => {
      await scheduler.sleep(reactionMs)
      try {
        await work.run(process.cx, chance)
      } finally {
        running.set(work.key, (running.get(work.key) ?? 1) - 1)
        rest(work)
      }
    })
  }
  /** What is due again as soon as it has rested is rested longer: it waits for something else. */
  const rest = ({ key, restMs = pauseMs.min }: Work): void => {
    const before = rests.get(key)
    const isDueAgain = before !== undefined && before.begunMs <= before.untilMs + dueAgainMs
    const pause = Math.max(restMs, isDueAgain ? Math.min(pauseMs.max, before.pauseMs * 2) : pauseMs.min)
    rests.set(key, { untilMs: clock.ms + pause, pauseMs: pause, begunMs: clock.ms + pause })
  }

  return {
    async look() {
      let nextMs: number | undefined
      const later = (atMs: number): void => {
        nextMs = Math.min(atMs, nextMs ?? Number.POSITIVE_INFINITY)
      }
      for (const work of await workOf(world)) {
        if ((running.get(work.key) ?? 0) > 0) continue
        const atMs = Math.max(work.atMs, rests.get(work.key)?.untilMs ?? 0)
        if (atMs > clock.ms) {
          later(atMs)
          continue
        }
        const rested = rests.get(work.key)
        if (rested) rests.set(work.key, { ...rested, begunMs: clock.ms })
        await begin(work)
        if (chance.happens(doubleRate)) await begin(work)
      }
      return nextMs
    },
  }
}

async function workOf(world: World): Promise<Work[]> {
  const [times, accountWork] = await Promise.all([readDueTimes(world.cx), dueAccountWork(world)])
  return [
    ...queueWork(times),
    ...laneWork(times),
    ...pollWork(world),
    ...pushWork(world),
    ...accountWork,
    ...rhythmWork(world, times),
  ]
}

const pushWork = (world: World): Work[] => {
  const atMs = nextPushAtMs(world)
  return atMs === undefined ? [] : [{ key: 'post', atMs, run: () => carryPushes(world) }]
}

/** What modules do for single accounts when they say that it is time. */
async function dueAccountWork({ cx, clock }: World): Promise<Work[]> {
  const work = await Promise.all(
    accountWorkers.map(async (worker): Promise<Work[]> => {
      if (!('whenDue' in worker)) return []
      return (await worker.whenDue(cx)).map((accountId) => ({
        key: keyOf(worker.name, accountId),
        atMs: clock.ms,
        run: (own) => worker.run(own, accountId),
      }))
    }),
  )
  return work.flat()
}

/** What they do every so often; here less often, or the days would consist of nothing else. How often at a time: */
const turns: Readonly<Record<string, number>> = { audit: 6 }

const rhythmWork = (world: World, { holdsCount }: DueTimes): Work[] =>
  accountWorkers
    .filter((worker) => 'everyMs' in worker)
    .filter(({ name }) => name !== 'holds' || holdsCount > 0)
    .filter(({ name }) => name !== 'audit' || world.size.hasAuditor)
    .flatMap((worker) =>
      world.accounts.map(({ id }) => {
        const key = keyOf(worker.name, id)
        const everyMs = worker.name === 'holds' ? hourMs : world.size.rhythmHours * hourMs
        const run = async (cx: Cx): Promise<void> => {
          world.rhythm.set(key, world.clock.ms + everyMs)
          for (let turn = 0; turn < (turns[worker.name] ?? 1); turn += 1) {
            if (turn > 0) await world.scheduler.sleep(10 * secondMs)
            await worker.run(cx, id)
          }
        }
        return { key, atMs: world.rhythm.get(key) ?? world.clock.ms, run }
      }),
    )

const keyOf = (name: string, accountId: AccountId): string => `${name} ${accountId.slice(-4)}`

function queueWork(times: DueTimes): Work[] {
  const job = (name: string) => async (cx: Cx) => {
    await jobs.find((known) => known.name === name)?.run(cx, {})
  }
  const work = [
    { key: 'dispatch', at: times.eventsAt, run: dispatchAll },
    { key: 'expire claims', at: times.claimsAt, run: job('stock.expire-claims') },
    { key: 'recover checkouts', at: times.checkoutsAt, run: job('orders.recover-checkouts') },
    { key: 'review arbitrations', at: times.reviewAt, restMs: hourMs, run: job('arbitration.review') },
    { key: 'settle payments', at: times.paymentsAt, run: job('payments.settle-due') },
  ]
  return work.flatMap(({ at, ...rest }) => (at ? [{ ...rest, atMs: at.getTime() }] : []))
}

const batchesMax = 100

async function dispatchAll(cx: Cx): Promise<void> {
  for (let batch = 0; batch < batchesMax; batch += 1) {
    if ((await dispatchOutbox(cx, subscriptions)).dispatched === 0) return
  }
}

const laneWork = ({ lanes }: DueTimes): Work[] =>
  lanes.map(({ accountId, at }) => ({
    key: keyOf('lane', accountId),
    atMs: Date.parse(at),
    run: (cx, { fraction: random }) => runLane(cx, accountId, { random }),
  }))

/** A quiet marketplace is asked now and then; one where somebody bought, soon. */
const quietHours = 12

const pollWork = (world: World): Work[] =>
  [...world.polls].map(([accountId, atMs]) => ({
    key: keyOf('poll', accountId),
    atMs,
    run: (cx) => poll(world, cx, accountId),
  }))

async function poll(world: World, cx: Cx, accountId: AccountId): Promise<void> {
  world.polls.set(accountId, world.clock.ms + quietHours * hourMs)
  try {
    await pollOrders(cx, accountId, { intervalMs: 0 })
  } catch (error) {
    world.wantPoll(accountId, world.clock.ms + 10 * secondMs)
    throw error
  }
}
