import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkOut, checkouts } from '#modules/orders'
import { settleDue, verifyPayments } from '#modules/payments'
import { dispatchOutbox } from '#platform/outbox'
import { deliverDue } from '#sandbox/deliveries'
import { planFault } from '#sandbox/faults'
import { addWebhook } from '#sandbox/paypal'
import { vendors } from '#sandbox/server'
import { aCart, aCheckout, aCopy } from '#support/makers'
import { aBank, goodCard, type TestBank } from '#support/payments'
import { createPushDoor, pushAddress } from '#support/push-door'
import { useWorld } from '#support/world'

const world = useWorld()
let bank: TestBank

beforeEach(() => {
  bank = aBank({ now: world.clock.now })
  world.outside.publicUrl = 'http://shop.test'
  world.outside.paymentProviders = bank.providers
})
afterEach(async () => {
  bank.close()
  expect(await verifyPayments(world.cx)).toEqual([])
})

const reserved = () =>
  bank.sandbox.machine.store.get('select authorization_status as status from paypal_orders')?.status
const payment = () =>
  world.cx.db
    .selectFrom('payments')
    .select(['state', 'due', 'capturedMinor', 'refundedMinor', 'lookAgainAt'])
    .where('provider', 'in', ['paypal', 'stripe'])
    .executeTakeFirstOrThrow()

/** The buyer agreed, the copy went to somebody else, all was ended; and only then a request of ours arrives at the provider. */
async function reserveTooLate(): Promise<void> {
  const { variantId } = await aCopy(world.cx)
  const cartId = await aCart(world.cx, [variantId])
  const progress = await checkOut(world.cx, aCheckout(cartId, { payment: { method: 'online', provider: 'paypal' } }))
  if (progress.kind !== 'pay') throw new Error(progress.kind)
  await bank.confirm(progress, goodCard)
  world.clock.advanceMs(16 * 60_000)
  await aCart(world.cx, [variantId])
  expect(await checkouts.continue(world.cx, progress.checkoutId)).toMatchObject({ because: 'hold-lost' })
  expect(await payment()).toMatchObject({ state: 'cancelled', due: null })
  const { store } = bank.sandbox.machine
  const { providerPaymentId } = await world.cx.db
    .selectFrom('payments')
    .select('providerPaymentId')
    .executeTakeFirstOrThrow()
  const token = store.get('select token from paypal_tokens')?.token
  const late = new Request(`http://bank.test/paypal/v2/checkout/orders/${providerPaymentId}/authorize`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: '{}',
  })
  expect((await bank.sandbox.fetch(late)).status).toBe(201)
  expect(reserved()).toBe('CREATED')
}

test('what was reserved after its attempt was ended is released as soon as the provider says so, and the buyer reads it', async () => {
  addWebhook(bank.sandbox.machine, {
    id: 'SANDBOXWEBHOOK1',
    url: `${pushAddress}/api/v1/payment-hooks/paypal`,
  })
  await reserveTooLate()
  await deliverDue(
    bank.sandbox.machine,
    vendors,
    createPushDoor(() => world.cx),
  )
  expect(reserved()).toBe('VOIDED')
  expect(await payment()).toMatchObject({ state: 'cancelled', due: null, capturedMinor: 0 })
  await dispatchOutbox(world.cx, [checkouts.subscriptions])
  expect(await world.cx.db.selectFrom('mails').select('recipient').execute()).toEqual([
    { recipient: 'ada@example.org' },
  ])
})

test('when that push is lost, a second look three minutes after the end releases it', async () => {
  await reserveTooLate()
  await settleDue(world.cx)
  expect(reserved()).toBe('CREATED')
  world.clock.advanceMs(181_000)
  planFault(bank.sandbox.machine, { vendor: 'paypal', kind: 'error-503' })
  await settleDue(world.cx)
  expect(reserved()).toBe('CREATED')
  await settleDue(world.cx)
  expect(reserved()).toBe('VOIDED')
  world.clock.advanceMs(181_000)
  await settleDue(world.cx)
  expect(await payment()).toMatchObject({ state: 'cancelled', due: null, lookAgainAt: null })
})

test('an ended card payment cannot be confirmed any more, and its second look finds nothing', async () => {
  const cartId = await aCart(world.cx, [(await aCopy(world.cx)).variantId])
  const progress = await checkOut(world.cx, aCheckout(cartId, { payment: { method: 'online', provider: 'stripe' } }))
  if (progress.kind !== 'pay') throw new Error(progress.kind)
  await checkouts.leave(world.cx, progress.checkoutId)
  expect(await bank.confirm(progress, goodCard)).toBe(400)
  world.clock.advanceMs(181_000)
  await settleDue(world.cx)
  expect(bank.states()).toEqual(['canceled'])
  expect(await payment()).toMatchObject({ state: 'cancelled', due: null, lookAgainAt: null })
})
