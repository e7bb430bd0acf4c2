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
import { settleDue, verifyPayments } from '#modules/payments'
import { verifyStock } from '#modules/stock'
import { dispatchOutbox } from '#platform/outbox'
import { planFault } from '#sandbox/faults'
import { aCart, aCheckout, aCopy, aLot, someGoods } from '#support/makers'
import { aBank, declinedCard, goodCard, payOnline, type TestBank } from '#support/payments'
import { useWorld } from '#support/world'
import { continueCheckout } from './continue-checkout.ts'
import { leaveCheckout } from './leave-checkout.ts'
import { recoverCheckouts } from './recover-checkouts.ts'
import { subscriptions } from './subscriptions.ts'

const world = useWorld()
let bank: TestBank
let between: (path: string) => Promise<void>

beforeEach(() => {
  between = async () => {}
  bank = aBank({ now: world.clock.now, between: (path) => between(path) })
  world.outside.publicUrl = 'http://shop.test'
  world.outside.paymentProviders = bank.providers
})
afterEach(async () => {
  bank.close()
  expect([
    ...(await verifyStock(world.cx)),
    ...(await verifyOrders(world.cx)),
    ...(await verifyPayments(world.cx)),
  ]).toEqual([])
})

const providerNames = ['stripe', 'paypal'] as const
const online = (cartId: CartId, provider = 'stripe'): CheckoutRequest =>
  aCheckout(cartId, { payment: { method: 'online', provider } })
const pay = (request: CheckoutRequest, card = goodCard) => payOnline(world.cx, { confirm: bank.confirm, request, card })
const opened = async (request: CheckoutRequest) => {
  const progress = await checkOut(world.cx, request)
  if (progress.kind !== 'pay') throw new Error(progress.kind)
  return progress
}
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

test.each(providerNames)('%s pays: held, confirmed, placed, captured, and told by mail', async (provider) => {
  const { cartId } = await aFullCart(2)
  const outcome = await pay(online(cartId, provider))
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

test('nothing is reserved before the buyer has confirmed, and nothing is placed', async () => {
  const { cartId } = await aFullCart()
  const progress = await opened(online(cartId))
  expect(progress).toMatchObject({ amountMinor: 2910, holdUntil: new Date('2026-03-02T09:15:00Z') })
  expect(await continueCheckout(world.cx, progress.checkoutId)).toMatchObject({ kind: 'pay' })
  expect(bank.states()).toEqual(['requires_payment_method'])
  expect(await orderOf(cartId)).toMatchObject({ states: [] })
})

test.each(providerNames)('a decline at %s leaves the copies held, and another card may be tried', async (provider) => {
  const { cartId } = await aFullCart()
  expect(await pay(online(cartId, provider), declinedCard)).toMatchObject({
    kind: 'pay',
    declineCode: provider === 'stripe' ? 'generic_decline' : 'instrument_declined',
  })
  expect((await getCart(world.cx, cartId)).lines).toMatchObject([{ hold: 'held' }])
  expect(await pay(online(cartId, provider))).toMatchObject({ kind: 'placed' })
})

test('a buyer at the bank has more time, within half an hour; then the payment is ended and the copy is free', async () => {
  const { cartId, variantIds } = await aFullCart()
  const { checkoutId } = await opened(online(cartId))
  const progress = await continueCheckout(world.cx, checkoutId)
  await bank.confirm(progress, 'pm_card_threeDSecure2Required')
  world.clock.advanceMs(14 * 60_000)
  await recoverCheckouts(world.cx)
  expect((await getCart(world.cx, cartId)).lines).toMatchObject([{ heldUntil: new Date('2026-03-02T09:19:00Z') }])
  for (let minute = 0; minute < 20; minute += 1) {
    world.clock.advanceMs(60_000)
    await recoverCheckouts(world.cx)
  }
  expect(await continueCheckout(world.cx, checkoutId)).toEqual({ kind: 'ended', because: 'expired' })
  expect(bank.states()).toEqual(['canceled'])
  await aCart(world.cx, variantIds)
})

test('going back ends the payment and frees the cart; what was paid meanwhile stays an order', async () => {
  const [left, paid] = [await aFullCart(), await aFullCart()]
  const leaving = await opened(online(left.cartId))
  expect(await leaveCheckout(world.cx, leaving.checkoutId)).toEqual({ kind: 'ended', because: 'left' })
  expect(await bank.confirm(leaving, goodCard)).toBe(400)
  expect((await getCart(world.cx, left.cartId)).lines).toMatchObject([{ hold: 'held' }])
  const paying = await opened(online(paid.cartId))
  await bank.confirm(paying, goodCard)
  expect(await leaveCheckout(world.cx, paying.checkoutId)).toMatchObject({ kind: 'placed' })
  expect(bank.states()).toEqual(['canceled', 'captured'])
})

test('another wish for the same cart ends the running payment before a new one begins', async () => {
  const { cartId } = await aFullCart()
  const first = await opened(online(cartId))
  const second = await opened({ ...online(cartId), deliveryMethod: 'home' })
  expect(second.checkoutId).not.toBe(first.checkoutId)
  expect(await bank.confirm(first, goodCard)).toBe(400)
  expect(await checkOut(world.cx, aCheckout(cartId))).toMatchObject({ kind: 'placed' })
  expect(bank.states()).toEqual(['canceled', 'canceled'])
})

test('cash is for goods that are fetched', async () => {
  const { cartId } = await aFullCart()
  const inCash = aCheckout(cartId, { payment: { method: 'cash' } })
  await expect(checkOut(world.cx, inCash)).rejects.toMatchObject({ code: 'cart.cash-not-possible' })
  const outcome = await checkOut(world.cx, { ...inCash, deliveryMethod: 'pickup' })
  if (outcome.kind !== 'placed') throw new Error('not placed')
  expect(await getOrder(world.cx, outcome.orderId)).toMatchObject({
    state: 'placed',
    payments: [{ provider: 'cash', state: 'awaited' }],
  })
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

test.each(['online', 'bank-transfer'] as const)(
  'the same cart submitted ten times at once by %s gives one order',
  async (method) => {
    const { cartId } = await aFullCart(2)
    const request = method === 'online' ? online(cartId) : aCheckout(cartId)
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => pay(request)))
    const numbers = new Set(outcomes.map((outcome) => (outcome.kind === 'placed' ? outcome.number : outcome.kind)))
    expect(numbers.size).toBe(1)
    expect(await orderOf(cartId)).toEqual({ isLinked: true, states: [method === 'online' ? 'paid' : 'placed'] })
    expect(await pay(request)).toMatchObject({ kind: 'placed' })
    expect(bank.states()).toEqual(method === 'online' ? ['captured'] : [])
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
  const outcome = await pay(online(cartId))
  if (outcome.kind !== 'placed') throw new Error('not placed')
  expect(refusals).toMatchObject([{ code: 'cart.being-paid' }, { code: 'cart.being-paid' }, { code: 'cart.closed' }])
  expect((await getOrder(world.cx, outcome.orderId)).lines).toHaveLength(1)
})

test('lines added and carts submitted at the same time never give an order that is paid for less', async () => {
  const { cartId } = await aFullCart()
  const extras = [await aCopy(world.cx), await aCopy(world.cx), await aCopy(world.cx)]
  await Promise.allSettled([
    ...extras.map(({ variantId }) => addToCart(world.cx, { cartId, variantId, quantity: 1 })),
    ...Array.from({ length: 5 }, () => checkOut(world.cx, online(cartId))),
  ])
  const outcome = await pay(online(cartId))
  if (outcome.kind !== 'placed') throw new Error('not placed')
  const order = await getOrder(world.cx, outcome.orderId)
  expect(order.payments[0]?.capturedMinor).toBe(order.totalMinor)
})

test.each(providerNames)(
  'a payment at %s for a lost hold is given back at once, the rest stays in the cart and the buyer reads it',
  async (provider) => {
    const { cartId, variantIds } = await aFullCart(2)
    const progress = await opened(online(cartId, provider))
    world.clock.advanceMs(16 * 60_000)
    await aCart(world.cx, variantIds.slice(0, 1))
    await bank.confirm(progress, goodCard)
    expect(await continueCheckout(world.cx, progress.checkoutId)).toEqual({ kind: 'ended', because: 'hold-lost' })
    const payments = await world.cx.db.selectFrom('payments').select(['state', 'due', 'capturedMinor']).execute()
    expect(payments).toEqual([{ state: 'cancelled', due: null, capturedMinor: 0 }])
    expect((await getCart(world.cx, cartId)).lines.map((line) => line.hold).toSorted()).toEqual(['held', 'taken'])
    await dispatchOutbox(world.cx, [subscriptions])
    const mails = await world.cx.db.selectFrom('mails').select('recipient').execute()
    // PayPal had reserved nothing yet: there is nothing to give back, and the page says so.
    expect(mails).toEqual(provider === 'stripe' ? [{ recipient: 'ada@example.org' }] : [])
  },
)

test('a hold that ran out before checkout is renewed if the copy is free, refused if not', async () => {
  const [free, lost] = [await aFullCart(), await aFullCart()]
  world.clock.advanceMs(11 * 60_000)
  await aCart(world.cx, lost.variantIds)
  expect(await pay(online(free.cartId))).toMatchObject({ kind: 'placed' })
  await expect(checkOut(world.cx, online(lost.cartId))).rejects.toMatchObject({ code: 'cart.hold-lost' })
  await expect(checkOut(world.cx, aCheckout(lost.cartId))).rejects.toMatchObject({ code: 'cart.hold-lost' })
  expect(bank.states()).toEqual(['captured'])
})

test('goods in quantity and lots are sold with the very copies', async () => {
  const goods = await someGoods(world.cx, { quantity: 5, priceMinor: 1000 })
  const lot = await aLot(world.cx, [await aCopy(world.cx), await aCopy(world.cx)], { priceMinor: 4000 })
  const cartId = await aCart(world.cx, [goods.variantId, goods.variantId, lot])
  const outcome = await pay(online(cartId))
  if (outcome.kind !== 'placed') throw new Error('not placed')
  const { lines, itemsMinor } = await getOrder(world.cx, outcome.orderId)
  expect(lines.map((line) => [line.quantity, line.units.length]).toSorted()).toEqual([
    [1, 2],
    [2, 2],
  ])
  expect(itemsMinor).toBe(6000)
})

test.each(['/payment_intents', '/capture'])(
  'an answer of the provider lost at %s is found again and the order is paid once',
  async (path) => {
    const { cartId } = await aFullCart()
    planFault(bank.sandbox.machine, { vendor: 'stripe', kind: 'reset-after-success', method: 'POST', path })
    await pay(online(cartId)).catch(() => undefined)
    await pay(online(cartId)).catch(() => undefined)
    world.clock.advanceMs(6000)
    await recoverCheckouts(world.cx)
    expect(await orderOf(cartId)).toEqual({ isLinked: true, states: ['paid'] })
    expect(bank.states()).toEqual(['captured'])
  },
)

test.each(providerNames)(
  'a buyer who paid at %s and never came back has an order within a minute',
  async (provider) => {
    const { cartId } = await aFullCart()
    await bank.confirm(await opened(online(cartId, provider)), goodCard)
    for (let tens = 0; tens < 3; tens += 1) {
      world.clock.advanceMs(10_000)
      await recoverCheckouts(world.cx)
    }
    expect(await orderOf(cartId)).toEqual({ isLinked: true, states: ['paid'] })
  },
)

test('a payment the provider never heard of is given up after half a minute, not before', async () => {
  const { cartId } = await aFullCart()
  planFault(bank.sandbox.machine, { vendor: 'stripe', kind: 'connection-reset', method: 'POST' })
  await expect(checkOut(world.cx, online(cartId))).rejects.toThrow('stripe')
  world.clock.advanceMs(10_000)
  await recoverCheckouts(world.cx)
  await expect(
    addToCart(world.cx, { cartId, variantId: (await aCopy(world.cx)).variantId, quantity: 1 }),
  ).rejects.toMatchObject({ code: 'cart.being-paid' })
  world.clock.advanceMs(30_000)
  await recoverCheckouts(world.cx)
  world.clock.advanceMs(6000)
  await settleDue(world.cx)
  expect(await orderOf(cartId)).toEqual({ isLinked: true, states: [] })
  expect(await pay(online(cartId))).toMatchObject({ kind: 'placed' })
})

test('an order cancelled while its card is captured gets its money back', async () => {
  const { cartId } = await aFullCart()
  between = async (path) => {
    if (!path.endsWith('/capture')) return
    between = async () => {}
    const [order] = (await listOrders(world.cx)).items
    if (order) await cancelOrder(world.cx, { orderId: order.id, reason: 'changed my mind' })
  }
  await pay(online(cartId)).catch(() => undefined)
  world.clock.advanceMs(6000)
  await recoverCheckouts(world.cx)
  await settleDue(world.cx)
  expect(await orderOf(cartId)).toEqual({ isLinked: true, states: ['cancelled'] })
  expect(['canceled', 'refunded']).toContain(bank.states()[0])
})

test('a total other than the one the buyer saw, an empty cart and an impossible delivery are refused before anything is held', async () => {
  const { cartId } = await aFullCart()
  await expect(checkOut(world.cx, { ...online(cartId), expectedTotalMinor: 1 })).rejects.toMatchObject({
    code: 'cart.total-changed',
    data: { totalMinor: 2910 },
  })
  await expect(checkOut(world.cx, { ...online(cartId), deliveryMethod: 'pigeon' })).rejects.toMatchObject({
    code: 'cart.delivery-not-available',
  })
  expect(await orderOf(cartId)).toMatchObject({ states: [] })
})
