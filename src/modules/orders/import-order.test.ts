import { afterEach, expect, test } from 'vitest'
import type { VariantId } from '#kernel/ids'
import { checkOut, getOrder, importOrder, type RemoteSale, verifyOrders } from '#modules/orders'
import { verifyStock } from '#modules/stock'
import { aBuyer, aCart, aCheckout, aCopy, aLot, anAddress, someGoods } from '#support/makers'
import { useWorld } from '#support/world'

const world = useWorld()
afterEach(async () => expect([...(await verifyStock(world.cx)), ...(await verifyOrders(world.cx))]).toEqual([]))

const aSale = (variantIds: readonly (VariantId | undefined)[], wish: Partial<RemoteSale> = {}): RemoteSale => ({
  source: 'channel:0198c0de-0000-7000-8000-000000000001',
  externalId: '77-1001',
  placedAt: new Date('2026-03-02T08:58:00Z'),
  isPaid: true,
  buyer: { name: 'vinyl_fan', externalId: 'vinyl_fan' },
  address: anAddress,
  lines: variantIds.map((variantId, index) => ({
    variantId,
    externalLineId: `line-${index}`,
    title: 'As listed',
    quantity: 1,
    unitPriceMinor: 2700,
  })),
  deliveryMinor: 600,
  ...wish,
})

test('a marketplace sale becomes a paid order with its copies, as of the time it was placed there', async () => {
  const { variantId, unitId } = await aCopy(world.cx)
  const outcome = await importOrder(world.cx, aSale([variantId]))
  expect(outcome.kind).toBe('placed')
  const order = await getOrder(world.cx, outcome.orderId)
  expect(order).toMatchObject({
    state: 'paid',
    totalMinor: 3300,
    placedAt: new Date('2026-03-02T08:58:00Z'),
    externalId: '77-1001',
  })
  expect(order.lines).toMatchObject([{ unitPriceMinor: 2700, units: [{ id: unitId }] }])
  expect(order.lines[0]?.title).toMatch(/^Miles Davis – Kind of Blue/)
})

test('the same sale imported twenty times at once is one order', async () => {
  const { variantId } = await aCopy(world.cx)
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => importOrder(world.cx, aSale([variantId]))))
  expect(outcomes.filter((outcome) => outcome.kind === 'placed')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome.kind === 'known')).toHaveLength(19)
  expect(new Set(outcomes.map((outcome) => outcome.orderId)).size).toBe(1)
})

test('first claim wins, a visitor’s cart included: the sale is recorded without a copy and reported', async () => {
  const [lost, free] = [await aCopy(world.cx), await aCopy(world.cx)]
  const cartId = await aCart(world.cx, [lost.variantId])
  const outcome = await importOrder(world.cx, aSale([lost.variantId, free.variantId]))
  expect(outcome).toMatchObject({ kind: 'conflict', lostVariantIds: [lost.variantId] })
  const order = await getOrder(world.cx, outcome.orderId)
  expect(order.isMissingCopy).toBe(true)
  expect(order.lines.map((line) => line.units.length)).toEqual([0, 1])
  const { payload } = await world.cx.db
    .selectFrom('outbox')
    .select('payload')
    .where('type', '=', 'order.conflicted')
    .executeTakeFirstOrThrow()
  expect(payload).toEqual({ orderId: outcome.orderId, variantIds: [lost.variantId] })
  expect(await checkOut(world.cx, aCheckout(cartId))).toMatchObject({ kind: 'placed' })
})

test('of many marketplaces that sold the same copy one gets it, all are recorded', async () => {
  const { variantId } = await aCopy(world.cx)
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, index) => importOrder(world.cx, aSale([variantId], { externalId: `77-${index}` }))),
  )
  expect(outcomes.map((outcome) => outcome.kind).toSorted()).toEqual([
    ...Array.from({ length: 19 }, () => 'conflict'),
    'placed',
  ])
})

test('a line the marketplace sold and we do not know keeps the marketplace’s words', async () => {
  const outcome = await importOrder(world.cx, aSale([undefined]))
  expect(outcome.kind).toBe('placed')
  expect(await getOrder(world.cx, outcome.orderId)).toMatchObject({
    isMissingCopy: true,
    lines: [{ variantId: null, title: 'As listed', units: [] }],
  })
})

test('two lines of the same goods get different copies', async () => {
  const { variantId } = await someGoods(world.cx, { quantity: 2 })
  const outcome = await importOrder(world.cx, aSale([variantId, variantId]))
  const { lines } = await getOrder(world.cx, outcome.orderId)
  expect(new Set(lines.flatMap((line) => line.units.map((unit) => unit.id))).size).toBe(2)
})

test('a lot sold on a marketplace takes every copy of it', async () => {
  const copies = [await aCopy(world.cx), await aCopy(world.cx), await aCopy(world.cx)]
  const outcome = await importOrder(world.cx, aSale([await aLot(world.cx, copies)]))
  expect((await getOrder(world.cx, outcome.orderId)).lines[0]?.units).toHaveLength(3)
  expect(await importOrder(world.cx, aSale([copies[0]?.variantId], { externalId: 'later' }))).toMatchObject({
    kind: 'conflict',
  })
})

test('the buyer of a shop and the buyer of a marketplace are different customers, each known again', async () => {
  const copies = [await aCopy(world.cx), await aCopy(world.cx), await aCopy(world.cx), await aCopy(world.cx)]
  for (const [index, { variantId }] of copies.entries()) {
    if (index % 2 === 0) await importOrder(world.cx, aSale([variantId], { externalId: `x-${index}` }))
    else
      await checkOut(
        world.cx,
        aCheckout(await aCart(world.cx, [variantId]), {
          buyer: { ...aBuyer, email: index === 1 ? aBuyer.email : 'ADA@example.org' },
        }),
      )
  }
  const customers = await world.cx.db
    .selectFrom('customers')
    .select(['source', 'name'])
    .orderBy('source', 'desc')
    .execute()
  expect(customers).toEqual([
    { source: 'shop', name: 'Ada Martin' },
    { source: 'channel:0198c0de-0000-7000-8000-000000000001', name: 'vinyl_fan' },
  ])
})
