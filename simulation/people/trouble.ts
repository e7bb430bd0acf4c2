import { changeSetting } from '#sandbox/machine'
import { minuteMs } from '../clock.ts'
import type { World } from '../world.ts'
import type { Happening } from './happening.ts'

/** A process dies at one of the next things it does. */
const crash: Happening = {
  name: 'a process will die',
  weight: 14,
  async happen({ chance, living, process }) {
    const doomed = chance.pick(living()) ?? process('worker')
    doomed.doom(chance.between(1, 40), chance.happens(0.5) ? 'before' : 'after')
  },
}

const outage: Happening = {
  name: 'a system is out of reach',
  weight: 2,
  async happen({ chance, network, accounts, clock }) {
    const system = chance.pick([...accounts.map(({ market }) => market.name), 'stripe', 'paypal'])
    if (system) network.weather.outages.set(system, clock.ms + chance.between(5, 180) * minuteMs)
  },
}

const weather: Happening = {
  name: 'the weather of the network changes',
  weight: 4,
  async happen({ chance, network }) {
    network.weather.faultRate = chance.pick([0, 0.01, 0.03, 0.1, 0.3]) ?? 0
  },
}

/** Marketplaces that list their orders late, and twice. */
const habits: Happening = {
  name: 'a marketplace changes its habits',
  weight: 2,
  async happen(world) {
    const account = world.chance.pick(world.accounts)
    if (!account) return
    setHabits(world, account.market.name, {
      orderDelaySeconds: world.chance.pick([0, 0, 5, 60]) ?? 0,
      duplicateOrders: world.chance.between(0, 1),
      pushDelaySeconds: world.chance.pick([0, 30, 3_600]) ?? 0,
      pushLossPercent: world.chance.pick([0, 0, 50, 100]) ?? 0,
      pushDuplicates: world.chance.between(0, 2),
    })
  },
}

export function setHabits(world: World, market: string, habits: Readonly<Record<string, number>>): void {
  const { machine } = world.sandbox
  for (const [habit, value] of Object.entries(habits)) {
    const name = `${market}.${habit}` as const
    if (Object.hasOwn(machine.defaults, name)) changeSetting(machine, name, value)
  }
}

export const troubleHappenings: readonly Happening[] = [crash, outage, weather, habits]
