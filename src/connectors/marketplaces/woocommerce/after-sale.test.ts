import { expect, test } from 'vitest'
import type { Cancellation, InboundRequest } from '#modules/channels'
import { deliverDue } from '#sandbox/deliveries'
import { planFault } from '#sandbox/faults'
import { buyTogether, woocommerce as vendor } from '#sandbox/woocommerce'
import { aWantedRecord, useShopTrial } from '#support/shop-trial'
import { wooFaults } from '../../../../test/contracts/woocommerce.ts'
import { woocommerce } from './index.ts'

const credentials = { consumerKey: 'ck_sandbox_woocommerce', consumerSecret: 'cs_sandbox_woocommerce' }
const trial = useShopTrial({
  maker: woocommerce,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/woocommerce' },
  credentials,
  faultsOf: wooFaults,
})
const address = 'https://etal.example/api/inbound/1'
const authorization = `Basic ${btoa(Object.values(credentials).join(':'))}`

async function ask(path: string, { method = 'GET', json }: { method?: string; json?: object } = {}) {
  const answer = await trial.sandbox.app.request(`/woocommerce/wp-json/wc/v3/${path}`, {
    method,
    headers: { Authorization: authorization },
    ...(json ? { body: JSON.stringify(json) } : {}),
  })
  return answer.json()
}

async function cancel(externalId: string, changes: Partial<Cancellation> = {}) {
  const order = await trial.order(externalId)
  const lineIds = order.lines.map((line) => line.externalId)
  return trial.connector.cancelOrder?.(order, { reason: 'out-of-stock', lineIds, message: 'Désolés !', ...changes })
}
const notes = async (order: string, type: string): Promise<string[]> =>
  (await ask(`orders/${order}/notes?type=${type}`)).map(({ note }: { note: string }) => note)

test('an order reads as a sale: unit price, delivery, address, and the shop’s own words', async () => {
  trial.set('payment', 1)
  const { id } = await trial.list(aWantedRecord())
  const externalId = trial.buy(id)
  expect(await trial.order(externalId)).toMatchObject({
    state: 'placed',
    remoteState: 'on-hold',
    placedAt: new Date('2026-03-02T09:00:00Z'),
    buyer: { email: expect.stringContaining('@example.org') },
    address: { country: 'FR', isGuessed: false },
    lines: [{ remoteId: id, sku: 'E-7K3Q9', quantity: 1, unitPriceMinor: 2550 }],
    deliveryMinor: 590,
  })
})

test('many orders are read over all pages, oldest change first', async () => {
  const { id } = await trial.list(aWantedRecord({ condition: 'new', quantity: 120 }))
  for (let number = 0; number < 103; number += 1) {
    trial.buy(id)
    trial.advance(1_000)
  }
  const found = await trial.orders()
  expect(found).toHaveLength(103)
  expect(found.map(({ placedAt }) => placedAt.getTime())).toEqual(
    found.map(({ placedAt }) => placedAt.getTime()).toSorted((a, b) => a - b),
  )
})

test('a paid order is refunded and never restocked; the buyer is told once', async () => {
  const { id } = await trial.list(aWantedRecord())
  const order = trial.buy(id)
  expect(await cancel(order)).toEqual({ kind: 'done' })
  expect(await cancel(order)).toEqual({ kind: 'done' })
  expect(await ask(`orders/${order}`)).toMatchObject({ status: 'refunded', refunds: [{ total: '-31.40' }] })
  expect((await ask(`products/${id}`)).stock_quantity).toBe(0)
  expect(await notes(order, 'customer')).toEqual(['Désolés !'])
})

test('a part is refunded once, also when the answer was lost', async () => {
  const ids = [await trial.list(aWantedRecord()), await trial.list(aWantedRecord({ sku: 'E-2', priceMinor: 1000 }))]
  const bought = buyTogether(
    trial.sandbox.machine,
    ids.map(({ id }) => id),
  )
  const order = bought.kind === 'bought' ? bought.order : ''
  const lineIds = [(await trial.order(order)).lines[1]?.externalId ?? '']
  planFault(trial.sandbox.machine, {
    vendor: 'woocommerce',
    kind: 'reset-after-success',
    method: 'POST',
    path: '/refunds',
  })
  await expect(cancel(order, { lineIds })).rejects.toThrow('no answer')
  expect(await cancel(order, { lineIds })).toEqual({ kind: 'done' })
  expect(await ask(`orders/${order}`)).toMatchObject({ status: 'processing', refunds: [{ total: '-10.00' }] })
  expect(trial.shelf()).toEqual([])
})

test('money that came by bank transfer is recorded as refunded, and a person is told to send it back', async () => {
  trial.set('payment', 1)
  const { id } = await trial.list(aWantedRecord())
  const order = trial.buy(id)
  await ask(`orders/${order}`, { method: 'PUT', json: { status: 'processing' } })
  expect(await cancel(order, { message: '' })).toEqual({ kind: 'done' })
  expect((await ask(`orders/${order}/refunds`))[0]).toMatchObject({ refunded_payment: false })
  expect(await notes(order, 'internal')).toContainEqual(expect.stringContaining('31,40'))
})

test('an unpaid order is cancelled whole, and what the shop gives back is taken again', async () => {
  trial.set('payment', 1)
  const { id } = await trial.list(aWantedRecord({ condition: 'new', quantity: 2 }))
  const order = trial.buy(id)
  expect(await cancel(order, { lineIds: [] })).toMatchObject({
    kind: 'rejected',
    reasons: [{ code: 'woocommerce.unpaid-part' }],
  })
  expect(await cancel(order)).toEqual({ kind: 'done' })
  expect((await ask(`orders/${order}`)).status).toBe('cancelled')
  expect(trial.shelf()).toMatchObject([{ id, quantity: 1 }])
})

test('a parcel completes the order, with its number in metadata and one note', async () => {
  const order = trial.buy((await trial.list(aWantedRecord())).id)
  const parcel = { carrier: 'colissimo', trackingNumber: '6A123', trackingUrl: 'https://suivi.example/6A123' }
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await trial.connector.shipOrder?.(await trial.order(order), parcel)).toEqual({ kind: 'done' })
  }
  const shown = await ask(`orders/${order}`)
  expect(shown).toMatchObject({ status: 'completed' })
  expect(shown.meta_data).toContainEqual(expect.objectContaining({ key: '_etal_tracking_number', value: '6A123' }))
  expect(await notes(order, 'customer')).toEqual([expect.stringContaining('6A123')])
  await ask(`orders/${order}`, { method: 'PUT', json: { status: 'cancelled' } })
  expect(await trial.connector.shipOrder?.(await trial.order(order), parcel)).toMatchObject({
    reasons: [{ code: 'woocommerce.order-over' }],
  })
})

const inbound = (headers: Headers, body: string): InboundRequest => ({
  method: 'POST',
  address,
  query: {},
  headers,
  body,
})

async function pushes(): Promise<InboundRequest[]> {
  const found: InboundRequest[] = []
  await deliverDue(trial.sandbox.machine, [vendor], async (request) => {
    found.push(inbound(request.headers, await request.text()))
    return { status: 200 }
  })
  return found
}

test('two orders of one second are two events although they share a delivery id; the ping is only answered', async () => {
  const subscribed = await trial.connector.notifications?.subscribe(address)
  const { notifications } = trial.connect({ credentials: subscribed?.credentials ?? {} })
  const pings = await pushes()
  expect(pings).toHaveLength(2)
  for (const ping of pings) expect(await notifications?.read(ping)).toMatchObject({ kind: 'challenge' })
  trial.buy((await trial.list(aWantedRecord())).id)
  trial.buy((await trial.list(aWantedRecord({ sku: 'E-2' }))).id)
  const sales = await pushes()
  expect(new Set(sales.map(({ headers }) => headers.get('x-wc-webhook-delivery-id'))).size).toBe(1)
  const read = await Promise.all(sales.map((push) => notifications?.read(push)))
  expect(new Set(read.map((notice) => notice?.kind === 'event' && notice.eventId)).size).toBe(2)
})

test('subscribing again uses the same webhooks and switches them on', async () => {
  const first = await trial.connector.notifications?.subscribe(address)
  const [{ id }] = await ask('webhooks')
  await ask(`webhooks/${id}`, { method: 'PUT', json: { status: 'disabled' } })
  expect(await trial.connector.notifications?.subscribe(address)).toEqual(first)
  expect((await ask('webhooks')).map(({ status }: { status: string }) => status)).toEqual(['active', 'active'])
})
