import { expect, test } from 'vitest'
import { e164Of, e164OrAsIs, phoneLink, phoneWords } from './index.ts'

// Numbers of ranges kept for fiction where there are such, else of public offices.
test.each([
  ['06 39 98 00 01', 'FR', '+33639980001'],
  ['04.65.71.00.00', 'FR', '+33465710000'],
  ['0033 4 65 71 00 00', 'FR', '+33465710000'],
  ['+33 (0)4 65 71 00 00', 'FR', '+33465710000'],
  ['02 515 25 25', 'BE', '+3225152525'],
  ['030 2270', 'DE', '+49302270'],
  ['06 698 21', 'IT', '+390669821'],
  ['+1 202 456 1111', 'FR', '+12024561111'],
  ['06 39 98 00 01', 'XX', '+33639980001'],
])('%s, dialled in %s, is %s', (text, country, expected) => {
  expect(e164Of(text, country)).toBe(expected)
})

test.each([
  ['', 'FR'],
  ['06 39 98 00', 'FR'],
  ['06 39 98 00 01 23', 'FR'],
  ['call me: 06 39 98 00 01', 'FR'],
  ['+999 12345678', 'FR'],
  ['04 65 71 00 00 poste 12', 'FR'],
  ['00000000000', 'FR'],
])('"%s" in %s is no telephone number', (text, country) => {
  expect(e164Of(text, country)).toBeUndefined()
})

test('people read numbers of their country as at home, others with their +', () => {
  expect(phoneWords('+33465710000')).toBe('04 65 71 00 00')
  expect(phoneWords('+3225152525')).toBe('+32 2 515 25 25')
  expect(phoneWords('+3225152525', 'BE')).toBe('02 515 25 25')
  expect(phoneWords('n’en a pas')).toBe('n’en a pas')
})

test('a strange number that a marketplace sent is kept as it came', () => {
  expect(e164OrAsIs('555-not-a-number', 'US')).toBe('555-not-a-number')
  expect(e164OrAsIs('0465710000', 'FR')).toBe('+33465710000')
})

test('a link dials from anywhere', () => {
  expect(phoneLink('04 65 71 00 00')).toBe('tel:+33465710000')
  expect(phoneLink('36 30')).toBe('tel:3630')
})
