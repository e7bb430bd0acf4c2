import { type Context, Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import { addEndpoint } from './events.ts'
import type { FormValue } from './form.ts'
import { answerOnce, type Form } from './idempotency.ts'
import { clientSecret, getIntent, type Intent, insertIntent, listRefunds } from './intent-store.ts'
import { cancel, capture, confirm, refund } from './moves.ts'
import { refuseStripe } from './refusal.ts'
import { intentView, refundView } from './view.ts'

const secretKey = 'sk_test_sandbox'
const publishableKey = 'pk_test_sandbox'

const textOf = (value: FormValue | undefined): string => (typeof value === 'string' ? value : '')
const originOf = (c: Context): string => new URL(c.req.url).origin
const bearer = (c: Context): string => (c.req.header('authorization') ?? '').replace(/^Bearer /i, '')

/** The part of the API that takes money: with the shop's secret key, but for what a browser does with the intent's own secret. */
export function intents(machine: Machine): Hono {
  const app = new Hono()
  app.post('/payment_intents/:id/confirm', (c) =>
    answerOnce(machine, c, (form) => {
      const intent = getIntent(machine, c.req.param('id'))
      refuseStranger(c, form, intent)
      return intentView(confirm(machine, intent, form, originOf(c)), originOf(c))
    }),
  )
  app.get('/payment_intents/:id', (c) => {
    const intent = getIntent(machine, c.req.param('id'))
    if (bearer(c) !== secretKey && c.req.query('client_secret') !== clientSecret(intent)) refuseKey()
    const expand = [...new URL(c.req.url).searchParams].flatMap(([name, value]) =>
      name.startsWith('expand') ? value : [],
    )
    return c.json(intentView(intent, originOf(c), expand))
  })
  app.use('*', async (c, next) => {
    if (bearer(c) !== secretKey) refuseKey()
    await next()
  })
  app.post('/payment_intents', (c) => answerOnce(machine, c, (form) => intentView(create(machine, form), originOf(c))))
  app.post('/payment_intents/:id/capture', (c) =>
    answerOnce(machine, c, () =>
      intentView(capture(machine, getIntent(machine, c.req.param('id')), originOf(c)), originOf(c)),
    ),
  )
  app.post('/payment_intents/:id/cancel', (c) =>
    answerOnce(machine, c, () =>
      intentView(cancel(machine, getIntent(machine, c.req.param('id')), originOf(c)), originOf(c)),
    ),
  )
  app.post('/refunds', (c) =>
    answerOnce(machine, c, (form) => {
      const intent = getIntent(machine, textOf(form.payment_intent))
      return refundView(refund(machine, intent, form), intent)
    }),
  )
  app.get('/refunds', (c) => {
    const intent = getIntent(machine, c.req.query('payment_intent') ?? '')
    const data = listRefunds(machine, intent).map((made) => refundView(made, intent))
    return c.json({ object: 'list', data, has_more: false, url: '/v1/refunds' })
  })
  app.post('/webhook_endpoints', (c) =>
    answerOnce(machine, c, (form) => {
      const secret = `whsec_${Math.floor(machine.random() * 2 ** 48).toString(36)}`
      const number = addEndpoint(machine, { url: textOf(form.url), secret })
      return {
        id: `we_1Sandbox${number}`,
        object: 'webhook_endpoint',
        url: textOf(form.url),
        secret,
        status: 'enabled',
        livemode: false,
      }
    }),
  )
  return app
}

const refuseKey = (): never => refuseStripe(401, 'api_key_invalid', 'Invalid API Key provided.')

function refuseStranger(c: Context, form: Form, intent: Intent): void {
  const isBrowser =
    (textOf(form.key) || bearer(c)) === publishableKey && textOf(form.client_secret) === clientSecret(intent)
  if (bearer(c) !== secretKey && !isBrowser) refuseKey()
}

const metadataMax = 50

function create(machine: Machine, form: Form): Intent {
  const amount = Number(textOf(form.amount))
  const currency = textOf(form.currency).toLowerCase()
  if (!Number.isInteger(amount) || amount < 50 || amount > 99_999_999)
    refuseStripe(400, 'amount_too_small', 'Amount must be at least €0.50 eur')
  if (!/^[a-z]{3}$/.test(currency)) refuseStripe(400, 'parameter_missing', 'Missing required param: currency.')
  const captureMethod = textOf(form.capture_method) || 'automatic_async'
  const descriptor = textOf(form.statement_descriptor_suffix)
  if (descriptor.length > 22)
    refuseStripe(400, 'parameter_invalid', 'The statement descriptor suffix must be at most 22 characters.')
  const metadata = form.metadata ?? {}
  if (typeof metadata !== 'object' || Object.keys(metadata).length > metadataMax)
    refuseStripe(400, 'parameter_invalid', 'Invalid metadata')
  return insertIntent(machine, {
    amount,
    currency,
    capture_method: captureMethod,
    description: textOf(form.description),
    metadata: JSON.stringify(metadata),
    descriptor,
  })
}
