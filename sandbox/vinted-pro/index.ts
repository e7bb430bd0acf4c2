import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import type { Machine, Vendor } from '#sandbox/machine'
import { access } from './access.ts'
import { items } from './items.ts'
import { ontologies } from './ontology.ts'
import { moveOrder, orders } from './orders.ts'
import { pushHeaders } from './push.ts'
import { VintedRefusal } from './refusal.ts'
import { settle } from './settle.ts'
import { buy, vintedShelf } from './shelf.ts'
import { webhooks } from './webhooks.ts'

export const vintedPro: Vendor = {
  name: 'vinted-pro',
  settings: { workSeconds: 0, slots: 500, orderDelaySeconds: 0, duplicateOrders: 0 },
  schema: readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
  routes,
  shelf: vintedShelf,
  errorBody: (status, message) => ({ error: `HTTP_${status}`, message }),
  // Keys do not expire; the fault then answers 401 once.
  expireTokens: () => undefined,
  pushHeaders,
}

function routes(machine: Machine): Hono {
  const app = new Hono()
  // The stage manager's lever: READY_TO_BE_SHIPPED, SHIPPED, DELIVERED, LOST …
  app.post('/_orders/:id/:status', (c) => {
    const { id, status } = c.req.param()
    return c.body(null, moveOrder(machine, id, status) ? 204 : 404)
  })
  app.use('/api/*', access(machine))
  app.use('/dev/*', access(machine))
  app.use(async (_c, next) => {
    settle(machine)
    await next()
    // Work that needs no time is done before anybody can ask.
    settle(machine)
  })
  app.get('/api/v1/ontologies', (c) => c.json(ontologies))
  for (const part of [items, orders, webhooks]) app.route('/api/v1', part(machine))
  // The vendor's own sandbox sells like this.
  app.post('/dev/v1/triggers/item-sold/:id', (c) => {
    const purchase = buy(machine, c.req.param('id'))
    return purchase.kind === 'bought' ? c.json({}, 202) : c.json({ error: 'ITEM_NOT_FOR_SALE' }, 409)
  })

  app.all('*', (c) => c.json({ error: 'NOT_FOUND', message: 'There is nothing at this address.' }, 404))
  app.onError((error, c) => {
    if (error instanceof VintedRefusal) return c.json({ error: error.code, message: error.message }, error.status)
    throw error
  })
  return app
}
