import { describe, expect, test } from 'vitest'
import { useWorld } from '#support/world'
import { toICalendar } from './icalendar.ts'
import type { MarketDayId } from './market-day.ts'
import { cancelMarketDay, changeMarketDay, planMarketDays, restoreMarketDay, weeklyDays } from './plan-days.ts'
import { getMarketDay, listMarketDays, nextMarketDays } from './queries.ts'

const world = useWorld()
const facts = { opensAt: '08:00', closesAt: '13:00', place: 'Croix-Rousse', address: 'Bd de la Croix-Rousse', note: '' }
const aSeries = () => planMarketDays(world.cx, { day: '2026-03-07', weeklyUntil: '2026-03-28', ...facts })
const first = (ids: readonly MarketDayId[]): MarketDayId => {
  const [id] = ids
  if (!id) throw new Error('a day was entered')
  return id
}

describe('market days', () => {
  test('every Saturday is a row for each Saturday', async () => {
    await aSeries()
    const days = await listMarketDays(world.cx, { from: '2026-03-01' })
    expect(days.map(({ day }) => day)).toEqual(['2026-03-07', '2026-03-14', '2026-03-21', '2026-03-28'])
    expect(new Set(days.map(({ seriesId }) => seriesId)).size).toBe(1)
  })

  test('a series ends after a year', () => {
    expect(weeklyDays('2026-01-03', '2026-12-31')).toHaveLength(52)
    expect(() => weeklyDays('2026-01-03', '2027-12-31')).toThrow('calendar.series-too-long')
  })

  test('the same place on the same day is entered once; a longer series adds what is missing', async () => {
    await aSeries()
    await expect(planMarketDays(world.cx, { day: '2026-03-07', ...facts })).rejects.toThrow('calendar.day-exists')
    const more = await planMarketDays(world.cx, { day: '2026-03-07', weeklyUntil: '2026-04-04', ...facts })
    expect(more).toHaveLength(1)
  })

  test('parallel entries of one day leave one row', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, () => planMarketDays(world.cx, { day: '2026-03-07', ...facts })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await listMarketDays(world.cx, { from: '2026-03-01' })).toHaveLength(1)
  })

  test('a cancelled day is not the next one and keeps its reason', async () => {
    const ids = await aSeries()
    await cancelMarketDay(world.cx, first(ids), { reason: 'Tempête', isWithFollowing: false })
    expect((await nextMarketDays(world.cx, 1)).map(({ day }) => day)).toEqual(['2026-03-14'])
    expect((await getMarketDay(world.cx, first(ids))).cancelledReason).toBe('Tempête')
    await restoreMarketDay(world.cx, first(ids))
    expect((await nextMarketDays(world.cx, 1)).map(({ day }) => day)).toEqual(['2026-03-07'])
  })

  test('cancelling with the following leaves earlier days and writes who did it', async () => {
    await aSeries()
    const second = (await listMarketDays(world.cx, { from: '2026-03-14' }))[0]
    if (!second) throw new Error('the second day')
    const nadia = world.as({ id: 'user:nadia' })
    await cancelMarketDay(nadia, second.id, { reason: 'Travaux', isWithFollowing: true })
    await cancelMarketDay(nadia, second.id, { reason: 'Travaux', isWithFollowing: true })
    const days = await listMarketDays(world.cx, { from: '2026-03-01' })
    expect(days.map(({ cancelledReason }) => cancelledReason)).toEqual([null, 'Travaux', 'Travaux', 'Travaux'])
    const events = await world.cx.db.selectFrom('marketDayEvents').select(['what', 'actor']).orderBy('id').execute()
    expect(events.filter(({ what }) => what === 'cancelled').map(({ actor }) => actor)).toEqual([
      'user:nadia',
      'user:nadia',
      'user:nadia',
    ])
  })

  test('today counts by the clock of Paris', async () => {
    await aSeries()
    world.clock.set('2026-03-07T22:59:00Z')
    expect((await nextMarketDays(world.cx, 1))[0]?.day).toBe('2026-03-07')
    world.clock.set('2026-03-07T23:01:00Z')
    expect((await nextMarketDays(world.cx, 1))[0]?.day).toBe('2026-03-14')
  })

  test('refuses hours that end before they begin, and a day taken by another', async () => {
    const ids = await aSeries()
    const turned = { ...facts, day: '2026-03-07', opensAt: '13:00', closesAt: '08:00' }
    await expect(changeMarketDay(world.cx, first(ids), turned)).rejects.toThrow('calendar.hours-reversed')
    await expect(changeMarketDay(world.cx, first(ids), { ...facts, day: '2026-03-14' })).rejects.toThrow(
      'calendar.day-exists',
    )
  })
})

describe('the calendar file', () => {
  test('says times in UTC, escapes, folds long lines, and keeps cancelled days', async () => {
    const [id] = await planMarketDays(world.cx, { day: '2026-07-04', ...facts, place: `Quai; ${'é'.repeat(60)}, bas` })
    if (!id) throw new Error('entered')
    await cancelMarketDay(world.cx, id, { reason: 'Canicule', isWithFollowing: false })
    const text = toICalendar(await listMarketDays(world.cx, { from: '2026-01-01' }), {
      name: 'Le Bac',
      host: 'shop.example',
      url: 'https://shop.example/marches',
      title: (day) => `Stand : ${day.place}`,
    })
    expect(text).toContain('DTSTART:20260704T060000Z')
    expect(text).toContain('STATUS:CANCELLED')
    expect(text).toContain('SEQUENCE:1')
    expect(text).toContain('LOCATION:Quai\\; ')
    expect(text.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true)
    expect(text.replaceAll('\r\n ', '')).toContain(`${'é'.repeat(60)}\\, bas`)
  })

  test('a day without hours fills the whole day', async () => {
    await planMarketDays(world.cx, { day: '2026-07-04', ...facts, opensAt: null, closesAt: null })
    const text = toICalendar(await listMarketDays(world.cx, { from: '2026-01-01' }), {
      name: '',
      host: 'h',
      url: '',
      title: () => '',
    })
    expect(text).toContain('DTSTART;VALUE=DATE:20260704\r\nDTEND;VALUE=DATE:20260705')
  })
})
