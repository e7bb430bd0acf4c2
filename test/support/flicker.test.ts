import { expect, test } from 'vitest'
import { everyMarket } from './every-market.ts'
import { flicker } from './flicker.ts'
import { useWorld } from './world.ts'

const world = useWorld()

/** `npm run bench -- flicker` does the same with 10,000 flips for each channel. */
test.each(everyMarket.map(({ name }) => name))(
  'on %s, copies that come and go over a rough network end as the ledger says',
  async (name) => {
    const seat = everyMarket.find((one) => one.name === name)
    if (!seat) throw new Error('named above')
    const report = await flicker(world, seat, { seed: 7, flips: 200 })
    expect(report.differences).toEqual([])
    const { 'event late': late, 'event twice': twice, ...network } = report.troubles
    expect(Math.min(late, twice)).toBeGreaterThan(5)
    expect(Object.values(network).reduce((sum, count) => sum + count)).toBeGreaterThan(5)
  },
  60_000,
)
