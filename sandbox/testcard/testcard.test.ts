import { expect, test } from 'vitest'
import { useTrial } from '#sandbox/trial'

const trial = useTrial()
let keys = 0

const send = (path: string, json: unknown, key = `key-${++keys}`) =>
  trial.call({
    path: `/testcard/v1${path}`,
    method: 'POST',
    json,
    headers: { Authorization: 'Bearer sandbox-testcard-key', 'Idempotency-Key': key },
  })
const read = (path: string) =>
  trial.call({ path: `/testcard/v1${path}`, headers: { Authorization: 'Bearer sandbox-testcard-key' } })
const aPayment = (number = '4242424242424242', changes = {}) => ({
  payment_id: 'payment-1',
  amount: 1250,
  currency: 'EUR',
  reference: 'E-1001',
  card: { number, exp_month: 12, exp_year: 2030, cvc: '123' },
  ...changes,
})

test('an authorization is captured, then refunded in parts', async () => {
  const { body: fresh, status } = await send('/authorizations', aPayment())
  expect([status, fresh]).toMatchObject([
    201,
    { status: 'authorized', decline_code: null, last4: '4242', amount: 1250 },
  ])
  expect(fresh).not.toHaveProperty('card')
  expect((await send(`/authorizations/${fresh.id}/capture`, {})).body).toMatchObject({
    status: 'captured',
    captured_amount: 1250,
  })
  expect((await send(`/authorizations/${fresh.id}/refund`, { amount: 250 })).body.status).toBe('partially_refunded')
  expect((await send(`/authorizations/${fresh.id}/refund`, { amount: 1250 })).status).toBe(422)
  expect((await send(`/authorizations/${fresh.id}/refund`, {})).body).toMatchObject({
    status: 'refunded',
    refunded_amount: 1250,
  })
})

test.each([
  ['4000000000000002', 'card_declined'],
  ['4000 0000 0000 9995', 'insufficient_funds'],
  ['4000000000000069', 'expired_card'],
])('card %s is declined with %s', async (number, code) => {
  expect(await send('/authorizations', aPayment(number))).toMatchObject({
    status: 201,
    body: { status: 'declined', decline_code: code },
  })
})

test('a card past its month is declined, a number that is no test number is refused', async () => {
  const past = aPayment('4242424242424242', {
    card: { number: '4242424242424242', exp_month: 2, exp_year: 2026, cvc: '123' },
  })
  expect((await send('/authorizations', past)).body.decline_code).toBe('expired_card')
  const real = await send('/authorizations', aPayment('5555555555554444', { payment_id: 'payment-2' }))
  expect(real).toMatchObject({ status: 402, body: { error: { code: 'test_numbers_only' } } })
  expect((await read('/authorizations?payment_id=payment-2')).body.data).toEqual([])
})

test('repeating a key or a payment id changes nothing', async () => {
  const first = await send('/authorizations', aPayment(), 'same')
  expect((await send('/authorizations', aPayment(), 'same')).text).toBe(first.text)
  expect((await send('/authorizations', aPayment())).body.id).toBe(first.body.id)
  expect((await send('/authorizations', aPayment('4242424242424242', { amount: 1 }), 'same')).status).toBe(409)
  expect((await send('/authorizations', aPayment('4242424242424242', { amount: 1 }))).status).toBe(409)
  expect((await read('/authorizations?payment_id=payment-1')).body.data).toHaveLength(1)
})

test('moves are idempotent, contradicting moves are refused', async () => {
  const { id } = (await send('/authorizations', aPayment())).body
  const move = (name: string) => send(`/authorizations/${id}/${name}`, {})
  expect((await move('refund')).status).toBe(409)
  expect((await move('capture')).status).toBe(200)
  expect((await move('capture')).status).toBe(200)
  expect(await move('cancel')).toMatchObject({ status: 409, body: { error: { code: 'illegal_move' } } })
  expect((await move('refund')).status).toBe(200)
  expect((await move('refund')).status).toBe(200)
  expect((await read(`/authorizations/${id}`)).body.refunded_amount).toBe(1250)
})

test('a cancelled authorization cannot be captured', async () => {
  const { id } = (await send('/authorizations', aPayment())).body
  expect((await send(`/authorizations/${id}/cancel`, {})).body.status).toBe('canceled')
  expect((await send(`/authorizations/${id}/capture`, {})).status).toBe(409)
})

test('key, idempotency key and body are required', async () => {
  expect((await trial.call({ path: '/testcard/v1/authorizations?payment_id=x' })).status).toBe(401)
  expect((await send('/authorizations', aPayment(), '')).status).toBe(400)
  expect((await send('/authorizations', { amount: -1 })).status).toBe(422)
  expect((await read('/authorizations/auth_0000000099')).status).toBe(404)
})
