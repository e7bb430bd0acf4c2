import { readFileSync } from 'node:fs'
import { buildSchema, GraphQLError, graphql, parse } from 'graphql'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Machine, Vendor } from '#sandbox/machine'
import { costOf, createBucket, singleQueryMax } from './cost.ts'
import { resolvers } from './resolvers.ts'
import { shop } from './seller.ts'
import { shopifyShelf } from './shelf.ts'
import { uploads } from './uploads.ts'
import { pushHeaders } from './webhooks.ts'

export { addForeignProducts, deleteProduct } from './product-store.ts'
export { buyOnShopify } from './shelf.ts'

export const shopify: Vendor = {
  name: 'shopify',
  settings: {
    orderDelaySeconds: 0,
    duplicateOrders: 0,
    pendingPayments: 0,
    bucketPoints: 2000,
    restorePointsPerSecond: 100,
  },
  schema: readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
  routes,
  shelf: shopifyShelf,
  errorBody: (_status, message) => ({ errors: message }),
  // A token of a custom app does not expire at the vendor; the fault then answers 401 once.
  expireTokens: () => undefined,
  pushHeaders,
}

const schema = buildSchema(readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'))
const Body = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) })

const wrongToken = '[API] Invalid API key or access token (unrecognized login or wrong password)'

function routes(machine: Machine): Hono {
  const app = new Hono()
  const pay = createBucket(machine)
  app.route('/_staged', uploads(machine))

  app.post('/admin/api/:version/graphql.json', async (c) => {
    if (c.req.header('x-shopify-access-token') !== shop.token) return c.json({ errors: wrongToken }, 401)
    const body = Body.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return c.json({ errors: 'Required parameter missing or invalid' }, 400)
    const { query, variables } = body.data
    const document = parsed(query)
    if (document instanceof GraphQLError) return c.json({ errors: [document.toJSON()] })
    const requested = costOf(schema, document, variables)
    if (requested > singleQueryMax) return c.json({ errors: [tooExpensive(requested)] })
    const { isPaid, cost } = pay(requested)
    if (!isPaid) return c.json({ errors: [throttled], extensions: { cost } })
    const rootValue = resolvers(machine, new URL(c.req.url).origin)
    const { data, errors } = await graphql({ schema, source: query, rootValue, variableValues: variables })
    return c.json({ data: data ?? null, ...(errors ? { errors } : {}), extensions: { cost } })
  })

  app.all('*', (c) => c.json({ errors: 'Not Found' }, 404))
  return app
}

const throttled = {
  message: 'Throttled',
  extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
}
const tooExpensive = (cost: number) => ({
  message: `Query cost is ${cost}, which exceeds the single query max cost limit (${singleQueryMax}).`,
  extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: singleQueryMax },
})

function parsed(query: string) {
  try {
    return parse(query)
  } catch (error) {
    return error instanceof GraphQLError ? error : new GraphQLError(String(error))
  }
}
