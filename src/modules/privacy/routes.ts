import { z } from '@hono/zod-openapi'
import type { CustomerId } from '#kernel/ids'
import {
  currentConsents,
  getCustomer,
  listAddresses,
  listCustomers,
  type PersonalData,
  personOf,
} from '#modules/customers'
import { idSchema, pageQuery, pageSchema, rawRoute, route, timeSchema } from '#platform/http'
import { erasePerson, readPerson, zipOf } from './person-data.ts'
import { erasuresOf } from './queries.ts'

const tags = ['customers']
const params = z.object({ customerId: idSchema<CustomerId>('Customer') })

const CustomerSummarySchema = z
  .object({
    id: z.string(),
    source: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string(),
    lang: z.string(),
    hasLogin: z.boolean().describe('May sign in; guests order without'),
    ordersCount: z.int(),
    spentMinor: z.int(),
    lastOrderAt: timeSchema.nullable(),
    createdAt: timeSchema,
  })
  .openapi('CustomerSummary')

const KeptSchema = z.object({ what: z.string(), count: z.int(), rule: z.string(), until: z.string().nullable() })

const CustomerSchema = CustomerSummarySchema.extend({
  addresses: z.array(z.object({ id: z.string(), address: z.record(z.string(), z.string()), phone: z.string() })),
  consents: z.array(
    z.object({ purpose: z.string(), isGiven: z.boolean(), wording: z.string(), source: z.string(), at: timeSchema }),
  ),
  erasures: z.array(z.object({ because: z.string(), at: timeSchema, actor: z.string(), kept: z.array(KeptSchema) })),
}).openapi('Customer')

const readCustomers = route({
  method: 'get',
  path: '/customers',
  permission: 'customers:read',
  summary: 'Customers, the newest first',
  tags,
  query: z.object({
    ...pageQuery,
    text: z.string().max(100).optional().describe('part of a name, an e-mail address or a telephone number'),
  }),
  answers: { 200: pageSchema(CustomerSummarySchema) },
  handle: (cx, { query }) => listCustomers(cx, query),
})

const readCustomer = route({
  method: 'get',
  path: '/customers/:customerId',
  permission: 'customers:read',
  summary: 'One customer with addresses, consents and their proof',
  tags,
  params,
  answers: { 200: CustomerSchema },
  refusals: ['customer.not-found'],
  handle: async (cx, { params: { customerId } }) => {
    const [customer, addresses, consents, erasures] = await Promise.all([
      getCustomer(cx, customerId),
      listAddresses(cx, customerId),
      currentConsents(cx, customerId),
      erasuresOf(cx, customerId),
    ])
    return { ...customer, addresses: addresses.map(withPlainAddress), consents, erasures }
  },
})

const withPlainAddress = <A extends { address: object }>(row: A) => ({
  ...row,
  address: Object.fromEntries(
    Object.entries(row.address).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  ),
})

/** Every module's part of a person is known to the composition only. */
export const createRoutes = (parts: readonly PersonalData[]) => [
  readCustomers,
  readCustomer,
  rawRoute({
    method: 'get',
    path: '/customers/:customerId/data.zip',
    permission: 'customers:export',
    summary: 'Everything we keep about a person, one JSON file a part',
    tags,
    params,
    produces: 'application/zip',
    refusals: ['customer.not-found'],
    handle: async (cx, { params: { customerId } }) => {
      await getCustomer(cx, customerId)
      const bytes = zipOf(await readPerson(cx, await personOf(cx, customerId), parts))
      return new Response(bytes, {
        headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="data.zip"' },
      })
    },
  }),
  route({
    method: 'post',
    path: '/customers/:customerId/erasure',
    permission: 'customers:erase',
    summary: 'Erase a person; what the law has us keep stays without them',
    tags,
    params,
    body: z.object({ because: z.string().trim().min(1).max(300) }),
    answers: { 200: z.object({ kept: z.array(KeptSchema) }) },
    refusals: ['customer.not-found', 'order.still-open'],
    handle: async (cx, { params: { customerId }, body: { because } }) => {
      await getCustomer(cx, customerId)
      const kept = await erasePerson(cx, { person: await personOf(cx, customerId), parts, because })
      return { kept: kept.map(({ until, ...row }) => ({ ...row, until: until?.toISOString() ?? null })) }
    },
  }),
]
