import { beforeEach, expect, test } from 'vitest'
import { anEbayItem, anEbayOffer, useTrial } from '#sandbox/trial'

const trial = useTrial()
const post = (path: string, json: unknown) => trial.ebay.send(`/sell/inventory/v1${path}`, { method: 'POST', json })
const skus = (count: number) => Array.from({ length: count }, (_none, index) => `E-${index}`)
const itemEntry = (sku: string, changes = {}) => ({ sku, locale: 'fr_FR', ...anEbayItem(changes) })

beforeEach(() =>
  post('/location/boutique', { location: { address: { postalCode: '69001', city: 'Lyon', country: 'FR' } } }),
)

test('25 entries pass, 26 do not', async () => {
  const requests = skus(26).map((sku) => itemEntry(sku))
  expect((await post('/bulk_create_or_replace_inventory_item', { requests })).body.errors[0].errorId).toBe(25727)
  const answer = await post('/bulk_create_or_replace_inventory_item', { requests: requests.slice(0, 25) })
  expect(answer.status).toBe(200)
  expect(answer.body.responses).toHaveLength(25)
  const offers = skus(25).map((sku) => anEbayOffer(sku))
  expect(
    (await post('/bulk_create_offer', { requests: [...offers, anEbayOffer('E-25')] })).body.errors[0].errorId,
  ).toBe(25730)
  const created = (await post('/bulk_create_offer', { requests: offers })).body.responses
  const published = await post('/bulk_publish_offer', {
    requests: created.map(({ offerId }: { offerId: string }) => ({ offerId })),
  })
  expect(published.status).toBe(200)
  expect(published.body.responses[24]).toMatchObject({
    statusCode: 200,
    listingId: expect.stringMatching(/^\d{12}$/),
    errors: [],
  })
})

test('one bad entry spoils only itself, and the status is 207', async () => {
  const requests = [
    itemEntry('E-1'),
    itemEntry('E-2', { product: { imageUrls: ['http://x.example/1'] } }),
    itemEntry('E 3'),
  ]
  const items = await post('/bulk_create_or_replace_inventory_item', { requests })
  expect(items.status).toBe(207)
  expect(items.body.responses).toMatchObject([
    { sku: 'E-1', locale: 'fr_FR', statusCode: 200 },
    { sku: 'E-2', statusCode: 400, errors: [{ errorId: 25015 }] },
    { sku: 'E 3', statusCode: 400, errors: [{ errorId: 25707 }] },
  ])
  const offers = await post('/bulk_create_offer', { requests: [anEbayOffer('E-1'), anEbayOffer('E-2')] })
  expect(offers.status).toBe(207)
  expect(offers.body.responses).toMatchObject([
    { sku: 'E-1', marketplaceId: 'EBAY_FR', format: 'FIXED_PRICE', statusCode: 200 },
    { sku: 'E-2', statusCode: 404, errors: [{ errorId: 25702 }] },
  ])
  const published = await post('/bulk_publish_offer', {
    requests: [{ offerId: offers.body.responses[0].offerId }, { offerId: '1' }],
  })
  expect(published.body.responses).toMatchObject([
    { statusCode: 200 },
    { statusCode: 404, errors: [{ errorId: 25713 }] },
  ])
})

test('repeated entries are refused as a whole', async () => {
  const twice = { requests: [itemEntry('E-1'), itemEntry('E-1')] }
  expect((await post('/bulk_create_or_replace_inventory_item', twice)).body.errors[0].errorId).toBe(25728)
  const unnamed = { requests: [anEbayItem()] }
  expect((await post('/bulk_create_or_replace_inventory_item', unnamed)).body.errors[0].errorId).toBe(25733)
  expect(
    (await post('/bulk_create_offer', { requests: [anEbayOffer('E-1'), anEbayOffer('E-1')] })).body.errors[0].errorId,
  ).toBe(25729)
  expect(
    (await post('/bulk_publish_offer', { requests: [{ offerId: '1' }, { offerId: '1' }] })).body.errors[0].errorId,
  ).toBe(25731)
})

test('price and quantity are updated per offer and per SKU, each with its own status', async () => {
  const live = await trial.ebay.list('E-1')
  await post('/bulk_create_or_replace_inventory_item', { requests: [itemEntry('E-2')] })
  const draft = (await post('/offer', anEbayOffer('E-2'))).body.offerId
  const answer = await post('/bulk_update_price_quantity', {
    requests: [
      {
        sku: 'E-1',
        shipToLocationAvailability: { quantity: 3 },
        offers: [{ offerId: live.offerId, price: { value: '9.90', currency: 'EUR' } }],
      },
      { offers: [{ offerId: draft, availableQuantity: 2 }] },
      { sku: 'E-9', shipToLocationAvailability: { quantity: 1 } },
      { sku: 'E-2', offers: [{ offerId: live.offerId, availableQuantity: 2 }] },
    ],
  })
  expect(answer.status).toBe(207)
  expect(answer.body.responses.map((entry: { statusCode: number }) => entry.statusCode)).toEqual([
    200, 200, 400, 404, 400,
  ])
  const offer = (await trial.ebay.send(`/sell/inventory/v1/offer/${live.offerId}`)).body
  expect(offer).toMatchObject({ availableQuantity: 1, pricingSummary: { price: { value: '9.90' } } })
})

test('records are read back in bulk', async () => {
  await post('/bulk_create_or_replace_inventory_item', { requests: [itemEntry('E-1')] })
  const answer = await post('/bulk_get_inventory_item', { requests: [{ sku: 'E-1' }, { sku: 'E-2' }] })
  expect(answer.body.responses).toMatchObject([
    { sku: 'E-1', statusCode: 200, inventoryItem: { sku: 'E-1' } },
    { sku: 'E-2', statusCode: 404 },
  ])
})

test('records are listed by page number, not by record', async () => {
  await post('/bulk_create_or_replace_inventory_item', { requests: skus(5).map((sku) => itemEntry(sku)) })
  const page = (await trial.ebay.send('/sell/inventory/v1/inventory_item?limit=2&offset=1')).body
  expect(page).toMatchObject({ total: 5, size: 3, limit: 2, inventoryItems: [{ sku: 'E-2' }, { sku: 'E-3' }] })
  expect(page).toHaveProperty('next')
  expect((await trial.ebay.send('/sell/inventory/v1/inventory_item?limit=201')).body.errors[0].errorId).toBe(25706)
})
