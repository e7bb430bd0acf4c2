import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OrderId } from '#kernel/ids'
import { cancelOrder, checkOut, getOrder, markOrderPaid, verifyOrders } from '#modules/orders'
import { verifyPayments } from '#modules/payments'
import { availability, verifyStock } from '#modules/stock'
import { aCart, aCheckout, aCopy, anOrder } from '#support/makers'
import { useWorld } from '#support/world'
import { followTransfers } from './follow-transfers.ts'

const world = useWorld()
const dayMs = 86_400_000
beforeEach(() => {
  world.outside.publicUrl = 'http://shop.test'
  world.outside.paymentProviders = {}
})
afterEach(async () => {
  const faults = await Promise.all([verifyStock, verifyOrders, verifyPayments].map((verify) => verify(world.cx)))
  expect(faults.flat()).toEqual([])
})

async function aTransfer() {
  const copy = await aCopy(world.cx)
  const placed = await checkOut(world.cx, aCheckout(await aCart(world.cx, [copy.variantId])))
  if (placed.kind !== 'placed') throw new Error(placed.kind)
  return { ...placed, variantId: copy.variantId }
}
const later = async (days: number) => {
  world.clock.advanceMs(days * dayMs)
  await followTransfers(world.cx)
}
const mails = () => world.cx.db.selectFrom('mails').select(['subject', 'bodyText']).orderBy('id').execute()
const stateOf = async (orderId: OrderId) => (await getOrder(world.cx, orderId)).state

test('the mail and the order say until when the transfer is waited for', async () => {
  const { orderId } = await aTransfer()
  expect((await getOrder(world.cx, orderId)).payUntil).toEqual(new Date('2026-03-09T09:00:00Z'))
  expect((await mails())[0]?.bodyText).toMatch(/jusqu’au 9 mars 2026/)
})

test('the buyer is reminded once before the end, and told when the order is cancelled after it', async () => {
  const { orderId, number, variantId } = await aTransfer()
  await later(4.9)
  expect(await mails()).toHaveLength(1)
  await later(0.1)
  await later(1)
  expect((await mails()).map(({ subject }) => subject).slice(1)).toEqual([
    `Commande ${number} : votre virement n’est pas encore arrivé`,
  ])
  await later(0.9)
  expect(await stateOf(orderId)).toBe('placed')
  await later(0.1)
  await followTransfers(world.cx)
  const order = await getOrder(world.cx, orderId)
  expect(order).toMatchObject({ state: 'cancelled', payUntil: null, payments: [{ state: 'cancelled', due: null }] })
  expect(order.events.map(({ what }) => what)).toEqual(['placed', 'transfer-reminded', 'cancelled'])
  expect(order.events.at(-1)?.data).toEqual({ reason: 'transfer-overdue' })
  expect(order.lines[0]?.units).toMatchObject([{ placeCode: 'TO-CHECK' }])
  expect((await availability(world.cx, [variantId])).get(variantId)).toMatchObject({ freeCount: 0 })
  expect((await mails()).map(({ subject }) => subject).slice(2)).toEqual([
    `Commande ${number} annulée : virement non reçu`,
  ])
})

test('a late reminder moves the end: nobody is cancelled sooner than it promised', async () => {
  const { orderId } = await aTransfer()
  await later(20)
  expect(await getOrder(world.cx, orderId)).toMatchObject({
    state: 'placed',
    payUntil: new Date('2026-03-24T09:00:00Z'),
  })
  await later(1.9)
  expect(await stateOf(orderId)).toBe('placed')
  await later(0.1)
  expect(await stateOf(orderId)).toBe('cancelled')
})

test('money in time keeps the order; money after the end is refused with what to do', async () => {
  const inTime = await aTransfer()
  const late = await aTransfer()
  await later(6)
  await markOrderPaid(world.cx, inTime)
  await later(2)
  expect(await stateOf(inTime.orderId)).toBe('paid')
  await expect(markOrderPaid(world.cx, late)).rejects.toMatchObject({ code: 'order.paid-too-late' })
})

test('several processes remind and cancel once; paid at the same moment it is one or the other', async () => {
  const orders = [await aTransfer(), await aTransfer(), await aTransfer()]
  world.clock.advanceMs(5 * dayMs)
  await Promise.all([followTransfers(world.cx), followTransfers(world.cx), followTransfers(world.cx)])
  expect(await mails()).toHaveLength(6)
  world.clock.advanceMs(2 * dayMs)
  await Promise.allSettled([
    followTransfers(world.cx),
    ...orders.map((order) => markOrderPaid(world.cx, order)),
    followTransfers(world.cx),
  ])
  for (const { orderId } of orders) {
    const { state, payments } = await getOrder(world.cx, orderId)
    expect([state, payments[0]?.state]).toEqual(state === 'paid' ? ['paid', 'captured'] : ['cancelled', 'cancelled'])
  }
})

test('only transfers to the shop are cancelled by themselves', async () => {
  const { orderId } = await anOrder(world.cx, { isPaid: false })
  const cancelled = await aTransfer()
  await cancelOrder(world.cx, { orderId: cancelled.orderId, reason: 'buyer asked' })
  const before = await mails()
  await later(5)
  await later(30)
  expect(await stateOf(orderId)).toBe('placed')
  expect((await getOrder(world.cx, orderId)).payUntil).toBeNull()
  expect(await mails()).toEqual(before)
})
