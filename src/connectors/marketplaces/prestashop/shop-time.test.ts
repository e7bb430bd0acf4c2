import { expect, test } from 'vitest'
import { earliestShopTime, momentOf, shopTime } from './shop-time.ts'

const paris = 'Europe/Paris'
const iso = (text: string) => momentOf(text, paris).toISOString()

test('the shop’s clock is read with its own offset, summer and winter', () => {
  expect(iso('2026-03-02 10:00:00')).toBe('2026-03-02T09:00:00.000Z')
  expect(iso('2026-07-02 10:00:00')).toBe('2026-07-02T08:00:00.000Z')
  expect(shopTime(new Date('2026-07-02T08:00:00Z'), paris)).toBe('2026-07-02 10:00:00')
})

test('in the night the clocks go back a time means its first moment, and a poll reaches back behind the second', () => {
  expect(iso('2026-10-25 02:30:00')).toBe('2026-10-25T00:30:00.000Z')
  // 02:50 for the first time: what changes from now on may be written 02:00 and later.
  expect(earliestShopTime(new Date('2026-10-25T00:50:00Z'), paris)).toBe('2026-10-25 02:05:00')
  expect(earliestShopTime(new Date('2026-10-25T12:00:00Z'), paris)).toBe('2026-10-25 13:00:00')
})

test('a time that the clocks leap over still means a moment', () => {
  expect(iso('2026-03-29 02:30:00')).toMatch(/^2026-03-29T0[01]:30/)
})
