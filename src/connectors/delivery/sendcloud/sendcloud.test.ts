import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RelayDirectory } from '#modules/delivery'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { changeSetting } from '#sandbox/machine'
import { createSandbox, type Sandbox } from '#sandbox/server'
import { sendcloudRelays } from './index.ts'

let sandbox: Sandbox
const directory = (publicKey = 'sandbox-sendcloud-public'): RelayDirectory =>
  sendcloudRelays({
    http: createHttpClient({ system: 'sendcloud', log: silentLog, fetch: sandbox.fetch }),
    baseUrl: 'http://sandbox/sendcloud/api/v3',
    publicKey,
    secretKey: 'sandbox-sendcloud-secret',
  })
const lyon = { carrier: 'mondial_relay', country: 'FR', postcode: '69004', city: 'Lyon' }

beforeEach(() => {
  sandbox = createSandbox({ store: ':memory:', now: () => new Date('2026-03-02T09:00:00Z') })
})
afterEach(() => sandbox.close())

describe('relay points at Sendcloud', () => {
  test('come nearest first, with their hours by weekday and the carrier’s number', async () => {
    const points = await directory().near(lyon)
    expect(points).toHaveLength(8)
    expect(points.map(({ distanceMeters }) => distanceMeters)).toEqual(
      points.map(({ distanceMeters }) => distanceMeters).toSorted((a, b) => a - b),
    )
    expect(points[0]).toMatchObject({
      postcode: '69004',
      city: 'Lyon',
      carrier: 'mondial_relay',
      carrierPointId: 'FR-690040',
    })
    expect(points.every(({ hours }) => hours.length === 7)).toBe(true)
  })

  test('an unknown postcode has none', async () => {
    expect(await directory().near({ ...lyon, postcode: '99999', city: '' })).toEqual([])
  })

  test('wrong keys, an unknown carrier and a geocoder that is away are outages', async () => {
    await expect(directory('wrong').near(lyon)).rejects.toThrow('answered 401')
    await expect(directory().near({ ...lyon, carrier: 'acme' })).rejects.toThrow('not supported')
    changeSetting(sandbox.machine, 'sendcloud.geocoderIsAway', 1)
    await expect(directory().near(lyon)).rejects.toThrow('answered 503')
  })
})
