import { beforeEach, expect, test } from 'vitest'
import type { Connector, RemoteOrder } from '#modules/channels'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { aDiscogsListing, useTrial } from '#sandbox/trial'
import { discogs } from './index.ts'

const trial = useTrial()
let connector: Connector
let order: RemoteOrder

const edit = (status: string) =>
  trial.discogs(`/marketplace/orders/${order.externalId}`, { method: 'POST', json: { status } })
const shown = async () => (await trial.discogs(`/marketplace/orders/${order.externalId}`)).body
const messages = async (): Promise<string[]> =>
  (await trial.discogs(`/marketplace/orders/${order.externalId}/messages`)).body.messages.map(
    ({ message }: { message: string }) => message,
  )
const lineIds = () => order.lines.map(({ externalId }) => externalId)
const cancel = (changes: Partial<Parameters<NonNullable<Connector['cancelOrder']>>[1]> = {}) =>
  connector.cancelOrder?.(order, { reason: 'out-of-stock', lineIds: lineIds(), message: 'Désolés !', ...changes })

beforeEach(async () => {
  const http = createHttpClient({ system: 'discogs', log: silentLog, fetch: trial.sandbox.fetch })
  connector = discogs(http).connect({
    http,
    settings: { baseUrl: 'http://sandbox.test/discogs' },
    credentials: { token: 'sandbox-discogs-token' },
    pictures: { find: async () => new Map(), remember: async () => {} },
    now: () => new Date('2026-03-02T09:00:00Z'),
  })
  const { body } = await trial.discogs('/marketplace/listings', { method: 'POST', json: aDiscogsListing() })
  await trial.buy('discogs', body.listing_id)
  const [first] = (await connector.ordersSince({ since: '2026-03-01T00:00:00Z' })).orders
  if (!first) throw new Error('the sale is an order')
  order = first
})

test('cancels with the reason and the message at once; the second time it is done already', async () => {
  expect(await cancel()).toEqual({ kind: 'done' })
  expect((await shown()).status).toBe('Cancelled (Item Unavailable)')
  expect(await cancel({ reason: 'buyer-asked' })).toEqual({ kind: 'done' })
  expect((await shown()).status).toBe('Cancelled (Item Unavailable)')
  expect(await messages()).toEqual([expect.stringContaining('Désolés !')])
})

test('a cancellation the buyer asked for has its own status, and needs no message', async () => {
  await edit('Payment Received')
  expect(await cancel({ reason: 'buyer-asked', message: '' })).toEqual({ kind: 'done' })
  expect((await shown()).status).toBe("Cancelled (Per Buyer's Request)")
})

test('never cancels a part of an order, nor one that has left', async () => {
  expect(await cancel({ lineIds: [] })).toMatchObject({ reasons: [{ code: 'partial-cancellation' }] })
  await edit('Shipped')
  expect(await cancel()).toMatchObject({ kind: 'rejected', reasons: [{ code: 'order-step-refused' }] })
  expect(await messages()).not.toContainEqual(expect.stringContaining('Désolés'))
})

test('ships with tracking and tells the buyer where to follow it, once', async () => {
  const parcel = { carrier: 'colissimo', trackingNumber: '6A123', trackingUrl: 'https://laposte.example/6A123' }
  expect(await connector.shipOrder?.(order, parcel)).toEqual({ kind: 'done' })
  expect(await connector.shipOrder?.(order, parcel)).toEqual({ kind: 'done' })
  expect(await shown()).toMatchObject({ status: 'Shipped', tracking: { number: '6A123', carrier: 'La Poste' } })
  expect((await messages()).filter((text) => text.includes(parcel.trackingUrl))).toHaveLength(1)
})

test('a parcel without tracking, an unknown carrier, and an order that was cancelled', async () => {
  expect(
    await connector.shipOrder?.(order, { carrier: 'lettre', trackingNumber: undefined, trackingUrl: undefined }),
  ).toEqual({ kind: 'done' })
  expect((await shown()).tracking).toBeUndefined()
  const gone = { ...order, externalId: '7300001-99' }
  const parcel = { carrier: 'mondial-relay', trackingNumber: '1', trackingUrl: undefined }
  expect(await connector.shipOrder?.(gone, parcel)).toMatchObject({ kind: 'rejected' })
})
