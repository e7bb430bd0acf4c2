import { readFileSync } from 'node:fs'
import { buildSchema, GraphQLError, graphql, parse } from 'graphql'
import { Hono } from 'hono'
import { z } from 'zod'
import { type Machine, readSetting, type Vendor } from '#sandbox/machine'
import { actualCost, costOf, createBucket, singleQueryMax } from './cost.ts'
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
  const bucket = createBucket(machine, () => ({
    maximum: readSetting(machine, 'shopify.bucketPoints'),
    rate: readSetting(machine, 'shopify.restorePointsPerSecond'),
  }))
  app.route('/_staged', uploads(machine))

  app.post('/admin/api/:version/graphql.json', async (c) => {
    if (c.req.header('x-shopify-access-token') !== shop.token) return c.json({ errors: wrongToken }, 401)
    const body = Body.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success) return c.json({ errors: 'Required parameter missing or invalid' }, 400)
    const { query: source, variables: variableValues } = body.data
    const document = parsed(source)
    if (document instanceof GraphQLError) return c.json({ errors: [document.toJSON()] })
    const requestedQueryCost = costOf(schema, document, variableValues)
    if (requestedQueryCost > singleQueryMax) return c.json({ errors: [tooExpensive(requestedQueryCost)] })
    const costs = (actualQueryCost: number | null) => ({
      cost: { requestedQueryCost, actualQueryCost, throttleStatus: bucket.status() },
    })
    if (!bucket.pay(requestedQueryCost)) return c.json({ errors: [throttled], extensions: costs(null) })
    const rootValue = resolvers(machine, new URL(c.req.url).origin)
    const { data = null, errors } = await graphql({ schema, source, rootValue, variableValues })
    const actual = Math.min(requestedQueryCost, actualCost(data, /^\s*mutation/.test(source)))
    bucket.giveBack(requestedQueryCost - actual)
    return c.json({ data, ...(errors ? { errors } : {}), extensions: costs(actual) })
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
