import { z } from 'zod'
import { financialStatus, fulfillmentStatus, type Line, type Order } from './order-store.ts'
import { gateway, gid, money, numberOf } from './seller.ts'

const Page = z.object({ first: z.number().max(250).default(10), after: z.string().nullish() })
const RefundLines = z.object({
  refundLineItems: z.array(z.object({ lineItemId: z.string(), quantity: z.number() })).default([]),
})

export const orderName = ({ id }: Order): string => `#${id % 100_000}`
const transactionId = ({ id }: Order): string => gid('OrderTransaction', id)

export function orderView(order: Order) {
  const { buyer } = order
  return {
    __typename: 'Order',
    id: gid('Order', order.id),
    name: orderName(order),
    email: buyer.email,
    note: buyer.note === '' ? null : buyer.note,
    createdAt: order.created_at,
    updatedAt: order.updated_at,
    cancelledAt: order.cancelled_at,
    displayFinancialStatus: financialStatus(order),
    displayFulfillmentStatus: fulfillmentStatus(order),
    customer: { id: gid('Customer', customerNumber(buyer.username)), displayName: buyer.name },
    shippingAddress: {
      name: buyer.name,
      company: null,
      address1: buyer.street,
      address2: null,
      zip: buyer.postalCode,
      city: buyer.city,
      countryCodeV2: 'FR',
      phone: buyer.phone,
    },
    totalShippingPriceSet: money(order.shipping_minor),
    lineItems: (args: unknown) => linePage(order, Page.parse(args)),
    fulfillmentOrders: { nodes: [{ id: gid('FulfillmentOrder', order.id), status: parcelStatus(order) }] },
    suggestedRefund: (args: unknown) => suggestedRefund(order, RefundLines.parse(args)),
  }
}

const parcelStatus = ({ cancelled_at, fulfilled_at }: Order): string =>
  cancelled_at !== null ? 'CANCELLED' : fulfilled_at !== null ? 'CLOSED' : 'OPEN'

/** Stable per name, so that the same buyer is the same customer in every order. */
const customerNumber = (username: string): number =>
  [...username].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9_000_000, 7) + 1_000_000

function linePage({ lines }: Order, { first, after }: z.output<typeof Page>) {
  const rest = lines.filter(({ id }) => id > Number(after ?? 0))
  const nodes = rest.slice(0, first)
  return {
    nodes: nodes.map(lineView),
    pageInfo: { hasNextPage: rest.length > first, endCursor: nodes.length > 0 ? String(nodes.at(-1)?.id) : null },
  }
}

const lineView = (line: Line) => ({
  id: gid('LineItem', line.id),
  sku: line.sku,
  title: line.title,
  quantity: line.quantity,
  currentQuantity: line.quantity - line.refunded,
  refundableQuantity: line.quantity - line.refunded,
  originalUnitPriceSet: money(line.price_minor),
})

/** What the lines cost, by the way it was paid; nothing for what was never paid. */
function suggestedRefund(order: Order, { refundLineItems }: z.output<typeof RefundLines>) {
  if (order.is_paid === 0) return { suggestedTransactions: [] }
  const minor = refundLineItems.reduce((sum, { lineItemId, quantity }) => {
    const line = order.lines.find(({ id }) => id === numberOf('LineItem', lineItemId))
    return sum + (line?.price_minor ?? 0) * quantity
  }, 0)
  return {
    suggestedTransactions: [{ gateway, amountSet: money(minor), parentTransaction: { id: transactionId(order) } }],
  }
}

/** What a webhook carries: the older REST shape, cut to what identifies the order. */
export const webhookBody = (order: Order) => ({
  id: order.id,
  admin_graphql_api_id: gid('Order', order.id),
  name: orderName(order),
  created_at: order.created_at,
  updated_at: order.updated_at,
  cancelled_at: order.cancelled_at,
  financial_status: financialStatus(order).toLowerCase(),
  fulfillment_status: order.fulfilled_at === null ? null : 'fulfilled',
  line_items: order.lines.map(({ id, sku, title, quantity }) => ({ id, sku, title, quantity })),
})
