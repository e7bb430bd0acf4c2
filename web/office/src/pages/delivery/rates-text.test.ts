import { expect, test } from 'vitest'
import { hoursText, readHours } from './rates-text.ts'

const hours = [
  { weekday: 0, opensAt: '09:00', closesAt: '12:30' },
  { weekday: 2, opensAt: '10:00', closesAt: '13:00' },
]

test.for(['fr', 'en'])('collection hours are written by the names of the days and read back (%s)', (lang) => {
  expect(readHours(hoursText(hours, lang))).toEqual({ items: hours })
})

test('short names are understood in both languages; a day that is none is pointed out', () => {
  expect(readHours('Mar. 10:00 13:00\nsun 09:00 12:30')).toEqual({ items: hours.toReversed() })
  expect(readHours('mardi 10:00 13:00\n2 10:00 13:00')).toEqual({ faultyLine: '2 10:00 13:00' })
})
