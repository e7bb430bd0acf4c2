import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Machine, Vendor } from '#sandbox/machine'
import { createGate, shopKey } from './access.ts'
import { account } from './account.ts'
import { imports } from './imports.ts'
import { offers } from './offers.ts'
import { orders } from './orders.ts'
import { MiraklRefusal } from './refusal.ts'
import { miraklShelf } from './shelf.ts'

export { teachCatalogue } from './catalogue.ts'
export { addForeignOffers } from './offer-store.ts'
export { buyOnMirakl } from './shelf.ts'

export const mirakl: Vendor = {
  name: 'mirakl',
  settings: { importSeconds: 10, debitSeconds: 0, orderDelaySeconds: 0, duplicateOrders: 0, partialAcceptance: 1 },
  schema: readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
  routes,
  shelf: miraklShelf,
  errorBody: (status, message) => ({ status, message }),
  // A shop's key does not expire at the vendor; the fault then answers 401 once.
  expireTokens: () => undefined,
}

function routes(machine: Machine): Hono {
  const app = new Hono()
  const gate = createGate(machine)
  app.use('/api/*', shopKey)
  for (const part of [imports(machine, gate), offers(machine), orders(machine, gate), account()])
    app.route('/api', part)

  app.all('*', (c) => c.json({ status: 404, message: 'Not Found' }, 404))
  app.onError((error, c) => {
    if (error instanceof MiraklRefusal) {
      const { status, message, code, retryAfterSeconds } = error
      if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds))
      return c.json({ status, message, ...(code === undefined ? {} : { error_code: code }) }, status)
    }
    if (error instanceof HTTPException) return c.json({ status: error.status, message: error.message }, error.status)
    throw error
  })
  return app
}
