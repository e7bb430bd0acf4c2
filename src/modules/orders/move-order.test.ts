import { beforeEach, expect, test } from 'vitest'
import {
  cancelOrder,
  checkOut,
  getOrder,
  listOrders,
  markOrderPaid,
  orderByAccessToken,
  placeApiOrder,
  verifyOrders,
} from '#modules/orders'
import { verifyPayments } from '#modules/payments'
import { availability, unitTimeline, verifyStock } from '#modules/stock'
import { sql } from '#platform/db'
import { aBuyer, aCart, aCheckout, aCopy, anAddress, anOrder } from '#support/makers'
import { useWorld } from '#support/world'
import { packOrder, sendOrder } from './move-order.ts'

const world = useWorld()
beforeEach(() => {
  world.outside.paymentProviders = {}
})
const allFaults = async () => [
  ...(await verifyStock(world.cx)),
  ...(await verifyOrders(world.cx)),
  ...(await verifyPayments(world.cx)),
]

test('an order is paid, packed and sent, and its copy is with the customer for good', async () => {
  const { orderId, copies } = await anOrder(world.cx, { isPaid: false })
  await markOrderPaid(world.cx, { orderId })
  await packOrder(world.cx, { orderId })
  await sendOrder(world.cx, { orderId, trackingNumber: '6A123' })
  const order = await getOrder(world.cx, orderId)
  expect(order.events.map((event) => [event.what, event.data])).toEqual([
    ['placed', {}],
    ['paid', {}],
    ['packed', {}],
    ['sent', { trackingNumber: '6A123' }],
  ])
  expect(order.lines[0]?.units).toMatchObject([{ placeCode: 'CUSTOMER' }])
  expect(order.moves.filter((choice) => choice.isAllowed)).toEqual([])
  const variantIds = copies.map((copy) => copy.variantId)
  expect([...(await availability(world.cx, variantIds)).values()]).toMatchObject([{ isSold: true, freeCount: 0 }])
  expect(await allFaults()).toEqual([])
})

test('a cancelled order sends its copies to be checked and never back on sale', async () => {
  const { orderId, copies } = await anOrder(world.cx, { lines: 2, isPaid: false })
  await cancelOrder(world.cx, { orderId, reason: 'buyer asked' })
  await cancelOrder(world.cx, { orderId, reason: 'again' })
  const order = await getOrder(world.cx, orderId)
  expect(order).toMatchObject({ state: 'cancelled', payments: [{ state: 'cancelled' }] })
  expect(order.events.at(-1)).toMatchObject({ what: 'cancelled', data: { reason: 'buyer asked' } })
  expect(order.lines.flatMap((line) => line.units.map((unit) => unit.placeCode))).toEqual(['TO-CHECK', 'TO-CHECK'])
  const variantIds = copies.map((copy) => copy.variantId)
  const free = await availability(world.cx, variantIds)
  expect(variantIds.map((variantId) => free.get(variantId)?.freeCount)).toEqual([0, 0])
  expect(await allFaults()).toEqual([])
})

test('of cancelling and packing at the same time one happens', async () => {
  const { orderId } = await anOrder(world.cx)
  const results = await Promise.allSettled([
    cancelOrder(world.cx, { orderId, reason: 'x' }),
    packOrder(world.cx, { orderId }),
  ])
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  expect(await allFaults()).toEqual([])
})

test('moves out of order are refused with the state', async () => {
  const { orderId } = await anOrder(world.cx, { isPaid: false })
  await expect(sendOrder(world.cx, { orderId })).rejects.toMatchObject({
    code: 'order.move-not-allowed',
    data: { state: 'placed', move: 'send' },
  })
  await markOrderPaid(world.cx, { orderId })
  await packOrder(world.cx, { orderId })
  await expect(cancelOrder(world.cx, { orderId, reason: 'late' })).rejects.toMatchObject({
    code: 'order.move-not-allowed',
  })
  await markOrderPaid(world.cx, { orderId })
})

test('an API order takes all lines or none, and its key gives the same order for ever', async () => {
  const [free, held] = [await aCopy(world.cx), await aCopy(world.cx)]
  await aCart(world.cx, [held.variantId])
  const sale = {
    lang: 'fr',
    buyer: aBuyer,
    address: anAddress,
    deliveryMethod: 'pickup',
    deliveryMinor: 0,
    isPaid: true,
  } as const
  const lines = [free, held].map(({ variantId }) => ({ variantId, quantity: 1 }))
  await expect(placeApiOrder(world.cx, { ...sale, lines })).rejects.toMatchObject({
    code: 'stock.taken',
    data: { variantIds: [held.variantId] },
  })
  const keyed = { ...sale, lines: lines.slice(0, 1), idempotencyKey: 'till-1-77' }
  const placed = await Promise.all(Array.from({ length: 5 }, () => placeApiOrder(world.cx, keyed)))
  expect(new Set(placed.map((order) => order.number)).size).toBe(1)
  expect(await allFaults()).toEqual([])
})

test('the list finds orders by state, source, number and name, page by page', async () => {
  const { number } = await anOrder(world.cx, { isPaid: false })
  world.clock.advanceMs(1000)
  await anOrder(world.cx)
  world.clock.advanceMs(1000)
  await checkOut(
    world.cx,
    aCheckout(await aCart(world.cx, [(await aCopy(world.cx)).variantId]), {
      buyer: { ...aBuyer, name: 'Zoé 100%', email: 'zoe@example.org' },
    }),
  )
  const count = async (filter: Parameters<typeof listOrders>[1]) => (await listOrders(world.cx, filter)).items.length
  expect(await count({ state: 'placed' })).toBe(2)
  expect(await count({ source: 'api' })).toBe(2)
  expect(await count({ source: 'channel' })).toBe(0)
  expect(await count({ text: number.slice(2).toLowerCase() })).toBe(1)
  expect(await count({ text: '0%' })).toBe(1)
  const first = await listOrders(world.cx, { limit: 2 })
  const second = await listOrders(world.cx, { limit: 2, cursor: first.nextCursor ?? '' })
  expect([...first.items, ...second.items].map((order) => order.buyerName)).toEqual([
    'Zoé 100%',
    'Ada Martin',
    'Ada Martin',
  ])
  expect(second.nextCursor).toBeNull()
})

test('the access token opens the order, anything else opens nothing', async () => {
  const outcome = await checkOut(world.cx, aCheckout(await aCart(world.cx, [(await aCopy(world.cx)).variantId])))
  if (outcome.kind !== 'placed') throw new Error('not placed')
  expect(await orderByAccessToken(world.cx, outcome.accessToken)).toMatchObject({ number: outcome.number })
  expect(await orderByAccessToken(world.cx, 'guess')).toBeUndefined()
})

test('the timeline of a copy tells its whole life', async () => {
  const copy = await aCopy(world.cx)
  const outcome = await checkOut(world.cx, aCheckout(await aCart(world.cx, [copy.variantId])))
  if (outcome.kind !== 'placed') throw new Error('not placed')
  world.clock.advanceMs(1000)
  await cancelOrder(world.cx, { orderId: outcome.orderId, reason: 'x' })
  const { unit, entries } = await unitTimeline(world.cx, copy.unitId)
  expect(unit).toMatchObject({ place: { code: 'TO-CHECK' }, claim: null })
  expect(entries.map((entry) => entry.textKey)).toEqual([
    'stock:timeline.movement.received',
    'stock:timeline.claim.cart.taken',
    'stock:timeline.claim.order.transferred',
    'stock:timeline.movement.order-cancelled',
    'stock:timeline.claim.order.ended',
  ])
  expect(entries.at(2)?.reference).toBe(`order:${outcome.orderId}`)
})

test('verify finds a row that was changed by hand', async () => {
  const { orderId, copies } = await anOrder(world.cx)
  await sql`update order_lines set quantity = 2, total_minor = unit_price_minor * 2 where order_id = ${orderId}`.execute(
    world.cx.db,
  )
  await sql`update claims set ended_at = now(), end_reason = 'a hand' where unit_id = ${copies[0]?.unitId}`.execute(
    world.cx.db,
  )
  await sql`update payments set refunded_minor = 1`.execute(world.cx.db)
  expect((await allFaults()).map((fault) => fault.check).toSorted()).toEqual([
    'orders.line-copies',
    'orders.sold-copy-claimed',
    'orders.total',
    'payments.sums',
  ])
})
