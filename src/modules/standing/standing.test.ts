import { expect, test } from 'vitest'
import { discogs } from '#connectors/marketplaces/discogs'
import { ebay } from '#connectors/marketplaces/ebay'
import { type AccountId, newId } from '#kernel/ids'
import { subscriptions as channels } from '#modules/channels'
import { pollOrders } from '#modules/inbound'
import { cancelOrder, importOrder } from '#modules/orders'
import { dispatchOutbox } from '#platform/outbox'
import { discogs as discogsVendor } from '#sandbox/discogs'
import { ebay as ebayVendor } from '#sandbox/ebay'
import { aCopy, anAddress } from '#support/makers'
import { useMarket } from '#support/market-trial'
import { useWorld } from '#support/world'
import { assess } from './assess.ts'
import { look } from './look.ts'
import { findStanding } from './queries.ts'
import { subscriptions } from './subscriptions.ts'

const world = useWorld()
const onEbay = useMarket(world, {
  maker: ebay,
  vendor: ebayVendor,
  settings: { baseUrl: 'http://sandbox.test/ebay' },
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

async function anOwner(): Promise<void> {
  const { cx } = world
  const row = { id: newId(cx.now()), email: 'owner@shop.example', name: 'Owner', role: 'owner' }
  await cx.db
    .insertInto('users')
    .values({ ...row, createdAt: cx.now(), updatedAt: cx.now() })
    .execute()
}

const mails = async () =>
  (await world.cx.db.selectFrom('mails').select('subject').execute()).map(({ subject }) => subject)

let sold = 0
async function aSale(accountId: AccountId, { isLost = false } = {}): Promise<void> {
  const { cx } = world
  sold += 1
  const { orderId } = await importOrder(cx, {
    source: `channel:${accountId}`,
    externalId: `sale ${sold}`,
    placedAt: cx.now(),
    isPaid: false,
    buyer: { name: `buyer ${sold}`, externalId: `buyer ${sold}` },
    address: anAddress,
    lines: [{ title: 'As listed', quantity: 1, unitPriceMinor: 2500 }],
    deliveryMinor: 0,
  })
  if (isLost) await cancelOrder(cx, { orderId, reason: 'sold-elsewhere' })
}

test('before the limit is crossed the owner is told and new copies are held back; what is on sale stays', async () => {
  const { cx } = world
  await anOwner()
  await aCopy(cx, { product: { title: 'On sale before' } })
  const accountId = await onEbay.connect()
  await onEbay.settle(accountId)
  const known: string[] = []
  for (let n = 0; n < 5; n += 1) {
    await aSale(accountId, { isLost: true })
    while ((await dispatchOutbox(cx, [channels, subscriptions])).dispatched > 0);
    known.push((await findStanding(cx, accountId))?.status ?? '')
  }
  expect(known).toEqual(['ok', 'ok', 'watch', 'risk', 'over'])
  expect(new Set(await mails())).toEqual(
    new Set(['ebay : à surveiller', 'ebay : au bord de la limite', 'ebay : limite dépassée']),
  )

  await aCopy(cx, { product: { title: 'New' } })
  await onEbay.settle(accountId)
  expect(onEbay.shelf()).toMatchObject([{ title: expect.stringContaining('On sale before') }])
  const reasons = await cx.db.selectFrom('listings').select('withheld').orderBy('id').execute()
  expect(reasons.map(({ withheld }) => withheld).toSorted()).toEqual([null, 'throttled'].toSorted())

  world.clock.advanceMs(366 * 86_400_000)
  await assess(cx, accountId)
  expect(await findStanding(cx, accountId)).toMatchObject({ status: 'ok', throttledAt: null })
  await onEbay.settle(accountId)
  expect(onEbay.shelf()).toHaveLength(2)
})

test('the vendor’s own count goes before ours, and is asked again after six hours', async () => {
  const { cx } = world
  await aCopy(cx)
  const accountId = await onEbay.connect()
  const asked = () => onEbay.exchanges.filter(({ path }) => path.includes('seller_standards_profile')).length
  await look(cx, accountId)
  await look(cx, accountId)
  expect(asked()).toBe(1)
  world.clock.advanceMs(6 * 3_600_000)
  await look(cx, accountId)
  expect(asked()).toBe(2)
  expect((await findStanding(cx, accountId))?.told).toMatchObject({ level: expect.any(String) })
})

test('a Discogs order nobody answers is named before three days are over, and no longer once it has left', async () => {
  const { cx } = world
  await anOwner()
  await aCopy(cx, { product: { discogsReleaseId: 249504 } })
  const accountId = await onDiscogs.connect()
  await onDiscogs.settle(accountId)
  onDiscogs.buy(onDiscogs.shelf()[0])
  await pollOrders(cx, accountId)
  const after = async (hours: number) => {
    world.clock.advanceMs(hours * 3_600_000)
    await assess(cx, accountId)
    return (await findStanding(cx, accountId))?.status
  }
  expect([await after(35), await after(2), await after(24), await after(12)]).toEqual(['ok', 'watch', 'risk', 'over'])
  expect(await findStanding(cx, accountId)).toMatchObject({
    throttledAt: null,
    measures: [{ orders: [{ hoursLeft: 0 }] }],
  })
  expect(await mails()).toHaveLength(3)
  await cx.db.updateTable('orders').set({ state: 'sent' }).execute()
  expect(await after(0)).toBe('ok')
})
