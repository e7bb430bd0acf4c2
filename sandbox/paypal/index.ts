import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import type { Machine, Vendor } from '#sandbox/machine'
import { buyerPage } from './buyer-page.ts'
import { pushHeaders, signatureOf } from './events.ts'
import { orders } from './orders.ts'
import { errorBody, PayPalRefusal, refusePayPal } from './refusal.ts'

export { addWebhook } from './events.ts'

const clientId = 'sandbox-client'
const clientSecret = 'sandbox-secret'

/** PayPal as its Orders v2, Payments v2 and Webhooks v1 contracts are written, for orders that are authorised first. */
export const paypal: Vendor = {
  name: 'paypal',
  settings: {},
  schema: readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
  routes,
  errorBody: (status) => errorBody(status === 429 ? 'RATE_LIMIT_REACHED' : 'INTERNAL_SERVER_ERROR'),
  expireTokens: ({ store }) => void store.run('delete from paypal_tokens'),
  pushHeaders,
}

function routes(machine: Machine): Hono {
  const app = new Hono()
  app.route('/', buyerPage(machine))
  app.post('/v1/oauth2/token', (c) => {
    const wanted = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    if (c.req.header('authorization') !== wanted)
      return c.json({ error: 'invalid_client', error_description: 'Client Authentication failed' }, 401)
    const token = `A21SBX${Math.floor(machine.random() * 2 ** 48).toString(36)}`
    machine.store.run('insert or ignore into paypal_tokens (token) values (?)', token)
    return c.json({ access_token: token, token_type: 'Bearer', expires_in: 32_400, scope: '', app_id: 'APP-SANDBOX' })
  })
  app.use('*', async (c, next) => {
    refuseStranger(machine, c)
    await next()
  })
  app.post('/v1/notifications/verify-webhook-signature', async (c) => c.json(verdictOn(await c.req.text())))
  app.route('/', orders(machine))
  app.all('*', (c) => c.json(errorBody('RESOURCE_NOT_FOUND'), 404))
  app.onError((error, c) => {
    if (error instanceof PayPalRefusal) return c.json(errorBody(error.problem, error.issue), error.status)
    throw error
  })
  return app
}

function refuseStranger({ store }: Machine, c: Context): void {
  const token = (c.req.header('authorization') ?? '').replace(/^Bearer /, '')
  if (!store.get('select token from paypal_tokens where token = ?', token)) refusePayPal(401, 'AUTHENTICATION_FAILURE')
}

const mark = ',"webhook_event":'

/** The event must come back byte for byte. */
function verdictOn(text: string) {
  const at = text.indexOf(mark)
  if (at < 0) return refusePayPal(400, 'VALIDATION_ERROR')
  const facts: Record<string, string> = JSON.parse(`${text.slice(0, at)}}`)
  const wanted = signatureOf({
    id: facts.transmission_id ?? '',
    time: facts.transmission_time ?? '',
    webhookId: facts.webhook_id ?? '',
    body: text.slice(at + mark.length, -1),
  })
  return { verification_status: facts.transmission_sig === wanted ? 'SUCCESS' : 'FAILURE' }
}
