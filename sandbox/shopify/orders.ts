import type { GraphQLResolveInfo } from 'graphql'
import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'
import { once } from './inventory.ts'
import { addRefund, findOrder, type Order, ordersAfter, setCancelled, setFulfilled, totalMinor } from './order-store.ts'
import { orderView } from './order-view.ts'
import { minorOf, numberOf } from './seller.ts'
import { pushOrder } from './webhooks.ts'

const OrdersArgs = z.object({
  first: z.number().max(250).default(10),
  after: z.string().nullish(),
  query: z.string().default(''),
  sortKey: z.string().default('PROCESSED_AT'),
})
const RefundArgs = z.object({
  input: z.object({
    orderId: z.string(),
    refundLineItems: z
      .array(z.object({ lineItemId: z.string(), quantity: z.number(), restockType: z.string().optional() }))
      .default([]),
    transactions: z.array(z.object({ amount: z.string(), parentId: z.string().optional() })).default([]),
  }),
})
const ShipArgs = z.object({
  fulfillment: z.object({
    lineItemsByFulfillmentOrder: z.array(z.object({ fulfillmentOrderId: z.string() })),
    trackingInfo: z
      .object({ company: z.string().optional(), number: z.string().optional(), url: z.string().optional() })
      .default({}),
  }),
})
type Fault = { field: string[] | null; message: string; code?: string }

export const orderQueries = (machine: Machine) => ({
  order: ({ id }: { id: string }) => {
    const found = findOrder(machine, numberOf('Order', id))
    return found ? orderView(found) : null
  },
  orders: (args: unknown) => orderPage(machine, OrdersArgs.parse(args)),
})

function orderPage(machine: Machine, { first, after, query, sortKey }: z.output<typeof OrdersArgs>) {
  if (sortKey !== 'UPDATED_AT') throw new Error('This stand-in sorts orders by UPDATED_AT only')
  const from = /^updated_at:>=?'([^']+)'$/.exec(query)?.[1]
  if (from === undefined || Number.isNaN(Date.parse(from))) throw new Error(`Invalid search query: ${query}`)
  const last = after ? findOrder(machine, Number(after)) : undefined
  const found = ordersAfter(machine, { updatedFrom: new Date(from).toISOString(), after: last, limit: first + 1 })
  const page = found.slice(0, first)
  const views = page.map(orderView)
  // The fault "duplicate orders": each order comes twice, as with pages that overlap while orders change.
  const isDoubled = readSetting(machine, 'shopify.duplicateOrders') === 1
  return {
    nodes: isDoubled ? views.flatMap((view) => [view, view]) : views,
    pageInfo: { hasNextPage: found.length > first, endCursor: page.length > 0 ? String(page.at(-1)?.id) : null },
  }
}

export const orderMutations = (machine: Machine) => ({
  orderCancel: (args: { orderId: string; reason: string; restock: boolean }) => {
    const order = findOrder(machine, numberOf('Order', args.orderId))
    const fault = cancelFault(order)
    if (fault || !order) return { orderCancelUserErrors: [fault] }
    setCancelled(machine, order, args.reason)
    pushChange(machine, order.id, ['ORDERS_CANCELLED', 'ORDERS_UPDATED'])
    return { orderCancelUserErrors: [] }
  },
  refundCreate: (args: unknown, _context: unknown, info: GraphQLResolveInfo) =>
    once(machine, { args, info }, () => refund(machine, RefundArgs.parse(args).input)),
  fulfillmentCreate: (args: unknown) => ship(machine, ShipArgs.parse(args).fulfillment),
})

const fault = (field: string[], message: string, code?: string): Fault => ({
  field,
  message,
  ...(code ? { code } : {}),
})

function cancelFault(order: Order | undefined): Fault | undefined {
  if (!order) return fault(['orderId'], 'Order does not exist', 'NOT_FOUND')
  if (order.cancelled_at !== null) return fault(['orderId'], 'Order has already been cancelled', 'INVALID')
  return order.fulfilled_at === null ? undefined : fault(['orderId'], 'Cannot cancel a fulfilled order', 'INVALID')
}

function refund(machine: Machine, input: z.output<typeof RefundArgs>['input']): { userErrors: Fault[] } {
  const order = findOrder(machine, numberOf('Order', input.orderId))
  if (!order) return { userErrors: [fault(['orderId'], 'Order does not exist')] }
  if (input.refundLineItems.some(({ restockType }) => restockType !== 'NO_RESTOCK'))
    return { userErrors: [fault(['refundLineItems'], 'This stand-in never restocks')] }
  const lines = input.refundLineItems.map(({ lineItemId, quantity }) => ({
    id: numberOf('LineItem', lineItemId),
    quantity,
  }))
  const strange = lines.find(({ id, quantity }) => {
    const line = order.lines.find((candidate) => candidate.id === id)
    return !line || quantity > line.quantity - line.refunded
  })
  if (strange)
    return { userErrors: [fault(['refundLineItems'], 'Quantity cannot refund more items than were purchased')] }
  const minor = input.transactions.reduce((sum, { amount }) => sum + minorOf(amount), 0)
  if (minor > totalMinor(order) - order.refunded_minor)
    return { userErrors: [fault(['transactions'], 'Refund amount exceeds what was paid')] }
  addRefund(machine, order, { lines, minor })
  pushChange(machine, order.id, ['ORDERS_UPDATED'])
  return { userErrors: [] }
}

function ship(machine: Machine, fulfillment: z.output<typeof ShipArgs>['fulfillment']): { userErrors: Fault[] } {
  const [first] = fulfillment.lineItemsByFulfillmentOrder
  const order = findOrder(machine, numberOf('FulfillmentOrder', first?.fulfillmentOrderId ?? ''))
  if (!order) return { userErrors: [fault(['fulfillment'], 'Fulfillment order does not exist.')] }
  if (order.fulfilled_at !== null || order.cancelled_at !== null)
    return { userErrors: [fault(['fulfillment'], 'Fulfillment order has an unfulfillable status= closed.')] }
  setFulfilled(machine, order, fulfillment.trackingInfo)
  pushChange(machine, order.id, ['ORDERS_UPDATED'])
  return { userErrors: [] }
}

export function pushChange(machine: Machine, id: number, topics: readonly string[]): void {
  const order = findOrder(machine, id)
  if (order) pushOrder(machine, order, topics)
}
