import type { Cx, Outside } from '#platform/cx'
import { everyMarket, type MarketSeat } from '#support/every-market'
import { type FlickerReport, flicker } from '#support/flicker'
import { memoryFiles } from '#support/memory-files'
import { openArena } from './support/arena.ts'
import { type BenchRun, lineOf } from './support/figure.ts'

/**
 * `npm run bench -- flicker [FLIPS] [CHANNEL]`: on every channel copies come and go 10,000 times on a virtual clock while events,
 * runs of the lane, requests and answers are late, lost, twice or in another order. In the end nothing that the vendor
 * shows may differ from the ledger.
 */
const flipsUsual = 10_000
const seed = 20_261_122
const startOfTime = Date.parse('2026-03-02T09:00:00Z')

export const run: BenchRun = async (print, scale, only) => {
  const flips = scale ?? flipsUsual
  const seats = everyMarket.filter(({ name }) => only === undefined || name === only)
  if (seats.length === 0) throw new Error(`no channel is called ${only}`)
  for (const seat of seats) {
    const startedAt = performance.now()
    const { differences, troubles } = await onOneMarket(seat, flips)
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    const troublesCount = Object.values(troubles).reduce((sum, count) => sum + count)
    process.stderr.write(`${seat.name}: ${seconds} s, ${JSON.stringify(troubles)} ${differences.join(', ')}\n`)
    print(
      lineOf('flicker', {
        name: `${seat.name}: states unlike the ledger after ${flips} flips and ${troublesCount} troubles`,
        value: differences.length,
        unit: 'listings',
        limit: 0,
        aim: 1,
      }),
    )
  }
}

async function onOneMarket(seat: MarketSeat, flips: number): Promise<FlickerReport> {
  const arena = await openArena({ poolSize: 6, copies: 0 })
  let time = startOfTime
  const clock = {
    now: () => new Date(time),
    advanceMs: (ms: number) => {
      time += ms
    },
  }
  const outside: { -readonly [K in keyof Outside]: Outside[K] } = {
    paymentProviders: {},
    connectors: {},
    mailer: undefined,
    files: memoryFiles(),
  }
  const cx: Cx = { ...arena.cx, now: clock.now, outside }
  try {
    return await flicker({ cx, clock, outside }, seat, { seed, flips })
  } finally {
    await arena.close()
  }
}
