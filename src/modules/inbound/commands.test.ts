import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { discogs } from '#connectors/marketplaces/discogs'
import { mirakl } from '#connectors/marketplaces/mirakl'
import type { AccountId, OrderId } from '#kernel/ids'
import { toId } from '#kernel/ids'
import { routes as orderRoutes } from '#modules/orders'
import { claimVariant } from '#modules/stock'
import { inTransaction, systemActor } from '#platform/cx'
import { sql } from '#platform/db'
import { createServer } from '#platform/http'
import { discogs as discogsVendor } from '#sandbox/discogs'
import { planFault } from '#sandbox/faults'
import { mirakl as miraklVendor } from '#sandbox/mirakl'
import { aCopy } from '#support/makers'
import { useMarket } from '#support/market-trial'
import { useWorld } from '#support/world'
import { acceptOrder } from './accept-order.ts'
import { pollOrders } from './poll-orders.ts'
import { listIncidents } from './queries.ts'
import { requestCommand } from './request-command.ts'
import { routes } from './routes.ts'
import { runCommands } from './run-commands.ts'

const world = useWorld()
const discogsHeaders = { 'User-Agent': 'EtalTest/1.0', Authorization: 'Discogs token=sandbox-discogs-token' }
const onDiscogs = useMarket(world, {
  maker: discogs,
  vendor: discogsVendor,
  settings: { baseUrl: 'http://sandbox.test/discogs' },
  credentials: { token: 'sandbox-discogs-token' },
  creation: { method: 'POST', path: '/marketplace/listings' },
  ordersPath: '/marketplace/orders',
  duplicates: 'discogs.duplicateOrders',
  cancel: async () => {},
})
const onMirakl = useMarket(world, {
  maker: mirakl,
  vendor: miraklVendor,
  settings: { baseUrl: 'http://sandbox.test/mirakl' },
  credentials: { apiKey: 'sandbox-mirakl-key' },
  creation: { method: 'POST', path: '/api/offers' },
  ordersPath: '/api/orders',
  duplicates: 'mirakl.duplicateOrders',
  cancel: async () => {},
})
const random = () => 0.5
const commandsSchema = z.object({ items: z.array(z.object({ step: z.string(), state: z.string() })) })
let variantId: Awaited<ReturnType<typeof aCopy>>['variantId']
beforeEach(async () => {
  const product = { discogsReleaseId: 249504, title: 'Blue Train', barcode: '0724349532427' }
  variantId = (await aCopy(world.cx, { product })).variantId
})

/** What a person does in the office. */
async function office(path: string, body?: object): Promise<unknown> {
  const server = createServer({
    newCx: () => world.cx,
    routes: [...orderRoutes, ...routes],
    statuses: {},
    findActor: async () => systemActor,
    publicUrl: 'https://shop.example',
    version: 'test',
    trustedProxies: 0,
    observe: () => {},
    rateLimits: undefined,
  })
  const answer = await server.request(`/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  expect(answer.ok, `${path} ${answer.status}`).toBe(true)
  return answer.json()
}

async function sold(market: typeof onDiscogs): Promise<{ accountId: AccountId; orderId: OrderId; externalId: string }> {
  const accountId = await market.connect()
  await market.settle(accountId)
  const externalId = market.buy(market.shelf()[0])
  await pollOrders(world.cx, accountId)
  const { id } = await world.cx.db.selectFrom('orders').select('id').executeTakeFirstOrThrow()
  return { accountId, externalId, orderId: toId<OrderId>(id) }
}
const states = () =>
  world.cx.db.selectFrom('orderCommands').select(['kind', 'state', 'attempts']).orderBy('requestedAt').execute()
const statusThere = async (externalId: string): Promise<string> => {
  const answer = await onDiscogs.sandbox.app.request(`/discogs/marketplace/orders/${externalId}`, {
    headers: discogsHeaders,
  })
  return (await answer.json()).status
}
const written = () => onDiscogs.exchanges.filter(({ method }) => method === 'POST')

async function send(orderId: OrderId): Promise<void> {
  await office(`/orders/${orderId}/payment`, {})
  await office(`/orders/${orderId}/packing`, {})
  await office(`/orders/${orderId}/sending`, { carrier: 'colissimo', trackingNumber: '6A12345678901' })
}

test('a sent order is told there with its tracking, once, whoever runs and however often', async () => {
  const { accountId, orderId, externalId } = await sold(onDiscogs)
  await send(orderId)
  expect(await states()).toEqual([])
  onDiscogs.exchanges.length = 0
  await onDiscogs.work('commands', accountId)
  await Promise.all([runCommands(world.cx, accountId), runCommands(world.cx, accountId)])
  expect(await statusThere(externalId)).toBe('Shipped')
  expect(written()[0]?.requestBody).toMatchObject({ tracking: { number: '6A12345678901', carrier: 'La Poste' } })
  expect(written().filter(({ path }) => !path.endsWith('/messages'))).toHaveLength(1)
  expect(await office(`/orders/${orderId}/commands`)).toMatchObject({
    items: [{ step: 'ship', state: 'done', channel: 'discogs', attempts: 0, reasons: [] }],
  })
})

test('an order cancelled here is cancelled there with the vendor’s reason, and its echo is no news', async () => {
  const { accountId, orderId, externalId } = await sold(onDiscogs)
  await office(`/orders/${orderId}/cancellation`, { reason: 'buyer-asked' })
  await onDiscogs.work('commands', accountId)
  expect(await statusThere(externalId)).toBe("Cancelled (Per Buyer's Request)")
  world.clock.advanceMs(60_000)
  expect(await pollOrders(world.cx, accountId)).toBe(1)
  await onDiscogs.work('commands', accountId)
  expect(await states()).toEqual([{ kind: 'cancel', state: 'done', attempts: 0 }])
  expect(await listIncidents(world.cx, { isOpen: true })).toEqual([])
})

test('what was asked for before the order was cancelled here keeps its own words', async () => {
  const { accountId, orderId, externalId } = await sold(onDiscogs)
  const { lines } = await world.cx.db
    .selectFrom('channelOrders')
    .select(sql<{ externalId: string }[]>`payload -> 'lines'`.as('lines'))
    .executeTakeFirstOrThrow()
  const lineIds = lines.map((line) => line.externalId)
  const command = { kind: 'cancel', reason: 'out-of-stock', lineIds, message: 'Pardon, Ada !' } as const
  await inTransaction(world.cx, (tx) => requestCommand(tx, { orderId, command }))
  await office(`/orders/${orderId}/cancellation`, { reason: 'buyer-asked' })
  onDiscogs.exchanges.length = 0
  await onDiscogs.work('commands', accountId)
  expect(written()).toMatchObject([{ requestBody: { message: 'Pardon, Ada !' } }])
  expect(await statusThere(externalId)).toBe('Cancelled (Item Unavailable)')
  expect(await states()).toHaveLength(1)
})

test('what the vendor cancelled itself is not told to it', async () => {
  const { accountId, externalId } = await sold(onDiscogs)
  await onDiscogs.sandbox.app.request(`/discogs/marketplace/orders/${externalId}`, {
    method: 'POST',
    headers: discogsHeaders,
    body: JSON.stringify({ status: 'Cancelled (Item Unavailable)' }),
  })
  world.clock.advanceMs(60_000)
  await pollOrders(world.cx, accountId)
  await onDiscogs.work('commands', accountId)
  expect(await states()).toEqual([])
})

test('an outage is waited for, longer each time; a dead runner’s command is sent by the next', async () => {
  const { accountId, orderId, externalId } = await sold(onDiscogs)
  await office(`/orders/${orderId}/cancellation`, { reason: 'la pochette est abîmée' })
  planFault(onDiscogs.sandbox.machine, { vendor: 'discogs', kind: 'error-500', count: 1 })
  await onDiscogs.work('commands', accountId)
  expect(await states()).toEqual([{ kind: 'cancel', state: 'waiting', attempts: 1 }])
  expect(await runCommands(world.cx, accountId, { random })).toBe(0)
  world.clock.advanceMs(60_000)
  planFault(onDiscogs.sandbox.machine, { vendor: 'discogs', kind: 'reset-after-success', method: 'POST' })
  expect(await runCommands(world.cx, accountId, { random })).toBe(0)
  world.clock.advanceMs(60_000)
  onDiscogs.exchanges.length = 0
  expect(await runCommands(world.cx, accountId, { random })).toBe(1)
  expect(await statusThere(externalId)).toBe('Cancelled (Item Unavailable)')
  // It was done, only the answer was lost: this time it only looked.
  expect(written()).toEqual([])
})

test('a vendor’s no becomes an incident that says why, once', async () => {
  const { accountId, orderId, externalId } = await sold(onDiscogs)
  await send(orderId)
  await onDiscogs.sandbox.app.request(`/discogs/marketplace/orders/${externalId}`, {
    method: 'POST',
    headers: discogsHeaders,
    body: JSON.stringify({ status: 'Cancelled (Non-Paying Buyer)' }),
  })
  await onDiscogs.work('commands', accountId)
  expect(await states()).toMatchObject([{ kind: 'ship', state: 'rejected' }])
  expect(await listIncidents(world.cx, { isOpen: true })).toMatchObject([
    { kind: 'command-rejected', orderId, data: { command: 'ship', reasons: [{ code: expect.any(String) }] } },
  ])
})

test('an order that waits to be accepted is accepted with its copy, and refused by a person’s cancellation', async () => {
  const { accountId, orderId } = await sold(onMirakl)
  expect(await states()).toEqual([{ kind: 'decide', state: 'waiting', attempts: 0 }])
  await office(`/orders/${orderId}/cancellation`, { reason: 'out-of-stock' })
  await onMirakl.work('commands', accountId)
  expect(await office(`/orders/${orderId}/commands`)).toMatchObject({
    items: [{ step: 'decide-refuse', state: 'done' }],
  })
  world.clock.advanceMs(60_000)
  await pollOrders(world.cx, accountId)
  expect(await listIncidents(world.cx, { isOpen: true })).toEqual([])
})

test('a decision that changes while its vendor is told the one before is made up for by a cancellation', async () => {
  const { accountId, orderId } = await sold(onMirakl)
  const [line] = await world.cx.db.selectFrom('orderLines').select('externalLineId').execute()
  const lineIds = [line?.externalLineId ?? '']
  const command = { kind: 'cancel', reason: 'out-of-stock', lineIds, message: '' } as const
  const maker = world.outside.connectors?.mirakl
  if (!maker) throw new Error('connected above')
  const changesMind: typeof maker = {
    ...maker,
    connect(link) {
      const connector = maker.connect(link)
      return {
        ...connector,
        async decideOrder(order, decision) {
          const answer = await connector.decideOrder?.(order, decision)
          await inTransaction(world.cx, (tx) => requestCommand(tx, { orderId, command }))
          return answer ?? { kind: 'done' }
        },
      }
    },
  }
  const outside = { ...world.cx.outside, connectors: { ...world.cx.outside.connectors, mirakl: changesMind } }
  await runCommands({ ...world.cx, outside }, accountId)
  const { items } = commandsSchema.parse(await office(`/orders/${orderId}/commands`))
  expect(items.find(({ step }) => step === 'decide-accept')).toMatchObject({ state: 'done' })
  expect(items.map(({ step }) => step).toSorted()).toEqual(['cancel', 'decide-accept'])
})

test('refused lines are cancelled where there is nothing to accept, and asking twice tells it once', async () => {
  const { accountId, orderId } = await sold(onDiscogs)
  const command = { kind: 'decide', acceptedLineIds: [] } as const
  for (let turn = 0; turn < 2; turn += 1) {
    await inTransaction(world.cx, (tx) => requestCommand(tx, { orderId, command }))
    await onDiscogs.work('commands', accountId)
  }
  expect(await states()).toMatchObject([{ kind: 'cancel', state: 'done' }])
})

test('an order of an unknown listing waits for a person, who may accept it once', async () => {
  const { cx } = world
  const accountId = await onMirakl.connect()
  await onMirakl.settle(accountId)
  const [item] = onMirakl.shelf()
  await cx.db.deleteFrom('listingRemotes').execute()
  await cx.db.updateTable('variants').set({ sku: 'E-ELSE' }).execute()
  onMirakl.buy(item)
  await pollOrders(cx, accountId)
  expect(await states()).toEqual([])
  expect(await office('/incidents')).toMatchObject({
    items: [{ kind: 'unknown-listing', facts: { isAwaitingDecision: true, titles: [expect.any(String)] } }],
  })
  const { id } = await cx.db.selectFrom('orders').select('id').executeTakeFirstOrThrow()
  await acceptOrder(cx, toId<OrderId>(id))
  await onMirakl.work('commands', accountId)
  expect(await office(`/orders/${id}/commands`)).toMatchObject({ items: [{ step: 'decide-accept', state: 'done' }] })
  await expect(acceptOrder(cx, toId<OrderId>(id))).rejects.toThrow('inbound.nothing-to-accept')
})

test('an order whose copy is gone is not accepted by itself', async () => {
  const accountId = await onMirakl.connect()
  await onMirakl.settle(accountId)
  const [item] = onMirakl.shelf()
  await claimVariant(world.cx, { variantId, quantity: 1, kind: 'order', holder: 'order:x', expiresAt: null })
  onMirakl.buy(item)
  await pollOrders(world.cx, accountId)
  expect(await states()).toEqual([])
  expect(await listIncidents(world.cx, { isOpen: true })).toMatchObject([
    { kind: 'double-sale', variantId, data: { isAwaitingDecision: true } },
  ])
  const { payload } = await world.cx.db
    .selectFrom('outbox')
    .select('payload')
    .where('type', '=', 'sale.conflicted')
    .executeTakeFirstOrThrow()
  expect(payload).toMatchObject({ accountId, variantIds: [variantId], incidentId: expect.any(String) })
})
