import { beforeEach, expect, test } from 'vitest'
import type { Connector, RemoteOrder } from '#modules/channels'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { changeSetting } from '#sandbox/machine'
import { buyOnMirakl } from '#sandbox/mirakl'
import { useTrial } from '#sandbox/trial'
import { mirakl } from './index.ts'

const trial = useTrial()
const minute = 60_000
let connector: Connector
let order: RemoteOrder

const api = (path: string, method = 'GET', json?: unknown) =>
  trial.call({
    path: `/mirakl/api${path}`,
    method,
    headers: { Authorization: 'sandbox-mirakl-key' },
    ...(json === undefined ? {} : { json }),
  })
const shown = async () => (await api(`/orders?order_ids=${order.externalId}`)).body.orders[0]
const anOffer = (sku: string) => ({
  shop_sku: sku,
  product_id: '0724349532427',
  product_id_type: 'EAN',
  state_code: '2',
  price: 25,
  quantity: 1,
  update_delete: 'update',
})
const lineIds = () => order.lines.map(({ externalId }) => externalId)
const decide = (acceptedLineIds: readonly string[]) => connector.decideOrder?.(order, { acceptedLineIds })
const cancel = (ids: readonly string[]) =>
  connector.cancelOrder?.(order, { reason: 'out-of-stock', lineIds: ids, message: '' })

beforeEach(async () => {
  const http = createHttpClient({ system: 'mirakl', log: silentLog, fetch: trial.sandbox.fetch })
  const { now } = trial.sandbox.machine
  const link = {
    http,
    credentials: { apiKey: 'sandbox-mirakl-key' },
    pictures: { find: async () => new Map<string, string>(), remember: async () => {} },
    now,
  }
  const { settings } = await mirakl(http)
    .connect({ ...link, settings: { baseUrl: 'http://sandbox.test/mirakl' } })
    .setUp()
  connector = mirakl(http).connect({ ...link, settings })
  await api('/offers', 'POST', { offers: [anOffer('E-1'), anOffer('E-2')] })
  trial.advance(minute)
  buyOnMirakl(trial.sandbox.machine, [1, 2])
  const [first] = (await connector.ordersSince({ since: '2026-03-02T09:00:00Z' })).orders
  if (!first) throw new Error('the sale is an order')
  order = first
})

test('a sale is known while it waits for our word, before its address and its payment', () => {
  expect(order).toMatchObject({
    state: 'placed',
    remoteState: 'WAITING_ACCEPTANCE',
    isAwaitingDecision: true,
    address: { line1: '', isGuessed: false },
    lines: [
      { sku: 'E-1', remoteId: '1', quantity: 1, unitPriceMinor: 2500 },
      { sku: 'E-2', remoteId: '2' },
    ],
    deliveryMinor: 490,
  })
})

test('every line is decided in one call, and deciding again is done already', async () => {
  const [first = ''] = lineIds()
  expect(await decide([first])).toEqual({ kind: 'done' })
  expect(await decide([first])).toEqual({ kind: 'done' })
  expect(await decide(lineIds())).toMatchObject({ kind: 'rejected', reasons: [{ code: 'mirakl.ORDER_INVALID_STATE' }] })
  trial.advance(minute)
  const { orders } = await connector.ordersSince({ since: '2026-03-02T09:00:00Z' })
  expect(orders).toMatchObject([
    {
      state: 'paid',
      isAwaitingDecision: false,
      address: { country: 'FR', isGuessed: false, line1: expect.stringMatching(/\d/) },
      lines: [{ sku: 'E-1' }],
    },
  ])
})

test('an operator without partial acceptance says so', async () => {
  changeSetting(trial.sandbox.machine, 'mirakl.partialAcceptance', 0)
  expect(await decide(lineIds().slice(0, 1))).toMatchObject({
    reasons: [{ code: 'mirakl.ORDER_PARTIAL_ACCEPTANCE_DISABLED' }],
  })
  expect(await decide([])).toEqual({ kind: 'done' })
  expect((await shown()).order_state).toBe('REFUSED')
})

test('cancelling a waiting order refuses its lines and accepts the others', async () => {
  expect(await cancel(lineIds().slice(0, 1))).toEqual({ kind: 'done' })
  expect((await shown()).order_lines.map((line: { order_line_state: string }) => line.order_line_state)).toEqual([
    'REFUSED',
    'SHIPPING',
  ])
})

test('an accepted order is cancelled by line with the reason of the operator, then whole, then it is done already', async () => {
  await decide(lineIds())
  expect(await cancel(lineIds().slice(0, 1))).toEqual({ kind: 'done' })
  expect((await shown()).order_lines[0]).toMatchObject({
    order_line_state: 'CANCELED',
    cancelations: [{ reason_code: '35', amount: 25, shipping_amount: 4.9 }],
  })
  expect(await cancel(lineIds())).toEqual({ kind: 'done' })
  expect((await shown()).order_state).toBe('CANCELED')
  expect(await cancel(lineIds())).toEqual({ kind: 'done' })
})

test.each([
  [{ carrier: 'colissimo', trackingNumber: '6A1', trackingUrl: undefined }, { shipping_carrier_code: 'COLI' }],
  [{ carrier: 'lettre-suivie', trackingNumber: '2L1', trackingUrl: undefined }, { shipping_carrier_code: 'LPSUIVI' }],
  [
    { carrier: 'dhl', trackingNumber: 'D1', trackingUrl: 'https://dhl.example/D1' },
    { shipping_company: 'dhl', shipping_tracking_url: 'https://dhl.example/D1' },
  ],
  [
    { carrier: 'mondial-relay', trackingNumber: undefined, trackingUrl: undefined },
    { shipping_company: 'Mondial Relay' },
  ],
])('ships with %j, and a second time is done already', async (parcel, expected) => {
  await decide(lineIds())
  expect(await connector.shipOrder?.(order, parcel)).toEqual({ kind: 'done' })
  expect(await shown()).toMatchObject({ order_state: 'SHIPPED', ...expected })
  expect(await connector.shipOrder?.(order, parcel)).toEqual({ kind: 'done' })
  expect(await cancel(lineIds())).toMatchObject({ kind: 'rejected', reasons: [{ code: 'order-sent' }] })
})

test('an order that may not leave yet is not shipped', async () => {
  const parcel = { carrier: 'colissimo', trackingNumber: '6A1', trackingUrl: undefined }
  expect(await connector.shipOrder?.(order, parcel)).toMatchObject({
    reasons: [{ code: 'mirakl.ORDER_INVALID_STATE' }],
  })
})
