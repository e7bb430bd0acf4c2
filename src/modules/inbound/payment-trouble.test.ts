import { afterEach, beforeEach, expect, test } from 'vitest'
import { cancelOrder, checkOut, checkouts } from '#modules/orders'
import { receiveNotice } from '#modules/payments'
import { dispatchOutbox } from '#platform/outbox'
import { deliverDue } from '#sandbox/deliveries'
import { addEndpoint, stripe } from '#sandbox/stripe'
import { aCart, aCheckout, aCopy } from '#support/makers'
import { aBank, type TestBank } from '#support/payments'
import { useWorld } from '#support/world'
import { listIncidents } from './queries.ts'
import { subscriptions } from './subscriptions.ts'
import { viewIncident } from './view-incident.ts'

const world = useWorld()
let bank: TestBank
beforeEach(() => {
  bank = aBank({ now: world.clock.now })
  world.outside.publicUrl = 'http://shop.test'
  world.outside.paymentProviders = bank.providers
  addEndpoint(bank.sandbox.machine, { url: 'http://shop.test/hooks/stripe', secret: 'whsec_sandbox' })
})
afterEach(() => bank.close())

async function aPaidOrder(card: string) {
  const cartId = await aCart(world.cx, [(await aCopy(world.cx)).variantId])
  const opened = await checkOut(world.cx, aCheckout(cartId, { payment: { method: 'online', provider: 'stripe' } }))
  if (opened.kind !== 'pay') throw new Error(opened.kind)
  await bank.confirm(opened, card)
  const placed = await checkouts.continue(world.cx, opened.checkoutId)
  if (placed.kind !== 'placed') throw new Error(placed.kind)
  return placed
}

/** What the provider pushes arrives, as often as it is sent. */
const push = () =>
  deliverDue(bank.sandbox.machine, [stripe], async (request) => {
    const body = await request.text()
    await receiveNotice(world.cx, { provider: 'stripe', headers: request.headers, body })
    const { isBelieved } = await receiveNotice(world.cx, { provider: 'stripe', headers: request.headers, body })
    return { status: isBelieved ? 200 : 401 }
  })
const news = () => dispatchOutbox(world.cx, [subscriptions])
const incidents = async () => (await listIncidents(world.cx, { isOpen: true })).map(viewIncident)

test('a refund the provider refuses asks for a person, once', async () => {
  const { orderId, number } = await aPaidOrder('pm_card_refundFail')
  await cancelOrder(world.cx, { orderId, reason: 'undeliverable' })
  await news()
  expect(await incidents()).toMatchObject([
    {
      kind: 'refund-failed',
      account: null,
      orderId,
      orderNumber: number,
      facts: { buyer: 'Ada Martin', provider: 'stripe', amountMinor: 2910 },
    },
  ])
  expect((await incidents())[0]?.facts.reasons).toHaveLength(1)
})

test('a payment disputed at the bank asks for a person, however often it is pushed', async () => {
  const { orderId, number } = await aPaidOrder('pm_card_createDispute')
  expect(await push()).toBeGreaterThan(0)
  await news()
  expect(await incidents()).toMatchObject([
    { kind: 'payment-disputed', orderId, orderNumber: number, facts: { provider: 'stripe', amountMinor: 2910 } },
  ])
})

test('a payment that went well opens nothing', async () => {
  await aPaidOrder('pm_card_visa')
  await push()
  await news()
  expect(await incidents()).toEqual([])
})
