import { createHmac } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { Connector, InboundRequest, RemoteOrder } from '#modules/channels'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { planFault } from '#sandbox/faults'
import { changeSetting } from '#sandbox/machine'
import { addForeignProducts, buyOnShopify } from '#sandbox/shopify'
import { useTrial } from '#sandbox/trial'
import { shopify } from './index.ts'

const trial = useTrial()
let connector: Connector

const connect = (credentials: Record<string, string>): Connector => {
  const http = createHttpClient({ system: 'shopify', log: silentLog, fetch: trial.sandbox.fetch })
  return shopify(http).connect({
    http,
    settings: { baseUrl: 'http://sandbox.test/shopify' },
    credentials,
    pictures: { find: async () => new Map(), remember: async () => {} },
    now: trial.sandbox.machine.now,
  })
}

beforeEach(() => {
  connector = connect({ token: 'sandbox-shopify-token', appSecret: 'sandbox-shopify-secret' })
})

const since = '2026-03-02T08:00:00.000Z'

async function sold(count = 1): Promise<RemoteOrder> {
  const { machine } = trial.sandbox
  const ids = addForeignProducts(machine, count)
  machine.store.run('update shopify_products set is_published = 1')
  buyOnShopify(machine, ids)
  const { orders } = await connector.ordersSince({ since })
  const order = orders.at(-1)
  if (!order) throw new Error('the sale is an order')
  return order
}

const again = async (order: RemoteOrder) =>
  (await connector.ordersSince({ since })).orders.find(({ externalId }) => externalId === order.externalId)

test('all lines of a long order are read, page by page', async () => {
  const order = await sold(45)
  expect(order.lines).toHaveLength(45)
  expect(order).toMatchObject({ state: 'paid', deliveryMinor: 590, address: { country: 'FR', isGuessed: false } })
})

test('many orders are read page by page, oldest change first', async () => {
  for (let count = 0; count < 23; count += 1) {
    await sold()
    trial.advance(1000)
  }
  const { orders, next } = await connector.ordersSince({ since })
  expect(orders).toHaveLength(23)
  const moments = orders.map(({ placedAt }) => placedAt.getTime())
  expect(moments).toEqual(moments.toSorted((a, b) => a - b))
  expect(next.since).toBe(orders.at(-1)?.placedAt.toISOString())
})

test('one line is refunded by the way it was paid, once, and leaves the order', async () => {
  const order = await sold(2)
  const [first = ''] = order.lines.map(({ externalId }) => externalId)
  const part = { reason: 'out-of-stock', lineIds: [first], message: 'Désolés' } as const
  expect(await connector.cancelOrder?.(order, part)).toEqual({ kind: 'done' })
  expect(await connector.cancelOrder?.(order, part)).toEqual({ kind: 'done' })
  expect(await again(order)).toMatchObject({
    state: 'paid',
    remoteState: expect.stringContaining('PARTIALLY_REFUNDED'),
  })
  expect((await again(order))?.lines).toHaveLength(1)
})

test('an order nobody paid yet is a sale already, and is cancelled without a refund', async () => {
  changeSetting(trial.sandbox.machine, 'shopify.pendingPayments', 1)
  const order = await sold()
  expect(order).toMatchObject({ state: 'placed', remoteState: 'PENDING UNFULFILLED' })
  const whole = {
    reason: 'undeliverable',
    lineIds: order.lines.map(({ externalId }) => externalId),
    message: '',
  } as const
  expect(await connector.cancelOrder?.(order, whole)).toEqual({ kind: 'done' })
  expect(await again(order)).toMatchObject({ state: 'cancelled', remoteState: 'VOIDED UNFULFILLED CANCELLED' })
  const parcel = { carrier: 'colissimo', trackingNumber: '6A1', trackingUrl: undefined }
  expect(await connector.shipOrder?.(order, parcel)).toMatchObject({ reasons: [{ code: 'shopify.CANCELLED' }] })
})

test('a shipped order can no longer be cancelled', async () => {
  const order = await sold()
  const parcel = { carrier: 'colissimo', trackingNumber: '6A1', trackingUrl: 'https://laposte.example/6A1' }
  expect(await connector.shipOrder?.(order, parcel)).toEqual({ kind: 'done' })
  const whole = {
    reason: 'buyer-asked',
    lineIds: order.lines.map(({ externalId }) => externalId),
    message: '',
  } as const
  expect(await connector.cancelOrder?.(order, whole)).toMatchObject({ reasons: [{ code: 'shopify.INVALID' }] })
})

const push = (body: string, headers: Record<string, string>, secret = 'sandbox-shopify-secret'): InboundRequest => ({
  method: 'POST',
  address: 'https://shop.example/inbound/1',
  query: {},
  headers: new Headers({
    'X-Shopify-Hmac-Sha256': createHmac('sha256', secret).update(body).digest('base64'),
    'X-Shopify-Event-Id': 'e-1',
    'X-Shopify-Topic': 'orders/create',
    'X-Shopify-Triggered-At': '2026-03-02T09:00:00Z',
    ...headers,
  }),
  body,
})

test('a push is believed only when signed, complete and fresh', async () => {
  const { externalId } = await sold()
  const body = JSON.stringify({ admin_graphql_api_id: externalId })
  const read = (request: InboundRequest) => connector.notifications?.read(request)
  expect(await read(push(body, {}))).toMatchObject({
    kind: 'event',
    eventId: 'e-1 orders/create',
    orders: [{ externalId }],
    isPollDue: false,
  })
  expect(await read(push(body, {}, 'another secret'))).toMatchObject({ kind: 'refused', why: 'signature' })
  expect(await read(push(body, { 'X-Shopify-Hmac-Sha256': '' }))).toMatchObject({ why: 'signature' })
  expect(await read(push('{}', {}))).toMatchObject({ why: 'malformed' })
  expect(await read(push(body, { 'X-Shopify-Triggered-At': 'soon' }))).toMatchObject({ why: 'malformed' })
  expect(await read(push(body, { 'X-Shopify-Triggered-At': '2026-03-02T03:00:00Z' }))).toMatchObject({ why: 'stale' })
  expect(await read(push(body, { 'X-Shopify-Triggered-At': '2026-03-02T10:00:00Z' }))).toMatchObject({ why: 'stale' })
  const unsigned = connect({ token: 'sandbox-shopify-token' })
  expect(await unsigned.notifications?.read(push(body, {}, ''))).toMatchObject({ why: 'signature' })
})

test('a push whose order cannot be fetched now asks for a poll', async () => {
  const { externalId } = await sold()
  planFault(trial.sandbox.machine, { vendor: 'shopify', kind: 'error-503' })
  expect(
    await connector.notifications?.read(push(JSON.stringify({ admin_graphql_api_id: externalId }), {})),
  ).toMatchObject({ kind: 'event', orders: [], isPollDue: true })
})

test('subscribing twice makes one subscription for each topic', async () => {
  const { machine } = trial.sandbox
  for (let turn = 0; turn < 2; turn += 1) await connector.notifications?.subscribe('https://shop.example/inbound/1')
  expect(machine.store.all('select topic from shopify_webhooks order by id').map(({ topic }) => topic)).toEqual([
    'ORDERS_CREATE',
    'ORDERS_UPDATED',
    'ORDERS_CANCELLED',
  ])
})
