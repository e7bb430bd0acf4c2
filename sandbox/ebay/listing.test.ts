import { expect, test } from 'vitest'
import { changeSetting } from '#sandbox/machine'
import { anEbayItem, anEbayOffer, useTrial } from '#sandbox/trial'

const trial = useTrial()
const inventory = '/sell/inventory/v1'
const put = (sku: string, changes = {}) =>
  trial.ebay.send(`${inventory}/inventory_item/${sku}`, { method: 'PUT', json: anEbayItem(changes) })
const post = (path: string, json?: unknown) =>
  trial.ebay.send(`${inventory}${path}`, { method: 'POST', ...(json === undefined ? {} : { json }) })
const offer = async (offerId: string) => (await trial.ebay.send(`${inventory}/offer/${offerId}`)).body
const updateQuantity = (offerId: string, availableQuantity: number) =>
  post('/bulk_update_price_quantity', { requests: [{ offers: [{ offerId, availableQuantity }] }] })
const errorIds = (answer: { body: { errors: { errorId: number }[] } }) =>
  answer.body.errors.map(({ errorId }) => errorId)

test('a record is made by PUT, replaced by PUT, and read back', async () => {
  expect((await put('E-1')).status).toBe(201)
  expect((await put('E-1', { condition: 'NEW' })).status).toBe(204)
  const read = (await trial.ebay.send(`${inventory}/inventory_item/E-1`)).body
  expect(read).toMatchObject({
    sku: 'E-1',
    locale: 'fr_FR',
    condition: 'NEW',
    availability: { shipToLocationAvailability: { quantity: 1 } },
  })
  const missing = await trial.ebay.send(`${inventory}/inventory_item/E-2`)
  expect([missing.status, errorIds(missing)]).toEqual([404, [25710]])
})

test('required headers are required, and what Node sends by itself is not enough', async () => {
  const options = { method: 'PUT', json: anEbayItem() }
  const noContentLanguage = await trial.ebay.send(`${inventory}/inventory_item/E-1`, {
    ...options,
    headers: { 'Content-Language': '' },
  })
  expect(noContentLanguage.body.errors[0]).toMatchObject({
    errorId: 25709,
    message: 'Invalid value for header Content-Language.',
  })
  for (const language of ['', '*']) {
    const answer = await trial.ebay.send(`${inventory}/inventory_item/E-1`, {
      headers: { 'Accept-Language': language },
    })
    expect(answer.body.errors[0]).toMatchObject({
      errorId: 25709,
      message: 'Invalid value for header Accept-Language.',
    })
  }
})

test.each([
  ['an aspect that is no list', { product: { aspects: { Artiste: 'Rick' } } }, 2004],
  ['a condition that does not exist', { condition: 'USED' }, 2004],
  ['a title of 81 characters', { product: { title: 'x'.repeat(81) } }, 25080],
  ['an aspect value of 51 characters', { product: { aspects: { Titre: ['x'.repeat(51)] } } }, 25080],
  ['no image in the list', { product: { imageUrls: [] } }, 25717],
  ['an image without https', { product: { imageUrls: ['http://shop.example/1.jpg'] } }, 25015],
])('%s is refused when the record is written', async (_words, changes, errorId) => {
  const answer = await put('E-1', changes)
  expect([answer.status, errorIds(answer)]).toEqual([400, [errorId]])
})

test.each([['sku'], ['marketplaceId'], ['format']])(
  'replacing an offer refuses %s, which was told when it was made',
  async (field) => {
    await put('E-1')
    const { offerId } = (await post('/offer', anEbayOffer('E-1'))).body
    const { sku, marketplaceId, format, ...details } = anEbayOffer('E-1')
    const path = `${inventory}/offer/${offerId}`
    const whole = { sku, marketplaceId, format }
    // Past the trial's contract check, which would refuse to send such a body at all.
    const refused = await trial.call({
      path: `/ebay${path}`,
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${await trial.ebay.token()}`,
        'Accept-Language': 'fr-FR',
        'Content-Language': 'fr-FR',
      },
      json: { ...details, ...Object.fromEntries(Object.entries(whole).filter(([name]) => name === field)) },
    })
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [
        expect.objectContaining({
          errorId: 2004,
          domain: 'ACCESS',
          parameters: [{ name: 'reason', value: `Could not serialize field [${field}]` }],
        }),
      ],
    ])
    expect((await trial.ebay.send(path, { method: 'PUT', json: details })).status).toBe(204)
  },
)

test('one offer per record: the second is refused with the id of the first', async () => {
  await put('E-1')
  const first = await post('/offer', anEbayOffer('E-1'))
  expect(first.status).toBe(201)
  const second = await post('/offer', anEbayOffer('E-1'))
  expect(second.body.errors[0]).toMatchObject({
    errorId: 25002,
    message: 'A user error has occurred. Offer entity already exists.',
    parameters: [{ name: 'offerId', value: first.body.offerId }],
  })
  expect((await post('/offer', anEbayOffer('E-9'))).body.errors[0].errorId).toBe(25702)
})

test('publishing tells every fault at once', async () => {
  await put('E-1', {
    condition: 'USED_GOOD',
    product: { title: 'Sans rien' },
    availability: { shipToLocationAvailability: { quantity: 0 } },
  })
  const { offerId } = (
    await post('/offer', { sku: 'E-1', marketplaceId: 'EBAY_FR', format: 'FIXED_PRICE', categoryId: '176985' })
  ).body
  const answer = await post(`/offer/${offerId}/publish`)
  expect(answer.status).toBe(400)
  expect(errorIds(answer).toSorted()).toEqual([
    25002, 25002, 25002, 25002, 25003, 25004, 25007, 25008, 25009, 25012, 25016, 25021,
  ])
  expect(answer.text).toContain('The item specific Artiste is missing.')
})

test('a parent category is not a leaf, and a disabled location is none', async () => {
  const { published } = await trial.ebay.list('E-1', { offer: { categoryId: '11233' } })
  expect(errorIds(published)).toEqual([25005])
  await post('/location/boutique/disable')
  const second = await trial.ebay.list('E-2')
  expect(errorIds(second.published)).toEqual([25012])
})

test('a listing is published, withdrawn and published again as a new listing', async () => {
  const { offerId, listingId, published } = await trial.ebay.list('E-1')
  expect(published.status).toBe(200)
  expect(await offer(offerId)).toMatchObject({
    status: 'PUBLISHED',
    listing: { listingId, listingStatus: 'ACTIVE', soldQuantity: 0 },
  })
  expect((await post(`/offer/${offerId}/publish`)).body.listingId).toBe(listingId)
  expect((await post(`/offer/${offerId}/withdraw`)).body.listingId).toBe(listingId)
  expect(await offer(offerId)).toMatchObject({ status: 'UNPUBLISHED' })
  expect((await post(`/offer/${offerId}/withdraw`)).status).toBe(400)
  expect((await trial.buy('ebay', listingId)).status).toBe(409)
  expect((await post(`/offer/${offerId}/publish`)).body.listingId).not.toBe(listingId)
})

test('quantity 0 hides the listing and more brings it back, while out-of-stock control is on', async () => {
  const { offerId, listingId } = await trial.ebay.list('E-1')
  expect((await updateQuantity(offerId, 0)).body.responses).toMatchObject([{ offerId, statusCode: 200 }])
  expect((await offer(offerId)).listing).toMatchObject({ listingId, listingStatus: 'OUT_OF_STOCK' })
  expect((await trial.buy('ebay', listingId)).status).toBe(409)
  await updateQuantity(offerId, 1)
  expect((await trial.buy('ebay', listingId)).status).toBe(201)
})

test('without out-of-stock control quantity 0 is refused, and the last sale ends the listing', async () => {
  changeSetting(trial.sandbox.machine, 'ebay.outOfStockControl', 0)
  const { offerId, listingId } = await trial.ebay.list('E-1')
  const refused = await updateQuantity(offerId, 0)
  expect([refused.status, refused.body.responses[0].statusCode, refused.body.responses[0].errors[0].errorId]).toEqual([
    207, 400, 25004,
  ])
  expect((await offer(offerId)).availableQuantity).toBe(1)
  await trial.buy('ebay', listingId)
  expect((await offer(offerId)).status).toBe('UNPUBLISHED')
})

test('selling the last piece makes the quantity 0 in offer and record', async () => {
  const { offerId, listingId } = await trial.ebay.list('E-1', {
    item: { availability: { shipToLocationAvailability: { quantity: 2 } } },
    offer: { availableQuantity: 2 },
  })
  expect((await trial.buy('ebay', listingId)).status).toBe(201)
  expect((await offer(offerId)).listing).toMatchObject({ listingStatus: 'ACTIVE', soldQuantity: 1 })
  await trial.buy('ebay', listingId)
  expect(await offer(offerId)).toMatchObject({
    availableQuantity: 0,
    listing: { listingStatus: 'OUT_OF_STOCK', soldQuantity: 2 },
  })
  const record = (await trial.ebay.send(`${inventory}/inventory_item/E-1`)).body
  expect(record.availability.shipToLocationAvailability.quantity).toBe(0)
  expect((await trial.buy('ebay', listingId)).status).toBe(409)
})

test('a listing takes 250 revisions a day, and again the next day', async () => {
  changeSetting(trial.sandbox.machine, 'ebay.revisionsPerDay', 3)
  const { offerId } = await trial.ebay.list('E-1')
  for (const quantity of [2, 3, 4]) expect((await updateQuantity(offerId, quantity)).status).toBe(200)
  const refused = await updateQuantity(offerId, 5)
  expect(refused.body.responses[0].errors[0]).toMatchObject({
    errorId: 25019,
    message: expect.stringContaining('Cannot revise the listing'),
  })
  expect((await offer(offerId)).availableQuantity).toBe(4)
  trial.advance(86_400_000)
  expect((await updateQuantity(offerId, 5)).status).toBe(200)
})

test('deleting a record takes its offers and listings with it', async () => {
  const { offerId, listingId } = await trial.ebay.list('E-1')
  expect((await trial.ebay.send(`${inventory}/inventory_item/E-1`, { method: 'DELETE' })).status).toBe(204)
  expect((await trial.ebay.send(`${inventory}/offer/${offerId}`)).status).toBe(404)
  expect((await trial.buy('ebay', listingId)).status).toBe(409)
})

test('offers are found by SKU; none is a 404', async () => {
  const { offerId } = await trial.ebay.list('E-1')
  expect((await trial.ebay.send(`${inventory}/offer?sku=E-1`)).body).toMatchObject({
    total: 1,
    offers: [{ offerId, sku: 'E-1' }],
  })
  const none = await trial.ebay.send(`${inventory}/offer?sku=E-2`)
  expect([none.status, errorIds(none)]).toEqual([404, [25713]])
  expect((await trial.ebay.send(`${inventory}/offer`)).status).toBe(400)
})
