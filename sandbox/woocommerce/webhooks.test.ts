import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { deliverDue } from '#sandbox/deliveries'
import { woocommerce } from '#sandbox/woocommerce'
import { useWooTrial } from './trial.ts'

const trial = useWooTrial()
const ours = { name: 'x', topic: 'order.created', delivery_url: 'https://etal.example/hook', secret: 'whisper' }

/** Delivers what waits; answers what arrived. */
async function arrivals(status = 200) {
  const found: { headers: Headers; body: string }[] = []
  await deliverDue(trial.sandbox.machine, [woocommerce], async (request) => {
    found.push({ headers: request.headers, body: await request.text() })
    return { status }
  })
  return found
}

test('a new webhook is pinged with a form, then carries orders as the API shows them, signed', async () => {
  expect((await trial.post('/webhooks', ours)).status).toBe(201)
  const [ping] = await arrivals()
  expect([ping?.body, ping?.headers.get('content-type')]).toEqual(['webhook_id=1', 'application/x-www-form-urlencoded'])
  const bought = await trial.buy(await trial.list())
  const [push] = await arrivals()
  expect(JSON.parse(push?.body ?? '')).toMatchObject({ id: Number(bought), status: 'processing' })
  expect(push?.headers.get('x-wc-webhook-topic')).toBe('order.created')
  const signature = createHmac('sha256', 'whisper')
    .update(push?.body ?? '')
    .digest('base64')
  expect(push?.headers.get('x-wc-webhook-signature')).toBe(signature)
})

test('a failed delivery is not repeated, and more than five in a row switch the webhook off until it is edited', async () => {
  const { id } = (await trial.post('/webhooks', ours)).body
  await arrivals()
  const product = await trial.list({ stock_quantity: 9 })
  const status = async () => (await trial.send('/webhooks')).body[0].status
  for (let failure = 1; failure <= 6; failure += 1) {
    await trial.buy(product)
    expect(await arrivals(500)).toHaveLength(1)
    expect(await status()).toBe(failure <= 5 ? 'active' : 'disabled')
  }
  trial.advance(600_000)
  await trial.buy(product)
  expect(await arrivals()).toEqual([])
  await trial.put(`/webhooks/${id}`, { status: 'active' })
  await trial.buy(product)
  expect(await arrivals()).toHaveLength(1)
})

test('a webhook needs a topic that exists and an address on the web', async () => {
  const refused = await trial.post('/webhooks', { ...ours, topic: 'order.sold' })
  expect(refused.body.code).toBe('woocommerce_rest_shop_webhook_invalid_topic')
  const { id } = (await trial.post('/webhooks', ours)).body
  expect((await trial.send(`/webhooks/${id}`, { method: 'DELETE' })).status).toBe(501)
  expect((await trial.send(`/webhooks/${id}?force=true`, { method: 'DELETE' })).status).toBe(200)
})
