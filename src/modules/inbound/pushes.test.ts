import { beforeEach, expect, test } from 'vitest'
import { ebay } from '#connectors/marketplaces/ebay'
import { type AccountId, newId } from '#kernel/ids'
import { getAccount, type Notice, openConnector } from '#modules/channels'
import { personalData } from '#modules/customers'
import { deliverDue } from '#sandbox/deliveries'
import { ebay as vendor } from '#sandbox/ebay'
import { planFault } from '#sandbox/faults'
import { changeSetting } from '#sandbox/machine'
import { aCopy } from '#support/makers'
import { useMarket } from '#support/market-trial'
import { useWorld } from '#support/world'
import { isReachable } from './address.ts'
import { forgetDeparted } from './forget-departed.ts'
import { handleEvents } from './handle-events.ts'
import { pollOrders } from './poll-orders.ts'
import { insertEvent, pruneEvents } from './store-events.ts'
import { subscribe } from './subscribe.ts'

const world = useWorld()
const market = useMarket(world, {
  maker: ebay,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/ebay', alertEmail: 'shop@example.org' },
  credentials: {
    clientId: 'sandbox-ebay-client',
    clientSecret: 'sandbox-ebay-secret',
    refreshToken: 'sandbox-ebay-refresh',
  },
  creation: { method: 'POST', path: '/bulk_create_offer' },
  ordersPath: '/sell/fulfillment/v1/order',
  duplicates: 'ebay.duplicateOrders',
  cancel: async () => {},
})
const random = () => 0.5
let accountId: AccountId
beforeEach(async () => {
  await aCopy(world.cx, { product: { discogsReleaseId: 249504, title: 'Blue Train' } })
  accountId = await market.connect()
  await market.settle(accountId)
})

const door = () => world.cx.db.selectFrom('inboundDoors').selectAll().executeTakeFirst()
const events = () => world.cx.db.selectFrom('inboundEvents').selectAll().orderBy('receivedAt').execute()
const pushedAt = async () =>
  (await world.cx.db.selectFrom('channelAccounts').select('pushedAt').executeTakeFirstOrThrow()).pushedAt
const anEvent = (wish: Partial<Extract<Notice, { kind: 'event' }>> = {}): Extract<Notice, { kind: 'event' }> => ({
  kind: 'event',
  eventId: 'e1',
  topic: 'TEST',
  occurredAt: world.clock.now(),
  orders: [],
  isPollDue: false,
  remoteIds: [],
  ...wish,
})

test('the vendor is told our address once, again after six hours, and at once when it changes', async () => {
  expect(await subscribe(world.cx, accountId)).toBe('subscribed')
  const first = `https://shop.example/api/v1/hooks/ebay/${accountId}`
  expect(await door()).toMatchObject({ address: first, attempts: 0 })
  expect((await getAccount(world.cx, accountId)).settings).toMatchObject({
    notificationSubscriptionId: expect.any(String),
  })
  expect(await subscribe(world.cx, accountId)).toBe('not-due')
  world.outside.publicUrl = 'https://boutique.example'
  expect(await Promise.all([subscribe(world.cx, accountId), subscribe(world.cx, accountId)])).toEqual(
    expect.arrayContaining(['subscribed', 'not-due']),
  )
  expect(await door()).toMatchObject({ address: first.replace('shop.', 'boutique.') })
  world.clock.advanceMs(6 * 3_600_000)
  expect(await subscribe(world.cx, accountId)).toBe('subscribed')
})

test('a subscription that fails is asked for again, later and later; polls go on', async () => {
  const machine = market.sandbox.machine
  planFault(machine, { vendor: 'ebay', kind: 'error-500', path: '/commerce/notification', count: 1 })
  expect(await subscribe(world.cx, accountId, { random })).toBe('failed')
  expect(await door()).toMatchObject({ subscribedAt: null, attempts: 1, lastError: expect.stringContaining('500') })
  expect(await subscribe(world.cx, accountId, { random })).toBe('not-due')
  world.clock.advanceMs(60_000)
  expect(await subscribe(world.cx, accountId, { random })).toBe('subscribed')
})

test('only a public https address reaches a vendor on the internet; a vendor next door reaches any', () => {
  expect(isReachable('https://shop.example', undefined)).toBe(true)
  expect(isReachable('http://shop.example', undefined)).toBe(false)
  for (const near of ['https://localhost:3000', 'https://192.168.1.7', 'https://box.local', undefined])
    expect(isReachable(near, 'https://api.ebay.com')).toBe(false)
  expect(isReachable('http://localhost:3000', 'http://127.0.0.1:3001/ebay')).toBe(true)
})

test('a push that cannot be taken in waits, holds up no other, and is taken in later', async () => {
  const externalId = market.buy(market.shelf()[0])
  const { connector } = await openConnector(world.cx, accountId, 'urgent')
  const { orders } = await connector.ordersSince({ since: world.clock.now().toISOString() })
  await insertEvent(world.cx, accountId, anEvent({ eventId: 'sale', orders }))
  await insertEvent(world.cx, accountId, anEvent({ eventId: 'nothing' }))
  // Without its connector the vendor's rules are unknown: any failure inside the event's transaction will do.
  const broken = { ...world.cx, outside: { ...world.cx.outside, connectors: {} } }
  expect(await handleEvents(broken, accountId, { random })).toBe(1)
  expect((await events()).filter(({ outcome }) => outcome === 'waiting')).toMatchObject([
    { eventId: 'sale', attempts: 1, lastError: expect.stringContaining('connector') },
  ])
  expect(await handleEvents(world.cx, accountId, { random })).toBe(0)
  world.clock.advanceMs(2_000)
  expect(await handleEvents(world.cx, accountId, { random })).toBe(1)
  expect(await world.cx.db.selectFrom('orders').select('externalId').execute()).toEqual([{ externalId }])
})

test('a push about a listing has it read back, and one without an order has the orders asked for at once', async () => {
  const listing = () => world.cx.db.selectFrom('listings').selectAll().executeTakeFirstOrThrow()
  const { remoteId } = await listing()
  expect((await listing()).proofAt).not.toBeNull()
  await pollOrders(world.cx, accountId)
  await insertEvent(world.cx, accountId, anEvent({ remoteIds: [remoteId ?? '', 'unknown'], isPollDue: true }))
  await handleEvents(world.cx, accountId)
  expect((await listing()).proofAt).toBeNull()
  const { ordersPolledAt } = await world.cx.db
    .selectFrom('channelAccounts')
    .select('ordersPolledAt')
    .executeTakeFirstOrThrow()
  expect(ordersPolledAt).toBeNull()
})

test('polls slow down while pushes arrive and trust them no longer after one that never came', async () => {
  await subscribe(world.cx, accountId)
  expect(await pushedAt()).toBeNull()
  const [first] = market.shelf()
  market.buy(first)
  expect((await market.post()).map(({ status }) => status)).toEqual([200])
  expect(await pushedAt()).toEqual(world.clock.now())
  await market.work('pushes', accountId)

  changeSetting(market.sandbox.machine, 'ebay.pushLossPercent', 100)
  await aCopy(world.cx, { product: { discogsReleaseId: 1, title: 'Giant Steps' } })
  await market.settle(accountId)
  market.buy(market.shelf()[0])
  expect(await market.post()).toEqual([])
  world.clock.advanceMs(180_000)
  await pollOrders(world.cx, accountId)
  expect(await pushedAt()).toBeNull()
  expect(await world.cx.db.selectFrom('orders').select('id').execute()).toHaveLength(2)
})

test('handled events are forgotten after thirty days, waiting ones never', async () => {
  await insertEvent(world.cx, accountId, anEvent({ eventId: 'old' }))
  await handleEvents(world.cx, accountId)
  await insertEvent(world.cx, accountId, anEvent({ eventId: 'waiting' }))
  world.clock.advanceMs(31 * 86_400_000)
  expect(await insertEvent(world.cx, accountId, anEvent({ eventId: 'old' }))).toBe('repeat')
  expect(await pruneEvents(world.cx, new Date(world.clock.now().getTime() - 30 * 86_400_000))).toBe(1)
  expect((await events()).map(({ eventId }) => eventId)).toEqual(['waiting'])
})

test('one event sent ten times at once, worked off by three and polled by two, is one order', async () => {
  await subscribe(world.cx, accountId)
  const externalId = market.buy(market.shelf()[0])
  const requests: Request[] = []
  await deliverDue(market.sandbox.machine, [vendor], async (request) => {
    requests.push(request)
    return { status: 200 }
  })
  const [push] = requests
  if (!push) throw new Error('a sale is pushed')
  const answers = await Promise.all(Array.from({ length: 10 }, () => market.knock(push.clone())))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(await events()).toMatchObject([{ repeats: 9 }])
  await Promise.all([
    ...Array.from({ length: 3 }, () => handleEvents(world.cx, accountId)),
    ...Array.from({ length: 2 }, () => pollOrders(world.cx, accountId)),
  ])
  expect(await world.cx.db.selectFrom('orders').select('externalId').execute()).toEqual([{ externalId }])
  expect(await world.cx.db.selectFrom('inboundDoors').select('accepted').execute()).toEqual([{ accepted: 1 }])
})

test('what is too large or too much is told so before anybody looks at it', async () => {
  const url = (id: string) => `https://shop.example/api/v1/hooks/ebay/${id}`
  const large = await market.knock(new Request(url(accountId), { method: 'POST', body: 'x'.repeat(1_000_001) }))
  expect(large.status).toBe(413)
  const nobody = url(newId<AccountId>(world.clock.now()))
  const statuses = new Set<number>()
  for (let turn = 0; turn < 60 && !statuses.has(429); turn += 1) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => market.knock(new Request(nobody))))
    for (const { status } of answers) statuses.add(status)
  }
  expect(statuses).toEqual(new Set([401, 429]))
  expect(await world.cx.db.selectFrom('inboundDoors').select('refused').execute()).toEqual([])
})

test('a buyer who left eBay is forgotten once their order is sent: here, in reports and in incidents', async () => {
  const order = market.buy(market.shelf()[0])
  await pollOrders(world.cx, accountId)
  const { buyer } = await world.cx.db.selectFrom('customers').select(['externalId as buyer']).executeTakeFirstOrThrow()
  await insertEvent(
    world.cx,
    accountId,
    anEvent({ topic: 'MARKETPLACE_ACCOUNT_DELETION', departedBuyers: [buyer ?? '', 'user-x'] }),
  )
  await handleEvents(world.cx, accountId, { random })
  // only the unknown name can be let go of: the parcel still needs its address
  expect(await forgetDeparted(world.cx, personalData.erase)).toBe(1)
  expect(await world.cx.db.selectFrom('customers').select('name').executeTakeFirstOrThrow()).not.toEqual({ name: '–' })

  await world.cx.db.updateTable('orders').set({ state: 'sent' }).execute()
  expect(await forgetDeparted(world.cx, personalData.erase)).toBe(1)
  expect(await forgetDeparted(world.cx, personalData.erase)).toBe(0)
  expect(await world.cx.db.selectFrom('customers').select(['name', 'email']).executeTakeFirstOrThrow()).toEqual({
    name: '–',
    email: null,
  })
  const report = await world.cx.db
    .selectFrom('channelOrders')
    .selectAll()
    .where('externalId', '=', order)
    .executeTakeFirstOrThrow()
  expect(report.payload).toMatchObject({ buyer: { externalId: '', name: '–' }, address: { line1: '', city: '' } })
  expect(JSON.stringify(await world.cx.db.selectFrom('departedBuyers').selectAll().execute())).not.toContain(buyer)

  const again = anEvent({ eventId: 'e2', topic: 'MARKETPLACE_ACCOUNT_DELETION', departedBuyers: [buyer ?? ''] })
  await insertEvent(world.cx, accountId, again)
  await handleEvents(world.cx, accountId, { random })
  expect(await forgetDeparted(world.cx, personalData.erase)).toBe(0)
})
