import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Outage } from '#kernel/refusal'
import { useWorld } from '#support/world'
import { chooseCurrencies } from './choose-currencies.ts'
import { jobs } from './jobs.ts'
import { lastReads, newestRates, offeredRates } from './queries.ts'
import { approximateMinor, isFileDue, type RateFile, RateFileFault } from './rate.ts'
import { readRates } from './read-rates.ts'

const world = useWorld()

const codes = 'USD GBP CHF JPY CZK DKK HUF PLN RON SEK NOK'.split(' ')
const fileOf = (rateDate: string, changes: Readonly<Record<string, number>> = {}): RateFile => ({
  rateDate,
  rates: codes.map((currency) => ({ currency, rateMicro: changes[currency] ?? 1_086_700 })),
})

/** The bank as it answers next. */
function bankSays(answer: RateFile | Error): void {
  world.outside.rates = {
    address: 'bank',
    read: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
  }
}
const outcome = async (answer: RateFile | Error) => {
  bankSays(answer)
  return (await readRates(world.cx)).outcome
}
const shown = async () => (await offeredRates(world.cx))?.rates.map(({ currency }) => currency)

// The tests' clock begins on Monday 2 March 2026, 10:00 in Paris.
test('a file is kept once, whoever reads it how often, and its rates can never be changed', async () => {
  bankSays(fileOf('2026-02-27'))
  const readings = await Promise.all(Array.from({ length: 5 }, () => readRates(world.cx)))
  expect(readings.map((reading) => reading.outcome).toSorted()).toEqual(['kept', ...Array(4).fill('unchanged')])
  expect((await newestRates(world.cx))?.rates).toHaveLength(codes.length)
  await expect(world.cx.db.updateTable('currencyRates').set({ rateMicro: 1 }).execute()).rejects.toThrow(
    'never changed',
  )
  await expect(world.cx.db.deleteFrom('currencyRates').execute()).rejects.toThrow('never changed')
})

test('what cannot be is refused with its reason, and the last good rates stay', async () => {
  expect(await outcome(fileOf('2026-02-27'))).toBe('kept')
  expect(await outcome(new RateFileFault('the file is no XML'))).toBe('refused')
  expect(await outcome(fileOf('2026-03-03'))).toBe('refused')
  expect(await outcome(fileOf('2026-02-26'))).toBe('refused')
  expect(await outcome(fileOf('2026-02-27', { USD: 1_086_800 }))).toBe('refused')
  expect(await outcome(fileOf('2026-03-02', { JPY: 1_358_376 }))).toBe('refused')
  expect(await outcome({ ...fileOf('2026-03-02'), rates: fileOf('2026-03-02').rates.slice(0, 9) })).toBe('refused')
  expect(await newestRates(world.cx)).toMatchObject({ rateDate: '2026-02-27' })
  const reasons = (await lastReads(world.cx)).map(({ reason }) => reason)
  expect(reasons.filter((reason) => reason === null)).toHaveLength(1)
  expect(reasons.join()).toContain('JPY moved by more than 25 % since 2026-02-27')
  expect(await outcome(fileOf('2026-03-02', { JPY: 1_358_375 }))).toBe('kept')
})

test('a first file of last month is refused; a currency that collapsed while the bank was away comes back', async () => {
  expect(await outcome(fileOf('2026-02-20'))).toBe('refused')
  expect(await outcome(fileOf('2026-03-02'))).toBe('kept')
  world.clock.set('2026-03-10T09:00:00Z')
  expect(await outcome(fileOf('2026-03-10', { USD: 9_000_000 }))).toBe('kept')
})

test('a bank that is away leaves a row and the last rates', async () => {
  await outcome(fileOf('2026-02-27'))
  await expect(outcome(new Outage('ecb', 'answered 503'))).rejects.toThrow('503')
  expect((await lastReads(world.cx)).map((read) => read.outcome).toSorted()).toEqual(['away', 'kept'])
  expect(await newestRates(world.cx)).toMatchObject({ rateDate: '2026-02-27' })
})

test('shown is what is chosen and published, in the merchant’s order, until the rates are seven days old', async () => {
  expect(await shown()).toBeUndefined()
  await outcome(fileOf('2026-02-27'))
  expect(await shown()).toBeUndefined()
  await chooseCurrencies(world.cx, ['JPY', 'USD', 'JPY'])
  expect(await shown()).toEqual(['JPY', 'USD'])
  world.clock.set('2026-03-06T22:59:59Z')
  expect(await shown()).toEqual(['JPY', 'USD'])
  world.clock.set('2026-03-06T23:00:00Z')
  expect(await shown()).toBeUndefined()
})

test('a choice is a version; the same again is none, and what the bank does not publish is refused', async () => {
  await outcome(fileOf('2026-02-27'))
  for (const choice of [['USD'], ['USD'], []]) await chooseCurrencies(world.cx, choice)
  const versions = await world.cx.db
    .selectFrom('currencyChoices')
    .select(['number', 'currencies'])
    .orderBy('number')
    .execute()
  expect(versions.map(({ currencies }) => currencies)).toEqual([['USD'], []])
  await expect(chooseCurrencies(world.cx, ['USD', 'XXX'])).rejects.toThrow('currencies.unknown')
  await expect(chooseCurrencies(world.cx, ['EUR'])).rejects.toThrow('currencies.unknown')
})

test('the job asks the bank only for a shop that shows its rates, and when something new may be there', async () => {
  let asked = 0
  world.outside.rates = {
    address: 'bank',
    read: async () => {
      asked += 1
      return fileOf('2026-02-27')
    },
  }
  for (const job of jobs) await job.run(world.cx, {})
  expect(asked).toBe(0)
  await chooseCurrencies(world.cx, ['USD'])
  for (const job of jobs) await job.run(world.cx, {})
  for (const job of jobs) await job.run(world.cx, {})
  expect(asked).toBe(1)
})

describe('a file is due', () => {
  test.each([
    ['before 16:00 the last working day is the newest', '2026-02-27', '2026-03-02T14:59:00Z', false],
    ['from 16:00 on today’s is wanted', '2026-02-27', '2026-03-02T15:00:00Z', true],
    ['nothing new comes at the weekend', '2026-02-27', '2026-03-01T18:00:00Z', false],
    ['on Saturday Friday’s is wanted', '2026-02-26', '2026-02-28T08:00:00Z', true],
    ['without any rates always', null, '2026-03-01T08:00:00Z', true],
  ])('%s', (_words, newest, now, isDue) => {
    expect(isFileDue(newest, new Date(now))).toBe(isDue)
  })
})

describe('an approximation', () => {
  test.each([
    [1250, 1_086_700, 2, 1358],
    [1250, 163_050_000, 0, 2038],
    [-1250, 1_086_700, 2, -1358],
    [0, 1_086_700, 2, 0],
    [1, 5_000, 2, 0],
    [1, 500_000, 2, 1],
  ])('of %i cents at %i millionths with %i places is %i', (amountMinor, rateMicro, decimals, expected) => {
    expect(approximateMinor(amountMinor, rateMicro, decimals)).toBe(expected)
  })

  test('is never further than half a unit from the exact value, and grows with the amount', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.integer({ min: 1, max: 20_000_000_000 }),
        fc.constantFrom(0, 2),
        (amountMinor, rateMicro, decimals) => {
          const shownMinor = approximateMinor(amountMinor, rateMicro, decimals)
          // Both sides times 10^8, in whole numbers.
          const exact = BigInt(amountMinor) * BigInt(rateMicro) * 10n ** BigInt(decimals)
          const gap = BigInt(shownMinor) * 100_000_000n - exact
          expect(gap > -50_000_000n && gap <= 50_000_000n).toBe(true)
          expect(approximateMinor(amountMinor + 1, rateMicro, decimals)).toBeGreaterThanOrEqual(shownMinor)
          expect(approximateMinor(-amountMinor, rateMicro, decimals) + shownMinor).toBe(0)
        },
      ),
    )
  })
})
