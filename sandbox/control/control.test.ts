import { expect, test } from 'vitest'
import { aDiscogsListing, useTrial } from '#sandbox/trial'

const trial = useTrial()

const plan = (json: unknown) => trial.call({ path: '/control/faults', method: 'POST', json })
const create = () => trial.discogs('/marketplace/listings', { method: 'POST', json: aDiscogsListing() })
const total = async () => (await trial.discogs('/users/le-bac-a-disques/inventory')).body.pagination.items
const request = (path: string, init: RequestInit = {}) =>
  new Request(`http://sandbox${path}`, {
    ...init,
    headers: { 'User-Agent': 'EtalTest/1.0', Authorization: 'Discogs token=sandbox-discogs-token' },
  })
const post = () =>
  trial.sandbox.fetch(
    request('/discogs/marketplace/listings', { method: 'POST', body: JSON.stringify(aDiscogsListing()) }),
  )

test('a planned fault hits the next matching requests only', async () => {
  expect(
    (await plan({ vendor: 'discogs', kind: 'error-503', method: 'post', path: '/listings', count: 2 })).status,
  ).toBe(204)
  expect((await trial.discogs('/oauth/identity')).status).toBe(200)
  const hit = await create()
  expect([hit.status, hit.headers.get('retry-after'), hit.body]).toEqual([503, '2', { message: 'Service unavailable' }])
  expect((await create()).status).toBe(503)
  expect((await create()).status).toBe(201)
  expect(await total()).toBe(1)
})

test('after a reset before the work nothing has happened', async () => {
  await plan({ vendor: 'discogs', kind: 'connection-reset' })
  await expect(post()).rejects.toThrow('fetch failed')
  expect(await total()).toBe(0)
})

test('after a reset behind the work the listing exists though nobody was told', async () => {
  await plan({ vendor: 'discogs', kind: 'reset-after-success' })
  await expect(post()).rejects.toThrow('fetch failed')
  expect(await total()).toBe(1)
})

test('a machine that never answers leaves the client with its own time limit', async () => {
  await plan({ vendor: 'discogs', kind: 'hang-after-success' })
  const limited = request('/discogs/marketplace/listings', {
    method: 'POST',
    body: JSON.stringify(aDiscogsListing()),
    signal: AbortSignal.timeout(10),
  })
  await expect(trial.sandbox.fetch(limited)).rejects.toThrow(/timeout/i)
  expect(await total()).toBe(1)
})

test('a malformed answer is cut in the middle', async () => {
  await plan({ vendor: 'discogs', kind: 'malformed-body' })
  const answer = await (await post()).text()
  expect(() => JSON.parse(answer)).toThrow()
  expect(await total()).toBe(1)
})

test('faults can be seen and forgotten, and a wrong plan is refused', async () => {
  expect((await plan({ vendor: 'discogs', kind: 'earthquake' })).status).toBe(400)
  await plan({ vendor: 'stripe', kind: 'rate-limit', count: 3 })
  const state = (await trial.call({ path: '/control/state' })).body
  expect(state.faults).toMatchObject([{ vendor: 'stripe', kind: 'rate-limit', remaining: 3 }])
  await trial.call({ path: '/control/faults/clearing', method: 'POST' })
  expect((await trial.call({ path: '/control/state' })).body.faults).toEqual([])
})

test('settings are changed by form or JSON', async () => {
  const form = new URLSearchParams({ 'discogs.requestsPerMinute': '5' })
  const answer = await trial.call({
    path: '/control/settings?lang=en',
    method: 'POST',
    body: form,
    headers: { Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/control?lang=en&saved=1'])
  await trial.call({ path: '/control/settings', method: 'POST', json: { 'ebay.outOfStockControl': 0, unknown: 3 } })
  const { settings } = (await trial.call({ path: '/control/state' })).body
  expect(settings).toMatchObject({ 'discogs.requestsPerMinute': 5, 'ebay.outOfStockControl': 0 })
  expect((await trial.call({ path: '/control?lang=en' })).text).toContain('discogs: requests per minute')
})

test('taught releases give listings their names', async () => {
  const release = {
    id: 249504,
    artist: 'Rick Astley',
    title: 'Never Gonna Give You Up',
    format: '7", Single',
    label: 'RCA',
  }
  await trial.call({ path: '/control/discogs/releases', method: 'POST', json: [release] })
  const { listing_id: id } = (await create()).body
  const listing = (await trial.discogs(`/marketplace/listings/${id}`)).body
  expect(listing.release).toMatchObject({
    description: 'Rick Astley - Never Gonna Give You Up (7", Single)',
    label: 'RCA',
  })
})
