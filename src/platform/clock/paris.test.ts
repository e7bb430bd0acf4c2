import { describe, expect, test } from 'vitest'
import { addDays, parisDay, parisInstant, parisTime, weekdayOf } from './paris.ts'

describe('Paris time', () => {
  test('winter is one hour ahead of UTC, summer two', () => {
    expect(parisInstant('2026-11-28', '08:00').toISOString()).toBe('2026-11-28T07:00:00.000Z')
    expect(parisInstant('2026-07-04', '08:00').toISOString()).toBe('2026-07-04T06:00:00.000Z')
  })

  test('the days when the clock changes have both', () => {
    expect(parisInstant('2026-03-29', '01:30').toISOString()).toBe('2026-03-29T00:30:00.000Z')
    expect(parisInstant('2026-03-29', '08:00').toISOString()).toBe('2026-03-29T06:00:00.000Z')
    expect(parisInstant('2026-10-25', '08:00').toISOString()).toBe('2026-10-25T07:00:00.000Z')
    expect(parisInstant('2026-10-25', '01:00').toISOString()).toBe('2026-10-24T23:00:00.000Z')
  })

  test('an instant and its day and time agree', () => {
    const late = new Date('2026-11-28T23:30:00Z')
    expect([parisDay(late), parisTime(late)]).toEqual(['2026-11-29', '00:30'])
  })

  test('days count across months, years and the change of clocks', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(weekdayOf('2026-11-28')).toBe(6)
  })
})
