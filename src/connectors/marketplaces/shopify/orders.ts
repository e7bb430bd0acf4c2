import { z } from 'zod'
import type { OrdersCursor, RemoteAddress, RemoteOrder } from '#modules/channels'
import type { ShopifyClient } from './client.ts'
import { minorOf } from './products.ts'

const moneyFields = 'shopMoney { amount }'
const lineFields = `fragment LineFields on LineItem {
  id sku title quantity currentQuantity originalUnitPriceSet { ${moneyFields} }
}`
const orderFields = `fragment OrderFields on Order {
  id name email note createdAt updatedAt cancelledAt displayFinancialStatus displayFulfillmentStatus
  customer { id displayName }
  shippingAddress { name company address1 address2 zip city countryCodeV2 phone }
  totalShippingPriceSet { ${moneyFields} }
  lineItems(first: 10) { nodes { ...LineFields } pageInfo { hasNextPage endCursor } }
}
${lineFields}`

const money = z.object({ shopMoney: z.object({ amount: z.string() }) })
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })
const line = z.object({
  id: z.string(),
  sku: z.string().nullable(),
  title: z.string(),
  quantity: z.number(),
  currentQuantity: z.number(),
  originalUnitPriceSet: money,
})
type Line = z.output<typeof line>
const lines = z.object({ nodes: z.array(line), pageInfo })
const address = z.object({
  name: z.string().nullable(),
  company: z.string().nullable(),
  address1: z.string().nullable(),
  address2: z.string().nullable(),
  zip: z.string().nullable(),
  city: z.string().nullable(),
  countryCodeV2: z.string().nullable(),
  phone: z.string().nullable(),
})
const order = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  note: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  cancelledAt: z.string().nullable(),
  displayFinancialStatus: z.string().nullable(),
  displayFulfillmentStatus: z.string(),
  customer: z.object({ id: z.string(), displayName: z.string() }).nullable(),
  shippingAddress: address.nullable(),
  totalShippingPriceSet: money,
  lineItems: lines,
})
type ShopifyOrder = z.output<typeof order>

/** Ten orders of ten lines stay well below the thousand points that one document may cost. */
export const ordersDocument = `query orders($query: String!, $after: String) {
  orders(first: 10, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes { ...OrderFields }
    pageInfo { hasNextPage endCursor }
  }
}
${orderFields}`

const page = z.object({ orders: z.object({ nodes: z.array(order), pageInfo }) })
const pagesMax = 100
const overlapMs = 120_000

/** The net below the pushes: every order touched since the cursor, page by page, oldest change first. */
export async function ordersSince(client: ShopifyClient, { since }: OrdersCursor) {
  const from = new Date(Date.parse(since) - overlapMs).toISOString()
  const found: ShopifyOrder[] = []
  let after: string | null = null
  for (let number = 0; number < pagesMax; number += 1) {
    const variables: { query: string; after: string | null } = { query: `updated_at:>='${from}'`, after }
    const { orders } = await client.ask(page, ordersDocument, variables)
    for (const candidate of orders.nodes) found.push(await complete(client, candidate))
    after = orders.pageInfo.endCursor
    if (!orders.pageInfo.hasNextPage || after === null) break
  }
  const unique = new Map(found.map((candidate) => [candidate.id, candidate]))
  const oldestFirst = [...unique.values()].toSorted((a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt))
  const last = oldestFirst.at(-1)
  return {
    orders: oldestFirst.map(toRemoteOrder),
    next: { since: last ? new Date(last.updatedAt).toISOString() : since },
  }
}

export const orderDocument = `query order($id: ID!) { order(id: $id) { ...OrderFields } }
${orderFields}`

const one = z.object({ order: order.nullable() })

export async function findOrder(client: ShopifyClient, id: string): Promise<RemoteOrder | undefined> {
  const { order: found } = await client.ask(one, orderDocument, { id })
  return found ? toRemoteOrder(await complete(client, found)) : undefined
}

export const linesDocument = `query lines($id: ID!, $after: String) {
  order(id: $id) { lineItems(first: 100, after: $after) { nodes { ...LineFields } pageInfo { hasNextPage endCursor } } }
}
${lineFields}`

const moreLines = z.object({ order: z.object({ lineItems: lines }).nullable() })
const linePagesMax = 10

/** An order of more lines than a page has its other lines fetched. */
async function complete(client: ShopifyClient, from: ShopifyOrder): Promise<ShopifyOrder> {
  const nodes = [...from.lineItems.nodes]
  let next = from.lineItems.pageInfo
  for (let number = 0; next.hasNextPage && number < linePagesMax; number += 1) {
    const answer = await client.ask(moreLines, linesDocument, { id: from.id, after: next.endCursor })
    if (!answer.order) break
    nodes.push(...answer.order.lineItems.nodes)
    next = answer.order.lineItems.pageInfo
  }
  return { ...from, lineItems: { nodes, pageInfo: next } }
}

function toRemoteOrder(from: ShopifyOrder): RemoteOrder {
  return {
    externalId: from.id,
    state: stateOf(from),
    remoteState: [from.displayFinancialStatus, from.displayFulfillmentStatus, from.cancelledAt ? 'CANCELLED' : '']
      .filter(Boolean)
      .join(' '),
    isAwaitingDecision: false,
    placedAt: new Date(from.createdAt),
    buyer: {
      externalId: from.customer?.id ?? from.email ?? from.id,
      name: from.customer?.displayName ?? from.shippingAddress?.name ?? from.name,
      email: from.email ?? undefined,
    },
    address: addressOf(from.shippingAddress),
    lines: soldLines(from).map(({ id, sku, title, quantity, currentQuantity, originalUnitPriceSet }) => ({
      externalId: id,
      remoteId: undefined,
      sku: sku || undefined,
      title,
      quantity: currentQuantity > 0 ? currentQuantity : quantity,
      unitPriceMinor: minorOf(originalUnitPriceSet.shopMoney.amount),
    })),
    deliveryMinor: minorOf(from.totalShippingPriceSet.shopMoney.amount),
    note: from.note ?? '',
  }
}

/** Lines removed or refunded before we heard of the order are not ours to serve, unless nothing else is left. */
function soldLines({ lineItems: { nodes } }: ShopifyOrder): readonly Line[] {
  const alive = nodes.filter(({ currentQuantity }) => currentQuantity > 0)
  return alive.length > 0 ? alive : nodes
}

const paidStatuses = ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED']

/** Shopify takes a copy off sale when the order is placed, paid or not. */
function stateOf(from: ShopifyOrder): RemoteOrder['state'] {
  if (from.cancelledAt !== null) return 'cancelled'
  if (from.displayFulfillmentStatus === 'FULFILLED') return 'sent'
  return paidStatuses.includes(from.displayFinancialStatus ?? '') ? 'paid' : 'placed'
}

const addressOf = (from: z.output<typeof address> | null): RemoteAddress => ({
  name: [from?.name, from?.company].filter(Boolean).join(', '),
  line1: from?.address1 ?? '',
  line2: from?.address2 ?? '',
  postalCode: from?.zip ?? '',
  city: from?.city ?? '',
  country: from?.countryCodeV2 ?? '',
  phone: from?.phone ?? '',
  isGuessed: false,
})
