import { beforeEach, expect, test } from 'vitest'
import { createPaymentProviders } from '#app/payment-providers'
import { routes } from '#app/routes'
import { cancelOrder, checkOut, getOrder, markOrderPaid } from '#modules/orders'
import { listPayments, refundPart, settleDue, verifyPayments } from '#modules/payments'
import { systemActor } from '#platform/cx'
import { createServer } from '#platform/http'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { aCart, aCheckout, aCopy } from '#support/makers'
import { useWorld } from '#support/world'
import { paymentHistory } from './queries-history.ts'
import { refundByHand } from './refund-by-hand.ts'

const world = useWorld()

beforeEach(() => {
  world.outside.paymentProviders = createPaymentProviders((system) => createHttpClient({ system, log: silentLog }))
})

async function aPaidTransfer() {
  const cartId = await aCart(world.cx, [(await aCopy(world.cx)).variantId])
  const outcome = await checkOut(world.cx, aCheckout(cartId, { payment: { method: 'bank-transfer' } }))
  if (outcome.kind !== 'placed') throw new Error(outcome.kind)
  const { orderId } = outcome
  await markOrderPaid(world.cx, { orderId })
  const [payment] = await listPayments(world.cx, `order:${orderId}`)
  if (!payment) throw new Error('the order has its payment')
  return { orderId, payment }
}

async function waiting(): Promise<{ amountMinor: number; number: string; refundId: string | null }[]> {
  const server = createServer({
    newCx: () => world.cx,
    routes: routes.filter(({ path }) => path === '/refunds-by-hand'),
    statuses: {},
    findActor: async () => systemActor,
    publicUrl: 'https://shop.example',
    version: 'test',
    trustedProxies: 0,
    observe: () => {},
    rateLimits: undefined,
  })
  const answer: { items: { amountMinor: number; number: string; refundId: string | null }[] } = await (
    await server.request('/api/v1/refunds-by-hand')
  ).json()
  return answer.items
}

test('a cancelled order’s transfer waits for a person, who says once that it went back, and with which reference', async () => {
  const { orderId, payment } = await aPaidTransfer()
  await cancelOrder(world.cx, { orderId, reason: 'buyer-asked' })
  await settleDue(world.cx)
  const { number } = await getOrder(world.cx, orderId)
  expect(await waiting()).toMatchObject([{ amountMinor: payment.amountMinor, number, refundId: null }])
  const record = () => refundByHand(world.cx, { paymentId: payment.id, reference: 'VIR 2026-03-04' })
  await Promise.all([record(), record()])
  expect(await waiting()).toEqual([])
  const [refunded] = await listPayments(world.cx, `order:${orderId}`)
  expect(refunded).toMatchObject({ state: 'refunded', due: null, refundedMinor: payment.amountMinor })
  const { events } = await paymentHistory(world.cx, payment.id)
  expect(events.filter(({ reference }) => reference !== null)).toMatchObject([
    { toState: 'refunded', actor: systemActor.id, reference: 'VIR 2026-03-04' },
  ])
  expect(await verifyPayments(world.cx)).toEqual([])
})

test('a part is recorded by itself, and what is left of the whole later; the sums add up', async () => {
  const { orderId, payment } = await aPaidTransfer()
  await refundPart(world.cx, payment.id, { amountMinor: 500, reason: 'a scratch' })
  const [part] = await waiting()
  if (!part?.refundId) throw new Error('a part waits')
  const { refundId } = part
  expect(part.amountMinor).toBe(500)
  await refundByHand(world.cx, { paymentId: payment.id, refundId, reference: 'espèces' })
  await refundByHand(world.cx, { paymentId: payment.id, refundId, reference: 'again' })
  expect((await listPayments(world.cx, `order:${orderId}`))[0]).toMatchObject({ state: 'captured', refundedMinor: 500 })
  expect((await paymentHistory(world.cx, payment.id)).refunds).toMatchObject([
    { state: 'done', doneBy: systemActor.id, doneReference: 'espèces' },
  ])
  expect(await verifyPayments(world.cx)).toEqual([])
  await cancelOrder(world.cx, { orderId, reason: 'buyer-asked' })
  expect(await waiting()).toMatchObject([{ amountMinor: payment.amountMinor - 500 }])
  await refundByHand(world.cx, { paymentId: payment.id, reference: 'VIR 2' })
  expect((await listPayments(world.cx, `order:${orderId}`))[0]).toMatchObject({
    state: 'refunded',
    refundedMinor: payment.amountMinor,
  })
  expect(await verifyPayments(world.cx)).toEqual([])
})

test('what nobody decided to give back is refused', async () => {
  const { payment } = await aPaidTransfer()
  await expect(refundByHand(world.cx, { paymentId: payment.id, reference: 'VIR' })).rejects.toMatchObject({
    code: 'payment.refund-not-due',
  })
})
