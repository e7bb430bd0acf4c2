import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { aDiscogsListing, useTrial } from '#sandbox/trial'

/** The vendor publishes no machine-readable contract of its marketplace; its sample answers lie beside the repository. */
const folder = new URL('../../../shared/data/payloads/', import.meta.url)
const hasSamples = existsSync(folder)
const sample = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))

const trial = useTrial()
const create = () => trial.discogs('/marketplace/listings', { method: 'POST', json: aDiscogsListing() })

describe.skipIf(!hasSamples)("the vendor's samples (need ../shared/data/payloads)", () => {
  test('an order has every field of the official example, with the same types', async () => {
    const { order } = (await trial.buy('discogs', (await create()).body.listing_id)).body
    const shown = (await trial.discogs(`/marketplace/orders/${order}`)).body
    expect(missingFrom(shown, sample('discogs_order_official_example.json'))).toEqual([])
  })

  test('an inventory page has every field of a real one, with the same types', async () => {
    await create()
    const shown = (await trial.discogs('/users/le-bac-a-disques/inventory')).body
    expect(missingFrom(shown, sample('discogs_client/users_example_inventory_per_page_50_page_1.json'))).toEqual([])
  })

  test('fee and statistics look like the real ones', async () => {
    await create()
    const fee = (await trial.discogs('/marketplace/fee/20.50/EUR')).body
    expect(missingFrom(fee, sample('discogs_client/marketplace_fee_20.5000_EUR.json'))).toEqual([])
    const stats = (await trial.discogs('/marketplace/stats/249504')).body
    expect(missingFrom(stats, sample('discogs_client/marketplace_stats_1.json'))).toEqual([])
  })

  test('the comparison can fail', () => {
    expect(missingFrom({ a: 1, b: { c: '' } }, { a: '', b: { c: '', d: 1 } })).toEqual(['a: number, not string', 'b.d'])
  })
})

test.runIf(!hasSamples)('Discogs samples are not beside this checkout: answers were NOT compared with them', () => {
  expect(hasSamples).toBe(false)
})

/** Paths that the sample has and the answer has not, or has with another type. Of lists the first entries are compared. */
function missingFrom(shown: unknown, wanted: unknown, path = ''): string[] {
  const [first, second] = [firstOf(shown), firstOf(wanted)]
  if (typeof first !== typeof second) return [`${path}: ${typeof first}, not ${typeof second}`]
  if (!isRecord(first) || !isRecord(second)) return []
  return Object.entries(second).flatMap(([key, value]) => {
    const inner = path === '' ? key : `${path}.${key}`
    return key in first ? missingFrom(first[key], value, inner) : [inner]
  })
}

const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
