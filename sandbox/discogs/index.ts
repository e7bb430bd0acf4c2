import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Machine, Vendor } from '#sandbox/machine'
import { access, type DiscogsEnv, requireSeller } from './access.ts'
import { jobs } from './jobs.ts'
import { listings } from './listings.ts'
import { messages } from './messages.ts'
import { orders } from './orders.ts'
import { prices } from './prices.ts'
import { DiscogsRefusal } from './refusal.ts'
import { seller, userRef } from './seller.ts'
import { settleJobs } from './settle-jobs.ts'
import { discogsShelf } from './shelf.ts'

export { learnReleases, Release } from './release-store.ts'

export const discogs: Vendor = {
  name: 'discogs',
  settings: { requestsPerMinute: 60, jobSeconds: 2, orderDelaySeconds: 0, duplicateOrders: 0 },
  schema: readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
  routes,
  shelf: discogsShelf,
  errorBody: (_status, message) => ({ message }),
  // A personal token does not expire at the vendor; the fault then answers 401 once.
  expireTokens: () => undefined,
}

function routes(machine: Machine): Hono {
  const app = new Hono<DiscogsEnv>()
  app.use(access(machine))
  app.use(async (_c, next) => {
    settleJobs(machine)
    await next()
  })
  app.get('/oauth/identity', (c) => {
    requireSeller(c)
    return c.json({ ...userRef(c.get('base'), seller.username, seller.id), consumer_name: 'Étal' })
  })
  for (const part of [listings, orders, messages, jobs, prices]) app.route('/', part(machine))

  app.all('*', (c) => c.json({ message: 'The requested resource was not found.' }, 404))
  app.onError((error, c) => {
    if (error instanceof DiscogsRefusal) return c.json({ message: error.message }, error.status)
    if (error instanceof HTTPException) return c.json({ message: error.message }, error.status)
    throw error
  })
  return new Hono().route('/', app)
}
