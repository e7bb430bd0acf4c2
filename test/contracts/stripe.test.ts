import { afterEach, describe, expect, test } from 'vitest'
import { addEndpoint } from '#sandbox/stripe'
import { declinedCard, goodCard } from '#support/payments'
import { aPaymentTrial, type Trial } from './payment-trial.ts'
import { hasStripeContract, sampleFaults, stripeFaults } from './stripe.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

function aTrial(): Trial {
  const trial = aPaymentTrial('stripe', stripeFaults, (path) => path.startsWith('/v1/'))
  closing.push(() => trial.sandbox.close())
  return trial
}

describe.skipIf(!hasStripeContract)('Stripe exchanges keep the contract (needs ../shared/contracts/stripe)', () => {
  test('creating, confirming, reading, taking and giving back', async () => {
    const { provider, confirm, create, seen, faults } = aTrial()
    const { made, reference } = await create()
    expect(await confirm(made, goodCard)).toBe(200)
    expect(await provider.find(reference)).toMatchObject({ state: 'authorised' })
    await provider.capture(reference)
    expect(await provider.find(reference)).toMatchObject({ state: 'captured' })
    expect(await provider.refundPart({ ...reference, refundId: 'r-1', amountMinor: 500 })).toEqual({ kind: 'done' })
    expect(await provider.refund(reference)).toEqual({ kind: 'done' })
    expect(await provider.find(reference)).toMatchObject({ state: 'refunded' })
    expect(faults).toEqual([])
    expect(new Set(seen)).toEqual(
      new Set([
        'POST /v1/payment_intents 200',
        'POST /v1/payment_intents/…/confirm 200',
        'GET /v1/payment_intents/… 200',
        'POST /v1/payment_intents/…/capture 200',
        'POST /v1/refunds 200',
      ]),
    )
  })

  test('the bank’s page, and cancelling what was reserved', async () => {
    const { provider, confirm, create, seen, faults } = aTrial()
    const first = await create()
    await confirm(first.made, 'pm_card_threeDSecure2Required')
    expect(await provider.find(first.reference)).toMatchObject({ state: 'acting' })
    const second = await create()
    await confirm(second.made, goodCard)
    await provider.cancel(second.reference)
    expect(await provider.find(second.reference)).toMatchObject({ state: 'cancelled' })
    expect(faults).toEqual([])
    expect(seen).toContain('POST /v1/payment_intents/…/cancel 200')
  })

  test('what the vendor refuses: a declined card, taking what is not reserved, nothing left, a refund that fails', async () => {
    const { provider, confirm, create, seen, faults } = aTrial()
    const declined = await create()
    expect(await confirm(declined.made, declinedCard)).toBe(402)
    expect(await provider.find(declined.reference)).toMatchObject({ declineCode: 'generic_decline' })
    await expect(provider.capture(declined.reference)).rejects.toThrow('status of requires_payment_method')
    const { made, reference } = await create()
    await confirm(made, 'pm_card_refundFail')
    await provider.capture(reference)
    expect(await provider.refund(reference)).toMatchObject({ kind: 'failed' })
    expect(faults).toEqual([])
    expect(seen).toContain('POST /v1/payment_intents/…/capture 400')
  })

  test('what is pushed', async () => {
    const { sandbox, provider, confirm, create } = aTrial()
    addEndpoint(sandbox.machine, { url: 'https://shop.example/hook', secret: 'whsec_sandbox' })
    const { made, reference } = await create()
    await confirm(made, 'pm_card_createDispute')
    await provider.capture(reference)
    await provider.refund(reference)
    const events = sandbox.machine.store.all('select body from deliveries').map(({ body }) => JSON.parse(String(body)))
    expect(events.length).toBeGreaterThanOrEqual(5)
    expect(events.flatMap((event) => sampleFaults(event, 'event'))).toEqual([])
  })
})

describe.skipIf(!hasStripeContract)('what keeps the Stripe contract is told from what does not', () => {
  test('the check can fail: misspelt and missing fields, wrong types, strange addresses and statuses', () => {
    const send = (request: unknown, { status = 200, answer = undefined }: { status?: number; answer?: unknown } = {}) =>
      stripeFaults({ method: 'POST', path: '/v1/payment_intents', request, isForm: true, status, answer })
    const wish = { amount: '2910', currency: 'eur', capture_method: 'manual', metadata: { payment: '1' } }
    expect(send(wish)).toEqual([])
    expect(send({ ...wish, capture_methods: 'manual' })).toEqual(['request.capture_methods: is not in the contract'])
    expect(send({ ...wish, amount: '29.10' })).toEqual(['request.amount: is no integer: "29.10"'])
    expect(send({ ...wish, capture_method: 'by hand' })).toEqual(['request.capture_method: "by hand" is not offered'])
    expect(send({ amount: '2910' })).toEqual(['request: lacks currency'])
    expect(send(wish, { answer: { object: 'payment_intent', id: 7 } })).toEqual(
      expect.arrayContaining(['answer: lacks amount', 'answer.id: is no string: 7']),
    )
    expect(send(wish, { answer: { object: 'payment_intent', teapot: true } })).toContain(
      "answer.teapot: is not in today's sample",
    )
    expect(
      stripeFaults({
        method: 'POST',
        path: '/v1/payment_intents/1/pay',
        request: undefined,
        isForm: true,
        status: 200,
        answer: {},
      }),
    ).toEqual(['POST /v1/payment_intents/1/pay is not in the contract'])
  })
})

test.runIf(!hasStripeContract)(
  'the Stripe contract is not beside this checkout: exchanges were NOT held against it',
  () => {
    expect(hasStripeContract).toBe(false)
  },
)
