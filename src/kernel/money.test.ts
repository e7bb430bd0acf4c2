import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocateMinor, decimalText, minorFromText, portionMinor, sumMinor } from './money.ts'

const amount = fc.integer({ min: 0, max: 2_000_000_000 })

test('the parts of an allocation always sum to the total, each within a cent of its exact share', () => {
  fc.assert(
    fc.property(
      amount,
      fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 }),
      (total, weights) => {
        const parts = allocateMinor(total, weights)
        const weightSum = sumMinor(weights)
        expect(sumMinor(parts)).toBe(weightSum === 0 ? 0 : total)
        if (weightSum === 0) return
        for (const [index, part] of parts.entries()) {
          expect(Math.abs(part - (total * (weights[index] ?? 0)) / weightSum)).toBeLessThan(1)
        }
      },
    ),
  )
})

test('leftover cents go to the largest remainders, earlier parts first', () => {
  expect(allocateMinor(100, [1, 1, 1])).toEqual([34, 33, 33])
  expect(allocateMinor(100, [1, 2, 3])).toEqual([17, 33, 50])
})

test('decimal text and amount are inverse', () => {
  fc.assert(fc.property(amount, (minor) => minorFromText(decimalText(minor)) === minor))
})

test.each([
  ['12,50', 1250],
  ['12.5', 1250],
  [' 7 ', 700],
  ['-3.05', -305],
  ['1.234', undefined],
  ['1 200', undefined],
  ['12€', undefined],
  ['', undefined],
])('an amount written "%s" reads as %s', (text, minor) => {
  expect(minorFromText(text)).toBe(minor)
})

test('a portion rounds half away from zero', () => {
  expect(portionMinor(1250, 2000)).toBe(250)
  expect(portionMinor(5, 1000)).toBe(1)
  expect(portionMinor(-5, 1000)).toBe(-1)
  expect(portionMinor(4, 1000)).toBe(0)
})
