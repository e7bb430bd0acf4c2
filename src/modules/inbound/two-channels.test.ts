import { expect, test } from 'vitest'
import { discogs } from '#connectors/marketplaces/discogs'
import { ebay } from '#connectors/marketplaces/ebay'
import { availability } from '#modules/stock'
import { discogs as discogsVendor } from '#sandbox/discogs'
import { ebay as ebayVendor } from '#sandbox/ebay'
import { aCopy, aLot, someGoods } from '#support/makers'
import { deliver, useMarket } from '#support/market-trial'
import { useWorld } from '#support/world'
import { pollOrders } from './poll-orders.ts'

const world = useWorld()
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

test('a sale on Discogs is off the shop after one poll and off eBay after one request more', async () => {
  const { cx } = world
  const { variantId } = await aCopy(cx, { product: { discogsReleaseId: 249504, title: 'Blue Train' } })
  const discogsId = await onDiscogs.connect()
  const ebayId = await onEbay.connect()
  await onDiscogs.settle(discogsId)
  await onEbay.settle(ebayId)
  expect(onEbay.shelf()).toHaveLength(1)

  onDiscogs.buy(onDiscogs.shelf()[0])
  onDiscogs.exchanges.length = 0
  onEbay.exchanges.length = 0
  expect(await pollOrders(cx, discogsId)).toBe(1)
  expect(onDiscogs.exchanges).toHaveLength(1)
  expect((await availability(cx, [variantId])).get(variantId)).toMatchObject({ freeCount: 0, isSold: true })

  await deliver(cx)
  await onEbay.settle(ebayId)
  expect(onEbay.exchanges[0]).toMatchObject({ method: 'POST', path: expect.stringMatching(/\/offer\/\d+\/withdraw$/) })
  expect(onEbay.shelf()).toEqual([])
})

test('two sales of one copy at the same time are one order with the copy and one incident', async () => {
  const { cx } = world
  await aCopy(cx, { product: { discogsReleaseId: 249504, title: 'Blue Train' } })
  const discogsId = await onDiscogs.connect()
  const ebayId = await onEbay.connect()
  await onDiscogs.settle(discogsId)
  await onEbay.settle(ebayId)
  onDiscogs.buy(onDiscogs.shelf()[0])
  onEbay.buy(onEbay.shelf()[0])
  await Promise.all([pollOrders(cx, discogsId), pollOrders(cx, ebayId)])
  expect(await cx.db.selectFrom('orders').select('id').execute()).toHaveLength(2)
  expect(await cx.db.selectFrom('claims').select('unitId').where('endedAt', 'is', null).execute()).toHaveLength(1)
  expect(await cx.db.selectFrom('incidents').select('kind').execute()).toEqual([{ kind: 'double-sale' }])
})

test('a lot leaves with its member: selling the single withdraws nothing twice', async () => {
  const { cx } = world
  const single = await aCopy(cx, { product: { discogsReleaseId: 1, title: 'Single' } })
  const other = await aCopy(cx, { product: { discogsReleaseId: 2, title: 'Other' } })
  const lotId = await aLot(cx, [single, other])
  const discogsId = await onDiscogs.connect()
  await onDiscogs.settle(discogsId)
  const { remoteId } = await cx.db
    .selectFrom('listings')
    .select('remoteId')
    .where('variantId', '=', single.variantId)
    .executeTakeFirstOrThrow()
  onDiscogs.buy(onDiscogs.shelf().find(({ id }) => String(id) === remoteId))
  expect(await pollOrders(cx, discogsId)).toBe(1)
  expect((await availability(cx, [single.variantId])).get(single.variantId)).toMatchObject({ isSold: true })
  expect((await availability(cx, [other.variantId])).get(other.variantId)).toMatchObject({ freeCount: 1 })
  expect((await availability(cx, [lotId])).get(lotId)).toMatchObject({ freeCount: 0, isSold: true })
  await deliver(cx)
  onDiscogs.exchanges.length = 0
  await onDiscogs.settle(discogsId)
  expect(onDiscogs.exchanges.filter(({ method }) => method === 'DELETE')).toEqual([])
  expect(onDiscogs.shelf()).toHaveLength(1)
  expect(await cx.db.selectFrom('incidents').select('kind').execute()).toEqual([])
})

test('new goods in quantity stay on sale with one less after a sale there', async () => {
  const { cx } = world
  const { variantId } = await someGoods(cx, { quantity: 3, product: { discogsReleaseId: 7, title: 'Pressage neuf' } })
  const ebayId = await onEbay.connect()
  await onEbay.settle(ebayId)
  const [listing] = onEbay.shelf()
  expect(onEbay.shelf()).toMatchObject([{ quantity: 3 }])
  onEbay.buy(listing)
  expect(await pollOrders(cx, ebayId)).toBe(1)
  for (let turn = 0; turn < 2; turn += 1) {
    await onEbay.settle(ebayId)
    world.clock.advanceMs(60_000)
  }
  expect(onEbay.shelf()).toMatchObject([{ id: listing?.id, quantity: 2, isForSale: true }])
  expect((await availability(cx, [variantId])).get(variantId)).toMatchObject({ freeCount: 2 })
})

test('the next copy of new goods is listed when one is sold where a listing shows one copy', async () => {
  const { cx } = world
  const { variantId } = await someGoods(cx, { quantity: 3, product: { discogsReleaseId: 7, title: 'Pressage neuf' } })
  const discogsId = await onDiscogs.connect()
  await onDiscogs.settle(discogsId)
  const [first] = onDiscogs.shelf()
  expect(onDiscogs.shelf()).toMatchObject([{ quantity: 1 }])
  onDiscogs.buy(first)
  expect(await pollOrders(cx, discogsId)).toBe(1)
  for (let turn = 0; turn < 3; turn += 1) {
    await onDiscogs.settle(discogsId)
    world.clock.advanceMs(60_000)
  }
  const [next] = onDiscogs.shelf()
  expect(onDiscogs.shelf()).toMatchObject([{ quantity: 1 }])
  expect(next?.id).not.toBe(first?.id)
  expect((await availability(cx, [variantId])).get(variantId)).toMatchObject({ freeCount: 2 })
})
