import { expect, test } from 'vitest'
import { announcementOf, type PricePeriod, priorPrice } from './prior-price.ts'

const now = new Date('2026-11-29T10:00:00Z')
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000)
const period = (
  priceMinor: number,
  from: number,
  until: number | null,
  campaign: string | null = null,
): PricePeriod => ({
  priceMinor,
  campaign,
  from: daysAgo(from),
  until: until === null ? null : daysAgo(until),
})
const reductionTo = (priceMinor: number, history: readonly PricePeriod[]) =>
  announcementOf(priceMinor, priorPrice(history, 'now', now))

test('P1: 20 for 60 days, reduced to 15: prior 20, -25 %', () => {
  expect(reductionTo(1500, [period(2000, 60, null)])).toEqual({
    kind: 'announced',
    priorMinor: 2000,
    basisPoints: 2500,
  })
})

test('P2: 12 for two days ten days ago: 15 may not be announced as a reduction', () => {
  const history = [period(2000, 60, 10), period(1200, 10, 8), period(2000, 8, null)]
  expect(reductionTo(1500, history)).toEqual({ kind: 'silent', because: 'was-as-low', priorMinor: 1200 })
})

test('P3: 16, then 12 in the same campaign: the price before the first counts, -40 %', () => {
  const history = [period(2000, 60, 7), period(1600, 7, 0, 'now')]
  expect(reductionTo(1200, history)).toEqual({ kind: 'announced', priorMinor: 2000, basisPoints: 4000 })
})

test('P4: a campaign that ended five days ago counts for a new one: prior 16, -12.5 %', () => {
  const history = [period(2000, 60, 12), period(1600, 12, 5, 'old'), period(2000, 5, null)]
  expect(reductionTo(1400, history)).toEqual({ kind: 'announced', priorMinor: 1600, basisPoints: 1250 })
})

test('P4b: the same campaign after a pause is a new reduction', () => {
  const history = [period(2000, 60, 12), period(1600, 12, 5, 'now'), period(2000, 5, null)]
  expect(reductionTo(1400, history)).toMatchObject({ priorMinor: 1600 })
})

test('P5: 18 until 31 days ago is too old: prior 25, -20 %', () => {
  const history = [period(1800, 90, 31), period(2500, 31, null)]
  expect(reductionTo(2000, history)).toEqual({ kind: 'announced', priorMinor: 2500, basisPoints: 2000 })
})

test('P6: listed ten days ago at 20: prior 20, -25 %', () => {
  expect(reductionTo(1500, [period(2000, 10, null)])).toEqual({
    kind: 'announced',
    priorMinor: 2000,
    basisPoints: 2500,
  })
})

test('a reduction running for 40 days is still compared with the days before it began', () => {
  const history = [period(2000, 90, 40), period(1500, 40, null, 'now')]
  expect(reductionTo(1500, history)).toMatchObject({ kind: 'announced', priorMinor: 2000 })
})

test('a piece offered reduced from its first day has no price before', () => {
  expect(reductionTo(1500, [period(1500, 3, null, 'now')])).toEqual({
    kind: 'silent',
    because: 'no-price-before',
    priorMinor: null,
  })
})
