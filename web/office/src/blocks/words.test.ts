import { expect, test } from 'vitest'
import { agoText, countryText, fileSizeText, minorFromText, moneyText, secondsText, whenText } from './words.ts'

const spaced = (text: string): string => text.replaceAll(/\s/g, ' ')

test('people type euros with a comma, a point or a sign; the API gets cents', () => {
  expect(['12,5', '12.50', ' 12 € ', '0,05', '1234567'].map(minorFromText)).toEqual([1250, 1250, 1200, 5, 123_456_700])
})

test('what is no amount gives none', () => {
  const wrong = ['', 'abc', '-5', '1,234', '12345678', '1 000', '5 EUR']
  expect(wrong.map(minorFromText)).toEqual(wrong.map(() => undefined))
})

test('money has its unit', () => {
  expect(spaced(moneyText(123_450))).toBe('1 234,50 €')
})

test('a time is as short as its distance allows, always as in Paris', () => {
  const now = new Date('2026-07-01T10:00:00Z')
  expect(whenText('2026-07-01T07:05:00Z', now)).toBe('09:05')
  expect(spaced(whenText('2026-03-02T23:30:00Z', now))).toBe('3 mars, 00:30')
  expect(spaced(whenText('2025-03-03T09:00:00Z', now))).toBe('3 mars 2025')
  expect(whenText('2026-06-30T22:30:00Z', now)).toBe('00:30')
})

test('the turn of the year is the one in Paris', () => {
  const now = new Date('2026-12-31T23:30:00Z')
  expect(spaced(whenText('2026-12-30T12:00:00Z', now))).toBe('30 déc. 2026')
})

test('a distance in time is told in the largest unit that fits', () => {
  const now = Date.parse('2026-03-02T09:00:00Z')
  expect(agoText('2026-03-02T08:57:00Z', now)).toBe('il y a 3 minutes')
  expect(agoText('2026-03-02T11:00:00Z', now)).toBe('dans 2 heures')
  expect(agoText('2026-03-01T09:00:00Z', now)).toBe('hier')
  expect(agoText('2026-03-02T09:00:00Z', now)).toBe('maintenant')
})

test('sizes and durations have units', () => {
  expect(spaced(fileSizeText(120))).toBe('1 ko')
  expect(spaced(fileSizeText(2_400_000))).toBe('2,4 Mo')
  expect(spaced(secondsText(1_400))).toBe('1,4 s')
})

test('a country code becomes a name, anything else stays', () => {
  expect(['FR', 'JP', 'Narnia'].map(countryText)).toEqual(['France', 'Japon', 'Narnia'])
})
