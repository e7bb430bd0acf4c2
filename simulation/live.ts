import { connectAccount } from '#modules/channels'
import type { Chance } from './chance.ts'
import { checkLedgers, checkQuiet, checkStep } from './checks.ts'
import { dayMs, hourMs, minuteMs } from './clock.ts'
import { marketplaces } from './markets.ts'
import { buyerHappenings } from './people/buyers.ts'
import type { Happening } from './people/happening.ts'
import { holdHappenings } from './people/market-hold.ts'
import { marketHappenings } from './people/market-people.ts'
import { openTill } from './people/payers.ts'
import { receiveGoods, reconnectRefused, sellerHappenings } from './people/seller.ts'
import { stallHappenings } from './people/stall.ts'
import { setHabits, troubleHappenings } from './people/trouble.ts'
import { createWorkers, type Workers } from './workers.ts'
import type { World } from './world.ts'

const street: readonly Happening[] = [
  ...sellerHappenings,
  ...buyerHappenings,
  ...marketHappenings,
  ...stallHappenings,
  ...holdHappenings,
  ...troubleHappenings,
]

/** A seller opens a shop and connects marketplaces, while all is calm. */
async function settle(world: World): Promise<void> {
  await world.begin('opens the shop', world.process('web'), () => openShop(world))
  const { scheduler, clock } = world
  while (scheduler.taskCount > 0) {
    if (!(await scheduler.next())) clock.advanceTo(scheduler.nextAtMs ?? clock.ms)
  }
  if (world.goods.length === 0) throw new Error(`the shop could not be opened:\n${world.trace.last.join('\n')}`)
  world.network.weather.faultRate = 0.03
}

async function openShop(world: World): Promise<void> {
  const { size, chance, accounts } = world
  for (const market of drawMarkets(chance.fork('markets'), size.accounts)) {
    const { name: channel, settings, credentials } = market
    const { cx } = world.process('web')
    const id = await connectAccount(cx, { channel, label: channel, settings, credentials })
    accounts.push({ id, market })
    world.wantPoll(id, world.clock.ms + hourMs)
  }
  const used = Array.from({ length: size.copies }, () => ({ isUsed: true, quantity: 1 }))
  const others = Array.from({ length: size.goodsInQuantity }, () => ({ isUsed: false, quantity: chance.between(2, 4) }))
  await receiveGoods(world, world.process('web').cx, [...used, ...others])
}

function drawMarkets(chance: Chance, count: number) {
  const left = [...marketplaces]
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(chance.between(0, left.length - 1), 1),
  ).flat()
}

/** Lives through the days, then lets everything come to rest; stops at the first broken invariant. */
export async function live(world: World, days: number): Promise<void> {
  await settle(world)
  const workers = createWorkers(world)
  const happenings = world.size.isTill ? openTill(world) : street
  const endMs = world.clock.ms + (world.size.isTill ? tillMs : days * dayMs)
  let nextEventMs = world.clock.ms + 5 * minuteMs
  const events = async (): Promise<number | undefined> => {
    while (nextEventMs <= world.clock.ms && nextEventMs < endMs) {
      await somethingHappens(world, happenings)
      nextEventMs += gapMs(world)
    }
    return earliest(await world.network.arrive(), nextEventMs < endMs ? nextEventMs : undefined)
  }
  await passTime(world, workers, { events, untilMs: endMs })
  await comeToRest(world, workers)
}

/** Longer than any hold of a payment, so that rivals get their turn. */
const tillMs = 40 * minuteMs

/** Exponential gaps: events come at any time, often close together. */
const gapMs = ({ chance, size }: World): number =>
  Math.max(1, Math.round((-Math.log(1 - chance.fraction()) * dayMs) / size.eventsPerDay))

async function somethingHappens(world: World, happenings: readonly Happening[]): Promise<void> {
  const total = happenings.reduce((sum, { weight }) => sum + weight, 0)
  let luck = world.chance.fraction() * total
  const chosen = happenings.find(({ weight }) => {
    luck -= weight
    return luck < 0
  })
  if (!chosen) return
  const { counts, trace } = world
  counts.events += 1
  counts.happenings.set(chosen.name, (counts.happenings.get(chosen.name) ?? 0) + 1)
  trace.add(`# ${chosen.name}`)
  await chosen.happen(world)
}

const lookEveryMs = 1_500
const ledgersEveryLooks = 60

type Looking = { readonly events: () => Promise<number | undefined>; readonly untilMs: number }

/**
 * Lets one thing after the other happen; time moves on only when nothing is left to do at this moment. `events` lets what
 * is due happen and answers when the next is.
 */
async function passTime(world: World, workers: Workers, { events, untilMs }: Looking): Promise<void> {
  const { clock, scheduler, violations } = world
  const look = createLook(world, workers)
  while (violations.length === 0) {
    if (await scheduler.next()) continue
    const eventAtMs = await events()
    if (scheduler.nextAtMs !== undefined && scheduler.nextAtMs <= clock.ms) continue
    if (await look.now()) continue
    const nextMs = earliest(eventAtMs, scheduler.nextAtMs, look.nextAtMs())
    if (nextMs === undefined || nextMs > untilMs) return
    clock.advanceTo(nextMs)
  }
}

/** Soon after something was committed, and when something is due by the clock: the checks look, then the workers. */
function createLook(world: World, workers: Workers) {
  const { clock, violations } = world
  let looks = 0
  let earliestMs = clock.ms
  let workAtMs: number | undefined
  const nextAtMs = (): number | undefined => (world.isTouched ? earliestMs : workAtMs)
  const check = async (): Promise<void> => {
    looks += 1
    violations.push(...(await checkStep(world)))
    if (looks % ledgersEveryLooks === 0) violations.push(...(await checkLedgers(world, { isQuiet: false })))
  }
  return {
    nextAtMs,
    async now(): Promise<boolean> {
      const atMs = nextAtMs()
      if (atMs === undefined || atMs > clock.ms) return false
      if (world.isTouched) await check()
      world.untouch()
      earliestMs = clock.ms + lookEveryMs
      workAtMs = await workers.look()
      return true
    },
  }
}

const earliest = (...times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((time) => time !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

/** Longer than the longest hold, outing and pause together. */
const restMs = 12 * hourMs
const calmHabits = {
  orderDelaySeconds: 0,
  duplicateOrders: 0,
  pushDelaySeconds: 0,
  pushLossPercent: 0,
  pushDuplicates: 0,
}

/** No more faults and no more news: whatever is under way ends, every marketplace is asked again, and then all must agree. */
async function comeToRest(world: World, workers: Workers): Promise<void> {
  const { network, accounts, clock, violations, trace } = world
  trace.add('# the world comes to rest')
  network.weather.faultRate = 0
  network.weather.slowRate = 0
  network.weather.outages.clear()
  for (const process of world.living()) process.doom(Number.POSITIVE_INFINITY, 'before')
  for (const { market } of accounts) setHabits(world, market.name, calmHabits)
  await world.begin('connects again', world.process('web'), ({ cx }) => reconnectRefused(world, cx))
  await passTime(world, workers, { events: network.arrive, untilMs: clock.ms + restMs })
  for (let round = 0; round < 2; round += 1) {
    clock.advanceTo(clock.ms + 10 * minuteMs)
    for (const { id } of accounts) world.polls.set(id, clock.ms)
    world.touch()
    await passTime(world, workers, { events: network.arrive, untilMs: clock.ms + 2 * hourMs })
  }
  if (violations.length === 0) violations.push(...(await checkQuiet(world)))
}
