import { beforeEach, describe, expect, test } from 'vitest'
import { Outage } from '#kernel/refusal'
import { planMarketDays } from '#modules/calendar'
import { useWorld } from '#support/world'
import { distanceWords, hoursWords } from './choice-words.ts'
import { chooseDelivery } from './choose.ts'
import { collectionMarketDays, slotsFrom } from './collection.ts'
import type { NearbyRelayPoint } from './delivery.ts'
import { estimateDelivery } from './estimate.ts'
import { easterSunday, frenchHolidays } from './holidays.ts'
import { deliveryOptions, refusalOf } from './options.ts'
import { getMethod, listMethods } from './queries.ts'
import { relayPointsNear } from './relay-points.ts'
import { saveCollectionHours, saveMethod } from './save-method.ts'

const world = useWorld()
const oneLp = { country: 'FR', weightGrams: 260, itemsMinor: 2000 }
const pricesOf = async (parcel: Parameters<typeof deliveryOptions>[1]) =>
  Object.fromEntries((await deliveryOptions(world.cx, parcel)).map(({ code, priceMinor }) => [code, priceMinor]))

describe('French public holidays', () => {
  test('move with Easter, also where it is early or late', () => {
    expect([2026, 2027, 2038, 2285].map(easterSunday)).toEqual(['2026-04-05', '2027-03-28', '2038-04-25', '2285-03-22'])
    expect(frenchHolidays(2026)).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ])
  })
})

describe('when it arrives', () => {
  const times = { handlingDays: 1, transitDaysMin: 2, transitDaysMax: 3, cutOff: '14:00' }
  const at = (iso: string) => estimateDelivery(times, new Date(iso))

  test('before the cut-off today counts, after it tomorrow', () => {
    expect(at('2026-03-02T12:59:00Z')).toEqual({ shipsOn: '2026-03-03', from: '2026-03-05', to: '2026-03-06' })
    expect(at('2026-03-02T13:00:00Z')).toEqual({ shipsOn: '2026-03-04', from: '2026-03-06', to: '2026-03-07' })
  })

  test('weekends do not pack, Sundays do not deliver', () => {
    expect(at('2026-03-06T10:00:00Z')).toEqual({ shipsOn: '2026-03-09', from: '2026-03-11', to: '2026-03-12' })
    expect(at('2026-03-05T10:00:00Z')).toEqual({ shipsOn: '2026-03-06', from: '2026-03-09', to: '2026-03-10' })
  })

  test('a bridge of holidays: Ascension, and Christmas before a weekend', () => {
    expect(at('2026-05-13T10:00:00Z')).toEqual({ shipsOn: '2026-05-15', from: '2026-05-18', to: '2026-05-19' })
    expect(at('2026-12-24T15:00:00Z')).toEqual({ shipsOn: '2026-12-29', from: '2026-12-31', to: '2027-01-02' })
  })
})

describe('which ways a parcel can go', () => {
  test('by weight with packing, country and value', async () => {
    expect(await pricesOf(oneLp)).toEqual({ relay: 410, letter: 590, home: 690, pickup: 0 })
    expect(await pricesOf({ ...oneLp, itemsMinor: 2501 })).toEqual({ relay: 410, home: 690, pickup: 0 })
    expect(await pricesOf({ ...oneLp, country: 'BE' })).toEqual({ relay: 410, home: 690 })
    expect(await pricesOf({ ...oneLp, country: 'DE' })).toEqual({ home: 690 })
    expect(await pricesOf({ ...oneLp, country: 'US' })).toEqual({})
  })

  test('the stall when a market day is to come', async () => {
    await planMarketDays(world.cx, {
      day: '2026-03-07',
      opensAt: '08:00',
      closesAt: '13:00',
      place: 'Croix-Rousse',
      address: '',
      note: '',
    })
    expect(await pricesOf(oneLp)).toMatchObject({ stall: 0 })
  })

  test('a method only for some media, and one that was switched off, say why', async () => {
    const letter = await getMethod(world.cx, 'letter')
    await saveMethod(world.cx, { ...letter, media: ['cd'] })
    expect(await pricesOf({ ...oneLp, media: ['vinyl'] })).not.toHaveProperty('letter')
    expect(await pricesOf({ ...oneLp, weightGrams: 105, media: ['cd'] })).toHaveProperty('letter', 450)
    const saved = await getMethod(world.cx, 'letter')
    expect(refusalOf(saved, { ...oneLp, media: ['vinyl', 'cd'] })).toBe('media')
    expect(refusalOf({ ...saved, isActive: false }, oneLp)).toBe('inactive')
  })

  test('saving a method keeps its history and refuses prices that are not clear', async () => {
    const [method] = await listMethods(world.cx)
    if (!method) throw new Error('seeded')
    const twice = { weightGramsMax: 500, priceMinor: 100 }
    await expect(saveMethod(world.cx, { ...method, rates: [twice, twice] })).rejects.toThrow('delivery.rates-unclear')
    await expect(saveMethod(world.cx, { ...method, transitDaysMin: 9, transitDaysMax: 2 })).rejects.toThrow(
      'delivery.days-reversed',
    )
    await saveMethod(world.cx, { ...method, rates: [twice] })
    const events = await world.cx.db.selectFrom('deliveryMethodEvents').select('methodCode').execute()
    expect(events).toEqual([{ methodCode: method.code }])
  })
})

describe('collecting', () => {
  test('slots of an hour from the first day it is ready, none on a holiday, none that has passed', () => {
    const windows = [
      { weekday: 4, opensAt: '10:00', closesAt: '12:30' },
      { weekday: 5, opensAt: '10:00', closesAt: '11:00' },
    ]
    const slots = slotsFrom(windows, { firstDay: '2026-05-14', now: new Date('2026-05-12T10:00:00Z') })
    expect(slots.map(({ day, from, to }) => `${day} ${from}-${to}`)).toEqual([
      '2026-05-15 10:00-11:00',
      '2026-05-21 10:00-11:00',
      '2026-05-21 11:00-12:30',
      '2026-05-22 10:00-11:00',
    ])
    const today = slotsFrom(windows, { firstDay: '2026-05-21', now: new Date('2026-05-21T08:30:00Z') })
    expect(today[0]).toMatchObject({ day: '2026-05-21', from: '11:00' })
  })

  test('what is chosen is kept as it was offered, and what is not offered is refused', async () => {
    await saveCollectionHours(world.cx, [{ weekday: 3, opensAt: '10:00', closesAt: '11:00' }])
    expect(await chooseDelivery(world.cx, 'pickup', { slot: '2026-03-04T10:00' })).toEqual({
      kind: 'pickup',
      day: '2026-03-04',
      from: '10:00',
      to: '11:00',
    })
    await expect(chooseDelivery(world.cx, 'pickup', { slot: '2026-03-05T10:00' })).rejects.toThrow(
      'delivery.slot-needed',
    )
    await expect(chooseDelivery(world.cx, 'relay', {})).rejects.toThrow('delivery.point-needed')
    await expect(chooseDelivery(world.cx, 'stall', {})).rejects.toThrow('delivery.market-day-needed')
    expect(await chooseDelivery(world.cx, 'home', {})).toBeUndefined()
  })

  test('only market days that the order can be ready for', async () => {
    const day = (on: string) =>
      planMarketDays(world.cx, { day: on, opensAt: null, closesAt: null, place: 'P', address: '', note: '' })
    await day('2026-03-02')
    await day('2026-03-07')
    const stall = await getMethod(world.cx, 'stall')
    expect((await collectionMarketDays(world.cx, stall)).map(({ day: on }) => on)).toEqual(['2026-03-07'])
  })
})

describe('relay points', () => {
  const search = { carrier: 'mondial_relay', country: 'FR', postcode: '69004', city: 'Lyon' }
  const aPoint: NearbyRelayPoint = {
    id: '7',
    carrier: 'mondial_relay',
    carrierPointId: 'FR-7',
    name: 'Tabac',
    isLocker: false,
    street: '1 rue',
    postcode: '69004',
    city: 'Lyon',
    country: 'FR',
    hours: [[], [], [], [], [], [], []],
    distanceMeters: 250,
  }
  let asked = 0
  let isAway = false

  beforeEach(() => {
    asked = 0
    isAway = false
    world.outside.relays = {
      near: async () => {
        asked += 1
        if (isAway) throw new Outage('sendcloud', 'away')
        return [aPoint]
      },
    }
  })

  test('are asked for once a day, and one that was seen can be chosen while the directory is away', async () => {
    await Promise.all([relayPointsNear(world.cx, search), relayPointsNear(world.cx, search)])
    asked = 0
    expect(await relayPointsNear(world.cx, search)).toEqual({ kind: 'found', points: [aPoint] })
    expect(asked).toBe(0)
    isAway = true
    world.clock.advanceMs(25 * 3_600_000)
    expect(await relayPointsNear(world.cx, search)).toEqual({ kind: 'found', points: [aPoint] })
    const { distanceMeters: _, ...point } = aPoint
    expect(await chooseDelivery(world.cx, 'relay', { relayPointId: '7' })).toEqual({ kind: 'relay', point })
    world.clock.advanceMs(8 * 24 * 3_600_000)
    expect(await relayPointsNear(world.cx, search)).toEqual({ kind: 'away' })
  })

  test('an outage without anything kept is said, not thrown', async () => {
    isAway = true
    expect(await relayPointsNear(world.cx, search)).toEqual({ kind: 'away' })
    Reflect.deleteProperty(world.outside, 'relays')
    expect(await relayPointsNear(world.cx, search)).toEqual({ kind: 'away' })
  })

  test('are said in words', () => {
    const day = [{ from: '9:00', to: '19:00' }]
    expect(hoursWords('fr', [day, day, [], day, day, [{ from: '9:00', to: '12:00' }], []])).toBe(
      'lun. – mar. 9:00–19:00 · jeu. – ven. 9:00–19:00 · sam. 9:00–12:00',
    )
    expect([distanceWords('fr', 348), distanceWords('fr', 1240), distanceWords('en', 1240)]).toEqual([
      '350 m',
      '1,2 km',
      '1.2 km',
    ])
  })
})
