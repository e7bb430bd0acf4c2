import { afterEach, describe, expect, test } from 'vitest'
import { addWebhook } from '#sandbox/paypal'
import { declinedCard, goodCard } from '#support/payments'
import { aPaymentTrial, type Trial } from './payment-trial.ts'
import { hasPayPalContract, payPalFaults } from './paypal.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

function aTrial(): Trial {
  const trial = aPaymentTrial('paypal', payPalFaults, (path) => /^\/v2\/|^\/v1\/notifications/.test(path))
  closing.push(() => trial.sandbox.close())
  return trial
}

describe.skipIf(!hasPayPalContract)('PayPal exchanges keep the contract (needs ../shared/contracts/paypal)', () => {
  test('creating, reading, reserving, taking and giving back', async () => {
    const { provider, confirm, create, seen, faults } = aTrial()
    const { made, reference } = await create()
    await confirm(made, goodCard)
    expect(await provider.authorise(reference)).toMatchObject({ state: 'authorised' })
    await provider.capture(reference)
    expect(await provider.find(reference)).toMatchObject({ state: 'captured' })
    expect(await provider.refundPart({ ...reference, refundId: 'r-1', amountMinor: 500 })).toEqual({ kind: 'done' })
    expect(await provider.refund(reference)).toEqual({ kind: 'done' })
    expect(await provider.find(reference)).toMatchObject({ state: 'refunded' })
    expect(faults).toEqual([])
    expect(new Set(seen)).toEqual(
      new Set([
        'POST /v2/checkout/orders 200',
        'POST /v2/checkout/orders/…/authorize 201',
        'GET /v2/checkout/orders/… 200',
        'POST /v2/payments/authorizations/…/capture 201',
        'POST /v2/payments/captures/…/refund 201',
      ]),
    )
  })

  test('cancelling what was reserved', async () => {
    const { provider, confirm, create, seen, faults } = aTrial()
    const { made, reference } = await create()
    await confirm(made, goodCard)
    await provider.authorise(reference)
    await provider.cancel(reference)
    expect(await provider.find(reference)).toMatchObject({ state: 'cancelled' })
    expect(faults).toEqual([])
    expect(seen).toContain('POST /v2/payments/authorizations/…/void 200')
  })

  test('what the vendor refuses: a declined instrument, twice reserved, too much back, nothing left', async () => {
    const { provider, confirm, create, seen, faults } = aTrial()
    const { made, reference } = await create()
    expect(await provider.authorise(reference)).toMatchObject({ declineCode: 'order_not_approved' })
    await confirm(made, declinedCard)
    expect(await provider.authorise(reference)).toMatchObject({ declineCode: 'instrument_declined' })
    await confirm(made, goodCard)
    await provider.authorise(reference)
    expect(await provider.authorise({ ...reference, paymentId: (await create()).reference.paymentId })).toMatchObject({
      state: 'authorised',
    })
    await provider.capture(reference)
    await provider.capture({ ...reference, paymentId: (await create()).reference.paymentId })
    const tooMuch = await provider.refundPart({ ...reference, refundId: 'r-1', amountMinor: 9999 })
    expect(tooMuch).toEqual({ kind: 'failed', code: 'refund_amount_exceeded' })
    await provider.refund(reference)
    expect(await provider.refundPart({ ...reference, refundId: 'r-2', amountMinor: 1 })).toEqual({ kind: 'done' })
    expect(await provider.find({ ...reference, providerPaymentId: '0SANDBOX000000404' })).toMatchObject({
      state: 'cancelled',
    })
    expect(faults).toEqual([])
    expect(seen.filter((line) => line.endsWith(' 422'))).toHaveLength(6)
  })

  test('asking whether a push was signed', async () => {
    const { sandbox, provider, confirm, create, seen, faults } = aTrial()
    addWebhook(sandbox.machine, { id: 'SANDBOXWEBHOOK1', url: 'https://shop.example/hook' })
    await confirm((await create()).made, goodCard)
    const [delivery] = sandbox.machine.store.all('select body from deliveries')
    const headers = new Headers({
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-cert-url': 'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-sandbox',
      'paypal-transmission-id': 't-1-1',
      'paypal-transmission-time': '2026-03-02T09:00:00Z',
      'paypal-transmission-sig': 'not ours',
    })
    const push = { headers, body: String(delivery?.body), now: new Date('2026-03-02T09:00:00Z') }
    expect(await provider.readNotice(push)).toBeUndefined()
    expect(faults).toEqual([])
    expect(seen).toContain('POST /v1/notifications/verify-webhook-signature 200')
  })
})

describe.skipIf(!hasPayPalContract)('what keeps the PayPal contract is told from what does not', () => {
  test('the check can fail: misspelt and missing fields, wrong types, strange addresses and statuses', () => {
    const unit = { amount: { currency_code: 'EUR', value: '29.10' } }
    const order = { intent: 'AUTHORIZE', purchase_units: [unit] }
    const send = (request: unknown, status = 201, answer: unknown = undefined) =>
      payPalFaults({ method: 'POST', path: '/v2/checkout/orders', request, isForm: false, status, answer })
    expect(send(order)).toEqual([])
    expect(send({ ...order, intent: 'AUTHORISE' })).toEqual(['request.intent: "AUTHORISE" is not offered'])
    expect(send({ ...order, purchase_unit: [] })).toEqual(['request.purchase_unit: is not in the contract'])
    expect(send({ intent: 'AUTHORIZE' })).toEqual(['request: lacks purchase_units'])
    expect(send({ ...order, purchase_units: [{ amount: { currency_code: 'EUR', value: 29.1 } }] })).toContain(
      'request.purchase_units.0.amount.value: is no string: 29.1',
    )
    expect(send({ ...order, purchase_units: [{ amount: { currency_code: 'EURO', value: '29.10' } }] })).toContain(
      'request.purchase_units.0.amount.currency_code: longer than 3',
    )
    expect(send(order, 201, { id: 7 })).toContain('answer.id: is no string: 7')
    expect(send(order, 422, { name: 'UNPROCESSABLE_ENTITY', details: [{ issue: 'MADE_UP' }] })).not.toEqual([])
    expect(
      payPalFaults({
        method: 'GET',
        path: '/v2/checkout/nothing',
        request: undefined,
        isForm: false,
        status: 200,
        answer: {},
      }),
    ).toEqual(['GET /v2/checkout/nothing is not in the contract'])
  })
})

test.runIf(!hasPayPalContract)(
  'the PayPal contract is not beside this checkout: exchanges were NOT held against it',
  () => {
    expect(hasPayPalContract).toBe(false)
  },
)
