import { beforeEach, expect, test } from 'vitest'
import { changeSetting } from '#sandbox/machine'
import { aDiscogsListing, useTrial } from '#sandbox/trial'

const trial = useTrial()
let listingId = 0
let orderId = ''

const create = async (changes = {}): Promise<number> =>
  (await trial.discogs('/marketplace/listings', { method: 'POST', json: aDiscogsListing(changes) })).body.listing_id
const order = () => trial.discogs(`/marketplace/orders/${orderId}`)
const edit = (json: unknown) => trial.discogs(`/marketplace/orders/${orderId}`, { method: 'POST', json })

beforeEach(async () => {
  listingId = await create()
  orderId = (await trial.buy('discogs', listingId)).body.order
})

test('buying makes an order before any payment and takes the copy off the sale', async () => {
  expect((await order()).body).toMatchObject({
    id: orderId,
    status: 'New Order',
    items: [{ id: listingId, media_condition: 'Very Good Plus (VG+)', price: { value: 12.5, currency: 'EUR' } }],
    shipping: { value: 6.5, method: 'Standard' },
    total: { value: 19 },
    fee: { value: 1.71 },
  })
  expect((await order()).body.next_status).toContain('Cancelled (Item Unavailable)')
  const again = await trial.buy('discogs', listingId)
  expect(again).toMatchObject({ status: 409, body: { reason: 'not-for-sale' } })
})

test('the address is one text with the telephone at its end', async () => {
  const { shipping_address: address } = (await order()).body
  expect(address.split('\n')).toHaveLength(7)
  expect(address).toMatch(/\nFrance\n\nPhone: 06 39 98 \d\d \d\d\nPaypal address: .+@example\.org$/)
})

test('only the statuses in next_status are accepted', async () => {
  expect((await edit({ status: 'Payment Received' })).body.status).toBe('Payment Received')
  expect((await edit({ status: 'New Order' })).status).toBe(422)
  expect((await edit({ status: 'Shipped', tracking: { number: '6A123', carrier: 'La Poste' } })).body).toMatchObject({
    status: 'Shipped',
    tracking: { number: '6A123', carrier: 'La Poste' },
  })
  expect((await edit({ tracking: { number: '6A123', carrier: 'Colissimo' } })).status).toBe(422)
})

test('status and shipping never together; shipping alone invoices the buyer', async () => {
  const both = await edit({ status: 'Shipped', shipping: 5 })
  expect(both).toMatchObject({ status: 422, body: { message: 'Status and shipping may not both be set.' } })
  expect((await edit({ shipping: 8.2 })).body).toMatchObject({ status: 'Invoice Sent', shipping: { value: 8.2 } })
  await edit({ status: 'Payment Received' })
  expect((await edit({ shipping: 9 })).status).toBe(422)
})

test('a cancelled order ends, and its listing stays sold until the seller makes a new one', async () => {
  expect((await edit({ status: 'Cancelled (Item Unavailable)' })).body.next_status).toEqual([])
  expect((await edit({ status: 'Shipped' })).status).toBe(422)
  expect((await trial.discogs(`/marketplace/listings/${listingId}`)).body.status).toBe('Sold')
})

test('orders are listed by time, status and page', async () => {
  trial.advance(60_000)
  const second = (await trial.buy('discogs', await create({ price: 3 }))).body.order
  await edit({ status: "Cancelled (Per Buyer's Request)" })

  const ids = async (query: string) =>
    (await trial.discogs(`/marketplace/orders?${query}`)).body.orders.map(({ id }: { id: string }) => id)
  expect(await ids('')).toEqual([second, orderId])
  expect(await ids('sort=created&sort_order=asc&per_page=1')).toEqual([orderId])
  expect(await ids('status=Cancelled')).toEqual([orderId])
  expect(await ids('status=New%20Order')).toEqual([second])
  expect(await ids('created_after=2026-03-02T09:00:30Z')).toEqual([second])
  expect(await ids('created_before=2026-03-02T09:00:30Z')).toEqual([orderId])
  expect((await trial.discogs('/marketplace/orders?status=Gone')).status).toBe(422)
  expect((await trial.discogs('/marketplace/orders/1-1')).status).toBe(404)
})

test('orders can arrive late and twice when the control page says so', async () => {
  changeSetting(trial.sandbox.machine, 'discogs.orderDelaySeconds', 30)
  changeSetting(trial.sandbox.machine, 'discogs.duplicateOrders', 1)
  const late = (await trial.buy('discogs', await create())).body.order
  const ids = async () => (await trial.discogs('/marketplace/orders')).body.orders.map(({ id }: { id: string }) => id)
  expect(await ids()).toEqual([orderId, orderId])
  trial.advance(30_000)
  expect(await ids()).toEqual([late, late, orderId, orderId])
})

test('messages carry a text, a status, or both', async () => {
  const path = `/marketplace/orders/${orderId}/messages`
  expect((await trial.discogs(path, { method: 'POST', json: {} })).status).toBe(422)
  const sent = await trial.discogs(path, { method: 'POST', json: { message: 'Bonjour', status: 'Buyer Contacted' } })
  expect(sent).toMatchObject({
    status: 201,
    body: { message: expect.stringContaining('from New Order to Buyer Contacted') },
  })
  await edit({ status: 'Payment Received' })
  const log = (await trial.discogs(path)).body.messages
  expect(log.map(({ type }: { type: string }) => type)).toEqual(['status', 'message'])
  expect((await order()).body.status).toBe('Payment Received')
})
