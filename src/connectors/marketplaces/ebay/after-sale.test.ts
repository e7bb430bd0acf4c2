import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Connector, InboundRequest, RemoteOrder } from '#modules/channels'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { deliverDue } from '#sandbox/deliveries'
import { ebay as vendor } from '#sandbox/ebay'
import { planFault } from '#sandbox/faults'
import { changeSetting } from '#sandbox/machine'
import { createSandbox, type Sandbox } from '#sandbox/server'
import { hasEbayContracts, validateEbay } from '../../../../test/contracts/ebay.ts'
import { ebay } from './index.ts'

const address = 'https://shop.example/api/channels/ebay/inbound'
const start = Date.parse('2026-03-02T09:00:00Z')
let now = new Date(start)
let sandbox: Sandbox
let connector: Connector
const faults: string[] = []

beforeEach(() => {
  now = new Date(start)
  faults.length = 0
  sandbox = createSandbox({ store: ':memory:', now: () => now, reach: answerChallenge })
  connector = connect()
})
afterEach(() => {
  sandbox.close()
  expect(faults).toEqual([])
})

const connect = (secret = 'sandbox-ebay-secret', alertEmail = 'shop@example.org'): Connector => {
  const http = createHttpClient({ system: 'ebay', log: silentLog, fetch: checked })
  return ebay(http).connect({
    http,
    settings: { baseUrl: 'http://sandbox.test/ebay', alertEmail },
    credentials: { clientId: 'sandbox-ebay-client', clientSecret: secret, refreshToken: 'sandbox-ebay-refresh' },
    pictures: { find: async () => new Map(), remember: async () => {} },
    now: () => now,
  })
}

/** Every exchange is held against eBay's own contract. */
async function checked(request: Request): Promise<Response> {
  const sent = await request.clone().text()
  const response = await sandbox.fetch(request)
  const told = await response.clone().text()
  const { pathname, search } = new URL(request.url)
  const isJson = (text: string) => text.startsWith('{')
  if (hasEbayContracts && response.status !== 401 && response.status < 500)
    faults.push(
      ...validateEbay(request.method, `${pathname}${search}`, {
        status: response.status,
        ...(isJson(sent) ? { requestBody: JSON.parse(sent) } : {}),
        ...(isJson(told) ? { responseBody: JSON.parse(told) } : {}),
      }),
    )
  return response
}

const inbound = (request: Request, body = ''): InboundRequest => ({
  method: request.method === 'GET' ? 'GET' : 'POST',
  address,
  query: Object.fromEntries(new URL(request.url).searchParams),
  headers: request.headers,
  body,
})

async function answerChallenge(request: Request): Promise<Response> {
  const notice = await connector.notifications?.read(inbound(request))
  return notice?.kind === 'challenge' ? new Response(notice.body) : new Response('', { status: 404 })
}

const subscribe = () => connector.notifications?.subscribe(address)
const read = async (request: Request, body?: string) =>
  connector.notifications?.read(inbound(request, body ?? (await request.clone().text())))

/** What the post brings to our address now. */
async function pushes(): Promise<Request[]> {
  const arrived: Request[] = []
  await deliverDue(sandbox.machine, [vendor], async (request) => {
    arrived.push(request)
    return { status: 200 }
  })
  return arrived
}

async function firstPush(): Promise<Request> {
  const [push] = await pushes()
  if (!push) throw new Error('nothing was pushed')
  return push
}

/** Puts a record on sale straight in the vendor's memory and buys it. */
function buy(): string {
  const at = now.toISOString()
  const { store } = sandbox.machine
  const listing = store.run(
    `insert into ebay_listings (offer_id, sku, title, price_minor, condition, started_at) values (1, 'E-1', 'Blue Train', 2500, 'NEW', ?)`,
    at,
  ).lastId
  store.run(
    `insert or replace into ebay_offers (id, sku, marketplace_id, format, quantity, document, listing_id) values (?, ?, 'EBAY_FR', 'FIXED_PRICE', 1, '{}', ?)`,
    ...[listing, `E-${listing}`, listing],
  )
  const purchase = vendor.shelf?.(sandbox.machine).buy(String(listing))
  if (purchase?.kind !== 'bought') throw new Error('not bought')
  return purchase.order
}

async function aSale(): Promise<RemoteOrder> {
  buy()
  const order = (await connector.ordersSince({ since: new Date(start).toISOString() })).orders.at(-1)
  if (!order) throw new Error('the sale is an order')
  return order
}

const lineIds = (order: RemoteOrder) => order.lines.map(({ externalId }) => externalId)
const cancellation = (order: RemoteOrder) => ({
  reason: 'out-of-stock' as const,
  lineIds: lineIds(order),
  message: 'Désolés !',
})
const stateOf = async () => (await connector.ordersSince({ since: new Date(start).toISOString() })).orders.at(-1)?.state

test('cancels an order with the reason that counts as a defect; the second time it is done already', async () => {
  const order = await aSale()
  expect(await connector.cancelOrder?.(order, cancellation(order))).toEqual({ kind: 'done' })
  expect(await connector.cancelOrder?.(order, cancellation(order))).toEqual({ kind: 'done' })
  expect(await stateOf()).toBe('cancelled')
  expect(sandbox.machine.store.all('select reason from ebay_cancellations')).toEqual([
    { reason: 'OUT_OF_STOCK_OR_CANNOT_FULFILL' },
  ])
})

test('approves what the buyer asked for instead of cancelling beside it', async () => {
  const order = await aSale()
  await sandbox.app.request(`/ebay/_buyer_cancellation/${order.externalId}`, { method: 'POST' })
  expect(await stateOf()).toBe('paid')
  expect(await connector.cancelOrder?.(order, cancellation(order))).toEqual({ kind: 'done' })
  expect(await stateOf()).toBe('cancelled')
  expect(await connector.cancelOrder?.(order, cancellation(order))).toEqual({ kind: 'done' })
  expect(sandbox.machine.store.all('select reason from ebay_cancellations')).toEqual([{ reason: 'BUYER_ASKED_CANCEL' }])
})

test('a cancellation whose answer was lost is done when it is repeated', async () => {
  const order = await aSale()
  planFault(sandbox.machine, { vendor: 'ebay', kind: 'reset-after-success', path: '/cancellation' })
  await expect(connector.cancelOrder?.(order, cancellation(order))).rejects.toThrow('no answer')
  expect(await connector.cancelOrder?.(order, cancellation(order))).toEqual({ kind: 'done' })
})

test('never cancels a part of an order, nor one that has left', async () => {
  const order = await aSale()
  expect(await connector.cancelOrder?.(order, { ...cancellation(order), lineIds: [] })).toMatchObject({
    reasons: [{ code: 'partial-cancellation' }],
  })
  await connector.shipOrder?.(order, { carrier: 'colissimo', trackingNumber: undefined, trackingUrl: undefined })
  expect(await connector.cancelOrder?.(order, cancellation(order))).toMatchObject({
    kind: 'rejected',
    reasons: [{ code: 'order-step-refused', message: expect.stringContaining('not eligible') }],
  })
})

test('ships with the carrier code of the vendor, once', async () => {
  const order = await aSale()
  const parcel = { carrier: 'colissimo', trackingNumber: '6A 123-45', trackingUrl: undefined }
  expect(await connector.shipOrder?.(order, parcel)).toEqual({ kind: 'done' })
  expect(await connector.shipOrder?.(order, parcel)).toEqual({ kind: 'done' })
  expect(sandbox.machine.store.all('select carrier, tracking from ebay_fulfillments')).toEqual([
    { carrier: 'Colissimo', tracking: '6A12345' },
  ])
  expect(await stateOf()).toBe('sent')
})

test('tells how eBay judges the seller', async () => {
  const order = await aSale()
  await aSale()
  await connector.cancelOrder?.(order, cancellation(order))
  expect(await connector.sellerStanding?.()).toEqual({
    level: 'TOP_RATED',
    measures: [
      { name: 'defect-rate', valueBasisPoints: 5000, limitBasisPoints: 200, count: 1 },
      { name: 'late-shipment-rate', valueBasisPoints: 0, limitBasisPoints: 300, count: 0 },
    ],
  })
})

test('subscribes once however often it is asked, and answers the test of its address', async () => {
  expect(await subscribe()).toEqual(await subscribe())
  const { store } = sandbox.machine
  expect(store.count('select count(*) as count from ebay_destinations')).toBe(1)
  expect(store.count('select count(*) as count from ebay_subscriptions')).toBe(1)
})

test('an address that fails the test is not registered, and without an alert address nobody subscribes', async () => {
  connector = connect('sandbox-ebay-secret', '')
  sandbox.machine.store.run('delete from ebay_notification_config')
  await expect(subscribe()).rejects.toThrow('alertEmail is missing')
  connector = connect()
  const silent = createSandbox({ store: ':memory:', now: () => now, reach: async () => new Response('{}') })
  const kept = sandbox
  sandbox = silent
  await expect(subscribe()).rejects.toThrow('195020')
  silent.close()
  sandbox = kept
})

test('a signed push brings the whole order', async () => {
  await subscribe()
  const externalId = buy()
  expect(await read(await firstPush())).toMatchObject({
    kind: 'event',
    topic: 'ORDER_CONFIRMATION',
    eventId: expect.stringMatching(/.{60,}/),
    isPollDue: false,
    orders: [{ externalId, state: 'paid', lines: [{ sku: expect.any(String), unitPriceMinor: 2500 }] }],
  })
})

test('a push that is faster than the API asks for a poll', async () => {
  await subscribe()
  changeSetting(sandbox.machine, 'ebay.orderDelaySeconds', 60)
  buy()
  expect(await read(await firstPush())).toMatchObject({ kind: 'event', orders: [], isPollDue: true })
})

test('a changed body, a foreign signature, an unknown key and an old push are refused', async () => {
  await subscribe()
  buy()
  const push = await firstPush()
  const body = await push.clone().text()
  const signed = (header: object) =>
    new Request(address, {
      method: 'POST',
      headers: { 'X-EBAY-SIGNATURE': Buffer.from(JSON.stringify(header)).toString('base64') },
      body,
    })
  expect(await read(push, body.replace('"quantity":1', '"quantity":2'))).toMatchObject({ why: 'signature' })
  expect(await read(signed({ kid: 'nobody', signature: 'AAAA' }))).toMatchObject({ why: 'signature' })
  expect(await read(signed({ signature: 'AAAA' }))).toMatchObject({ why: 'signature' })
  expect(await read(new Request(address, { method: 'POST', body }))).toMatchObject({ why: 'signature' })
  expect(await read(push, '{"metadata":')).toMatchObject({ why: 'malformed' })
  now = new Date(start + 3_600_001)
  expect(await read(push)).toMatchObject({ why: 'stale' })
})

test('a member who left eBay is told as an event without orders, with the names by which orders know them', async () => {
  await subscribe()
  const { store } = sandbox.machine
  store.run(
    `insert into ebay_subscriptions select 's2', 'MARKETPLACE_ACCOUNT_DELETION', status, destination_id, schema_version, created_at from ebay_subscriptions`,
  )
  await sandbox.app.request('/ebay/commerce/notification/v1/_account_deletion/ada', { method: 'POST' })
  expect(await read(await firstPush())).toMatchObject({
    kind: 'event',
    topic: 'MARKETPLACE_ACCOUNT_DELETION',
    orders: [],
    isPollDue: false,
    departedBuyers: ['ada', 'user-ada'],
  })
})
