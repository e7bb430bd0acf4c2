import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import type { Machine, Vendor } from '#sandbox/machine'
import { hostLimit, restKey, type WooEnv } from './access.ts'
import { orders } from './orders.ts'
import { products } from './products.ts'
import { refunds } from './refunds.ts'
import { WooRefusal } from './refusal.ts'
import { seller } from './seller.ts'
import { woocommerceShelf } from './shelf.ts'
import { site } from './site.ts'
import { webhooks } from './webhook-routes.ts'
import { countDelivery, pushHeaders } from './webhooks.ts'

export { buyTogether } from './shelf.ts'

export const woocommerce: Vendor = {
  name: 'woocommerce',
  settings: { requestsPerMinute: 240, orderDelaySeconds: 0, duplicateOrders: 0, payment: 0 },
  schema: readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
  routes,
  shelf: woocommerceShelf,
  errorBody: (status, message) => ({ code: 'internal_server_error', message, data: { status } }),
  // A REST key does not expire at the vendor; the fault then answers 401 once.
  expireTokens: () => undefined,
  pushHeaders,
  pushRetriesMs: [],
  afterPush: countDelivery,
}

function routes(machine: Machine): Hono {
  const app = new Hono<WooEnv>()
  app.use(hostLimit(machine))
  app.get('/wp-json/', (c) => c.json(root(c.get('base'))))
  app.use('/wp-json/wc/v3/*', restKey)
  for (const part of [site, products, orders, refunds, webhooks]) app.route('/wp-json/wc/v3', part(machine))

  const missing = 'No route was found matching the URL and request method.'
  app.all('*', (c) => c.json({ code: 'rest_no_route', message: missing, data: { status: 404 } }, 404))
  app.onError((error, c) => {
    if (error instanceof WooRefusal) return c.json(error.body, error.status)
    throw error
  })
  return new Hono().route('/', app)
}

/** Anybody may read this; it says whether WooCommerce is there at all. */
const root = (base: string) => ({
  name: seller.name,
  description: '',
  url: base,
  home: base,
  gmt_offset: 1,
  timezone_string: seller.timeZone,
  namespaces: ['oembed/1.0', 'wp/v2', 'wc/v3'],
  authentication: [],
  routes: {},
})
