import { expect, test } from 'vitest'
import { aDiscogsListing, useTrial } from '#sandbox/trial'

const trial = useTrial()
const create = (changes = {}) =>
  trial.discogs('/marketplace/listings', { method: 'POST', json: aDiscogsListing(changes) })

test('two equal posts make two listings: creation is not idempotent', async () => {
  const [first, second] = [await create(), await create()]
  expect([first.status, second.status]).toEqual([201, 201])
  expect(first.body.listing_id).not.toBe(second.body.listing_id)
  expect(first.body.resource_url).toMatch(/\/discogs\/marketplace\/listings\/\d{10}$/)
})

test('the owner sees the private fields, others only the public ones', async () => {
  const { listing_id: id } = (await create()).body
  const owned = (await trial.discogs(`/marketplace/listings/${id}`)).body
  expect(owned).toMatchObject({
    price: { value: 12.5, currency: 'EUR' },
    original_price: { formatted: '€12.50' },
    external_id: 'E-7K3Q9',
    quantity: 1,
    posted: '2026-03-02T02:00:00-07:00',
  })
  const stranger = await trial.call({
    path: `/discogs/marketplace/listings/${id}`,
    headers: { 'User-Agent': 'Other/1' },
  })
  expect(stranger.body).not.toHaveProperty('external_id')
  expect(stranger.body).not.toHaveProperty('quantity')
})

test.each([
  [{ release_id: 999_999_999 }, 'Invalid release_id: release not found.'],
  [{ price: 0 }, 'Invalid price: expected float.'],
  [{ price: 12.345 }, 'Invalid price: expected float.'],
  [{ price: 'cheap' }, 'Invalid price: expected float.'],
  [{ condition: 'VG+' }, 'Invalid condition: expected one of Mint (M)'],
  [{ condition: 'Generic' }, 'Invalid condition'],
  [{ sleeve_condition: 'None' }, 'Invalid sleeve_condition'],
  [{ status: 'Sold' }, 'Invalid status: expected one of For Sale, Draft.'],
  [{ format_quantity: -1 }, 'Format quantity cannot be negative'],
])('%o is refused in the words of the vendor', async (changes, message) => {
  expect(await create(changes)).toMatchObject({ status: 422, body: { message: expect.stringContaining(message) } })
})

test('a listing is edited with a full body, and a sold one can no longer be edited', async () => {
  const { listing_id: id } = (await create()).body
  const edit = (changes: Record<string, unknown>) =>
    trial.discogs(`/marketplace/listings/${id}`, { method: 'POST', json: aDiscogsListing(changes) })
  expect(await edit({ price: 9.9, status: 'Draft' })).toMatchObject({ status: 204, text: '' })
  expect((await trial.discogs(`/marketplace/listings/${id}`)).body).toMatchObject({
    status: 'Draft',
    price: { value: 9.9 },
  })

  await edit({})
  await trial.buy('discogs', id)
  expect((await edit({})).status).toBe(403)
  expect((await trial.discogs(`/marketplace/listings/${id}`)).body.status).toBe('Sold')
})

test('a deleted listing is gone', async () => {
  const { listing_id: id } = (await create()).body
  expect((await trial.discogs(`/marketplace/listings/${id}`, { method: 'DELETE' })).status).toBe(204)
  const gone = await trial.discogs(`/marketplace/listings/${id}`)
  expect(gone).toMatchObject({ status: 404, body: { message: 'Item not found. It may have been deleted.' } })
  expect((await create()).body.listing_id).toBeGreaterThan(id)
})

test('a draft is for its owner only', async () => {
  const { listing_id: id } = (await create({ status: 'Draft' })).body
  const stranger = await trial.call({
    path: `/discogs/marketplace/listings/${id}`,
    headers: { 'User-Agent': 'Other/1' },
  })
  expect(stranger.status).toBe(401)
})

test('the inventory is paged with links and filtered by status', async () => {
  for (let price = 1; price <= 5; price += 1) await create({ price })
  await create({ status: 'Draft' })
  const page = await trial.discogs(
    '/users/le-bac-a-disques/inventory?status=For%20Sale&sort=price&sort_order=asc&per_page=2&page=2',
  )
  expect(page.body.listings.map((listing: { price: { value: number } }) => listing.price.value)).toEqual([3, 4])
  expect(page.body.pagination).toMatchObject({ page: 2, pages: 3, per_page: 2, items: 5 })
  expect(page.headers.get('link')).toContain('rel="next"')
  const wrong = await trial.discogs('/users/le-bac-a-disques/inventory?status=Gone')
  expect(wrong).toMatchObject({
    status: 422,
    body: { message: expect.stringContaining('All, Deleted, Draft, Expired') },
  })
  expect((await trial.discogs('/users/le-bac-a-disques/inventory?page=9')).status).toBe(404)
})

test('a fee needs two decimals', async () => {
  expect((await trial.discogs('/marketplace/fee/20')).status).toBe(404)
  expect((await trial.discogs('/marketplace/fee/20.00/EUR')).body).toEqual({ value: 1.8, currency: 'EUR' })
})
