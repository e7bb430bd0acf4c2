import { expect, test } from 'vitest'
import { lineOf, median } from './figure.ts'

test('a throughput is compared with its limit, a latency the other way round', () => {
  const common = { name: 'x', unit: '1/s', aim: 0.5 }
  expect(lineOf('race', { ...common, value: 600, limit: 1000 })).toMatchObject({ ratio: 0.6, ok: true })
  expect(lineOf('race', { ...common, value: 600, limit: 200, isLatency: true })).toMatchObject({
    ratio: 0.333,
    ok: false,
  })
})

test('zero of what must not be is a ratio of one, anything more is none', () => {
  const oversold = { name: 'sold twice', unit: 'copies', limit: 0, aim: 1 }
  expect(lineOf('race', { ...oversold, value: 0 })).toMatchObject({ ratio: 1, ok: true })
  expect(lineOf('race', { ...oversold, value: 2 })).toMatchObject({ ratio: 0, ok: false })
})

test('the median of three is the middle one', () => expect(median([9, 1, 5])).toBe(5))
