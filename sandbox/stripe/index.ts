import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import type { Machine, Vendor } from '#sandbox/machine'
import { browserParts } from './browser.ts'
import { pushHeaders } from './events.ts'
import { intents } from './intents.ts'
import { errorBody, StripeRefusal } from './refusal.ts'

export { addEndpoint } from './events.ts'

/** Stripe as its public API is written, for PaymentIntents with manual capture, refunds, events and the script of the page. */
export const stripe: Vendor = {
  name: 'stripe',
  settings: {},
  schema: readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
  routes,
  errorBody: (status, message) => errorBody({ type: status === 429 ? 'rate_limit_error' : 'api_error', message }),
  // Secret keys do not expire; the fault answers 401 once.
  expireTokens: () => undefined,
  pushHeaders,
}

function routes(machine: Machine): Hono {
  const app = new Hono()
  app.route('/', browserParts(machine))
  app.route('/v1', intents(machine))
  app.all('*', (c) =>
    c.json(
      errorBody({
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${c.req.method}: ${c.req.path}).`,
      }),
      404,
    ),
  )
  app.onError((error, c) => {
    if (error instanceof StripeRefusal) return c.json(errorBody(error.error), error.status)
    throw error
  })
  return app
}
