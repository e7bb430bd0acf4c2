import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CartId, VariantId } from '#kernel/ids'
import {
  addToCart,
  type CheckoutRequest,
  cancelOrder,
  checkOut,
  getCart,
  getOrder,
  listOrders,
  verifyOrders,
} from '#modules/orders'
import { settleDuePayments, verifyPayments } from '#modules/payments'
import { verifyStock } from '#modules/stock'
import { planFault } from '#sandbox/faults'
import { aCart, aCheckout, aCopy, aLot, declinedCard, goodCard, someGoods } from '#support/makers'
import { aBank, type TestBank } from '#support/payments'
import { useWorld } from '#support/world'
import { recoverCheckouts } from './recover-checkouts.ts'

const world = useWorld()
let bank: TestBank
let between: (path: string) => Promise<void>

beforeEach(() => {
  between = async () => {}
  bank = aBank({ now: world.clock.now, between: (path) => between(path) })
  world.outside.paymentProviders = { testcard: bank.provider }
})
afterEach(async () => {
  bank.close()
  expect([
    ...(await verifyStock(world.cx)),
    ...(await verifyOrders(world.cx)),
    ...(await verifyPayments(world.cx)),
  ]).toEqual([])
})

const byCard = (cartId: CartId, card = goodCard): CheckoutRequest =>
  aCheckout(cartId, { payment: { method: 'card', provider: 'testcard', card } })
const aFullCart = async (count = 1): Promise<{ cartId: CartId; variantIds: VariantId[] }> => {
  const copies = []
  for (let index = 0; index < count; index++) copies.push(await aCopy(world.cx))
  const variantIds = copies.map((copy) => copy.variantId)
  return { cartId: await aCart(world.cx, variantIds), variantIds }
}
const orderOf = async (cartId: CartId) => {
  const row = await world.cx.db.selectFrom('carts').select('orderId').where('id', '=', cartId).executeTakeFirstOrThrow()
  const orders = await world.cx.db
    .selectFrom('orders')
    .select(['id', 'state'])
    .where('externalId', '=', cartId)
    .execute()
  return { isLinked: row.orderId === (orders[0]?.id ?? null), states: orders.map((order) => order.state) }
}

test('a card pays: held, authorised, placed, captured, and confirmed by mail', async () => {
  const { cartId } = await aFullCart(2)
  const outcome = await checkOut(world.cx, byCard(cartId))
  if (outcome.kind !== 'placed') throw new Error('not placed')
  const order = await getOrder(world.cx, outcome.orderId)
  expect(order).toMatchObject({
    state: 'paid',
    itemsMinor: 5000,
    deliveryMinor: 510,
    totalMinor: 5510,
    isMissingCopy: false,
  })
  expect(order.lines.map((line) => line.units.length)).toEqual([1, 1])
  expect(order.payments).toMatchObject([{ state: 'captured', capturedMinor: 5510, due: null }])
  expect(order.events.map((event) => event.what)).toEqual(['placed', 'paid'])
  expect(bank.states()).toEqual(['captured'])
  const mails = await world.cx.db.selectFrom('mails').select(['recipient', 'subject']).execute()
  expect(mails).toEqual([{ recipient: 'ada@example.org', subject: `Commande ${order.number} confirmée` }])
  const types = await world.cx.db
    .selectFrom('outbox')
    .select('type')
    .where('type', 'like', 'order.%')
    .orderBy('id')
    .execute()
  expect(types.map(({ type }) => type)).toEqual(['order.placed', 'order.paid'])
})

test('the card number is nowhere in the database', async () => {
  const { cartId } = await aFullCart()
  await checkOut(world.cx, byCard(cartId))
  const rows = await Promise.all(
    (['checkouts', 'payments', 'paymentEvents', 'orders', 'orderEvents', 'outbox', 'mails'] as const).map((table) =>
      world.cx.db.selectFrom(table).selectAll().execute(),
    ),
  )
  expect(JSON.stringify(rows)).not.toContain(goodCard.number)
})

test('a declined card leaves the copies in the cart, and another card may be tried', async () => {
  const { cartId } = await aFullCart()
  world.clock.advanceMs(9 * 60_000)
  expect(await checkOut(world.cx, byCard(cartId, declinedCard))).toEqual({ kind: 'declined', code: 'card_declined' })
  expect((await getCart(world.cx, cartId)).lines).toMatchObject([
    { hold: 'held', heldUntil: new Date('2026-03-02T09:19:00Z') },
  ])
  expect(await checkOut(world.cx, byCard(cartId))).toMatchObject({ kind: 'placed' })
  expect(bank.states()).toEqual(['declined', 'captured'])
})

test('a bank transfer places the order at once and keeps the copies until the money comes', async () => {
  const { cartId } = await aFullCart()
  const outcome = await checkOut(world.cx, aCheckout(cartId))
  if (outcome.kind !== 'placed') throw new Error('not placed')
  expect(await getOrder(world.cx, outcome.orderId)).toMatchObject({ state: 'placed', payments: [{ state: 'awaited' }] })
  const claims = await world.cx.db
    .selectFrom('claims')
    .select(['kind', 'expiresAt'])
    .where('endedAt', 'is', null)
    .execute()
  expect(claims).toEqual([{ kind: 'order', expiresAt: null }])
})

test.each(['card', 'bank-transfer'] as const)(
  'the same cart submitted ten times at once by %s gives one order',
  async (method) => {
    const { cartId } = await aFullCart(2)
    const request = method === 'card' ? byCard(cartId) : aCheckout(cartId)
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => checkOut(world.cx, request)))
    const numbers = new Set(outcomes.map((outcome) => (outcome.kind === 'placed' ? outcome.number : outcome.kind)))
    expect(numbers.size).toBe(1)
    expect(await orderOf(cartId)).toEqual({ isLinked: true, states: [method === 'card' ? 'paid' : 'placed'] })
    expect(await checkOut(world.cx, request)).toMatchObject({ kind: 'placed' })
  },
)

test('a line added while the card is being charged is refused, so that nobody pays less than he gets', async () => {
  const { cartId } = await aFullCart()
  const extra = await aCopy(world.cx, { priceMinor: 90_000 })
  const refusals: unknown[] = []
  between = async () => {
    await addToCart(world.cx, { cartId, variantId: extra.variantId, quantity: 1 }).catch((error: unknown) =>
      refusals.push(error),
    )
  }
  const outcome = await checkOut(world.cx, byCard(cartId))
  if (outcome.kind !== 'placed') throw new Error('not placed')
  expect(refusals).toMatchObject([{ code: 'cart.being-paid' }, { code: 'cart.closed' }])
  expect((await getOrder(world.cx, outcome.orderId)).lines).toHaveLength(1)
})

test('lines added and carts submitted at the same time never give an order that is paid for less', async () => {
  const { cartId } = await aFullCart()
  const extras = [await aCopy(world.cx), await aCopy(world.cx), await aCopy(world.cx)]
  await Promise.allSettled([
    ...extras.map(({ variantId }) => addToCart(world.cx, { cartId, variantId, quantity: 1 })),
    ...Array.from({ length: 5 }, () => checkOut(world.cx, byCard(cartId))),
  ])
  const outcome = await checkOut(world.cx, byCard(cartId))
  if (outcome.kind !== 'placed') throw new Error('not placed')
  const order = await getOrder(world.cx, outcome.orderId)
  expect(order.payments[0]?.capturedMinor).toBe(order.totalMinor)
})

test('when the hold is lost while the card is authorised, nothing is charged and the rest stays in the cart', async () => {
  const { cartId, variantIds } = await aFullCart(2)
  between = async (path) => {
    if (!path.endsWith('/authorizations')) return
    between = async () => {}
    world.clock.advanceMs(16 * 60_000)
    await aCart(world.cx, variantIds.slice(0, 1))
  }
  await expect(checkOut(world.cx, byCard(cartId))).rejects.toMatchObject({
    code: 'cart.hold-lost',
    data: { variantIds: variantIds.slice(0, 1) },
  })
  expect(bank.states()).toEqual(['canceled'])
  expect((await getCart(world.cx, cartId)).lines.map((line) => line.hold).toSorted()).toEqual(['held', 'taken'])
})

test('a hold that ran out before checkout is renewed if the copy is free, refused if not', async () => {
  const [free, lost] = [await aFullCart(), await aFullCart()]
  world.clock.advanceMs(11 * 60_000)
  await aCart(world.cx, lost.variantIds)
  expect(await checkOut(world.cx, byCard(free.cartId))).toMatchObject({ kind: 'placed' })
  await expect(checkOut(world.cx, byCard(lost.cartId))).rejects.toMatchObject({ code: 'cart.hold-lost' })
  await expect(checkOut(world.cx, aCheckout(lost.cartId))).rejects.toMatchObject({ code: 'cart.hold-lost' })
  expect(bank.states()).toEqual(['captured'])
})

test('goods in quantity and lots are sold with the very copies', async () => {
  const goods = await someGoods(world.cx, { quantity: 5, priceMinor: 1000 })
  const lot = await aLot(world.cx, [await aCopy(world.cx), await aCopy(world.cx)], { priceMinor: 4000 })
  const cartId = await aCart(world.cx, [goods.variantId, goods.variantId, lot])
  const outcome = await checkOut(world.cx, byCard(cartId))
  if (outcome.kind !== 'placed') throw new Error('not placed')
  const { lines, itemsMinor } = await getOrder(world.cx, outcome.orderId)
  expect(lines.map((line) => [line.quantity, line.units.length]).toSorted()).toEqual([
    [1, 2],
    [2, 2],
  ])
  expect(itemsMinor).toBe(6000)
})

test.each(['/authorizations', '/capture'])(
  'an answer of the provider lost at %s is found again and the order is paid once',
  async (path) => {
    const { cartId } = await aFullCart()
    planFault(bank.sandbox.machine, { vendor: 'testcard', kind: 'reset-after-success', method: 'POST', path })
    await checkOut(world.cx, byCard(cartId)).catch(() => undefined)
    world.clock.advanceMs(6000)
    await recoverCheckouts(world.cx)
    expect(await orderOf(cartId)).toEqual({ isLinked: true, states: ['paid'] })
    expect(bank.states()).toEqual(['captured'])
  },
)

test('a payment the provider never heard of is given up after half a minute, not before', async () => {
  const { cartId } = await aFullCart()
  planFault(bank.sandbox.machine, { vendor: 'testcard', kind: 'connection-reset', method: 'POST' })
  await expect(checkOut(world.cx, byCard(cartId))).rejects.toThrow('testcard')
  world.clock.advanceMs(10_000)
  await recoverCheckouts(world.cx)
  await expect(
    addToCart(world.cx, { cartId, variantId: (await aCopy(world.cx)).variantId, quantity: 1 }),
  ).rejects.toMatchObject({ code: 'cart.being-paid' })
  world.clock.advanceMs(30_000)
  await recoverCheckouts(world.cx)
  world.clock.advanceMs(6000)
  await settleDuePayments(world.cx)
  expect(await orderOf(cartId)).toEqual({ isLinked: true, states: [] })
  expect(await checkOut(world.cx, byCard(cartId))).toMatchObject({ kind: 'placed' })
})

test('the buyer who submits again after an outage gets the order of the first attempt', async () => {
  const { cartId } = await aFullCart()
  planFault(bank.sandbox.machine, {
    vendor: 'testcard',
    kind: 'reset-after-success',
    method: 'POST',
    path: '/authorizations',
  })
  await expect(checkOut(world.cx, byCard(cartId))).rejects.toThrow('testcard')
  expect(await checkOut(world.cx, byCard(cartId, { ...goodCard, cvc: '999' }))).toMatchObject({ kind: 'placed' })
  expect(bank.states()).toEqual(['captured'])
})

test('an order cancelled while its card is captured gets its money back', async () => {
  const { cartId } = await aFullCart()
  between = async (path) => {
    if (!path.endsWith('/capture')) return
    between = async () => {}
    const [order] = (await listOrders(world.cx)).items
    if (order) await cancelOrder(world.cx, { orderId: order.id, reason: 'changed my mind' })
  }
  await checkOut(world.cx, byCard(cartId)).catch(() => undefined)
  world.clock.advanceMs(6000)
  await recoverCheckouts(world.cx)
  await settleDuePayments(world.cx)
  expect(await orderOf(cartId)).toEqual({ isLinked: true, states: ['cancelled'] })
  expect(['canceled', 'refunded']).toContain(bank.states()[0])
})

test('a total other than the one the buyer saw, an empty cart and an impossible delivery are refused before anything is held', async () => {
  const { cartId } = await aFullCart()
  await expect(checkOut(world.cx, { ...byCard(cartId), expectedTotalMinor: 1 })).rejects.toMatchObject({
    code: 'cart.total-changed',
    data: { totalMinor: 2910 },
  })
  await expect(checkOut(world.cx, { ...byCard(cartId), deliveryMethod: 'pigeon' })).rejects.toMatchObject({
    code: 'cart.delivery-not-available',
  })
  await expect(
    checkOut(
      world.cx,
      byCard(await aCart(world.cx, [(await aCopy(world.cx)).variantId]), { ...goodCard, number: '5555555555554444' }),
    ),
  ).resolves.toMatchObject({ kind: 'declined' })
  expect(await orderOf(cartId)).toMatchObject({ states: [] })
})
