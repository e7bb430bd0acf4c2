import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import type { Machine, Vendor } from '#sandbox/machine'
import { anyToken, type EbayEnv, inventoryHeaders, requireMarketplace, userToken } from './access.ts'
import { analytics } from './analytics.ts'
import { askToCancel, cancellations } from './cancellations.ts'
import { EbayRefusal } from './errors.ts'
import { items } from './items.ts'
import { locations } from './locations.ts'
import { media } from './media.ts'
import { giveAlertEmail } from './notification-store.ts'
import { notifications } from './notifications.ts'
import { oauth } from './oauth.ts'
import { offers } from './offers.ts'
import { orders } from './orders.ts'
import { giveFirstPolicies, policies } from './policies.ts'
import { pushHeaders } from './push.ts'
import { quantities } from './quantities.ts'
import { ebayShelf } from './shelf.ts'
import { metadata, taxonomy } from './taxonomy.ts'
import { expireTokens } from './token-store.ts'

export const ebay: Vendor = {
  name: 'ebay',
  settings: { orderDelaySeconds: 0, duplicateOrders: 0, outOfStockControl: 1, revisionsPerDay: 250 },
  schema: readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
  routes,
  shelf: ebayShelf,
  prepare: (machine) => {
    giveFirstPolicies(machine)
    giveAlertEmail(machine)
  },
  errorBody: (status, message) => {
    if (status === 401) return { errors: [{ errorId: 1001, domain: 'OAuth', category: 'REQUEST', message }] }
    const errorId = status === 429 ? 2001 : 25001
    return {
      errors: [{ errorId, domain: status === 429 ? 'ACCESS' : 'API_INVENTORY', category: 'APPLICATION', message }],
    }
  },
  expireTokens,
  pushHeaders,
}

function routes(machine: Machine): Hono {
  const app = new Hono<EbayEnv>()
  app.route('/', oauth(machine))

  app.use('/sell/*', userToken(machine, 'sell'))
  app.use('/sell/inventory/v1/*', inventoryHeaders)
  for (const part of [items, offers, quantities, locations]) app.route('/sell/inventory/v1', part(machine))
  app.route('/sell/fulfillment/v1', orders(machine))
  app.route('/sell/account/v1', policies(machine))
  app.route('/sell/metadata/v1', metadata())
  app.route('/sell/analytics/v1', analytics(machine))

  app.use('/commerce/taxonomy/v1/*', anyToken(machine))
  app.route('/commerce/taxonomy/v1', taxonomy())
  app.use('/commerce/media/v1_beta/*', userToken(machine, 'sell'))
  app.route('/commerce/media/v1_beta', media(machine))

  app.route('/commerce/notification/v1', notifications(machine))

  // The stage manager's lever, before any token is asked for.
  app.post('/_buyer_cancellation/:orderId', (c) =>
    c.body(null, askToCancel(machine, c.req.param('orderId')) ? 204 : 404),
  )
  app.use('/post-order/v2/*', userToken(machine, 'post-order'))
  app.use('/post-order/v2/*', async (c, next) => {
    requireMarketplace(c)
    await next()
  })
  app.route('/post-order/v2', cancellations(machine))

  const missing = { errorId: 2002, domain: 'ACCESS', category: 'REQUEST', message: 'Resource not found' }
  app.all('*', (c) => c.json({ errors: [missing] }, 404))
  app.onError((error, c) => {
    if (error instanceof EbayRefusal) return c.json({ errors: error.errors }, error.status)
    throw error
  })
  return new Hono().route('/', app)
}
