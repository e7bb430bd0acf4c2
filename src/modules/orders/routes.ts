import { z } from '@hono/zod-openapi'
import type { CustomerId, OrderId, VariantId } from '#kernel/ids'
import { withKeptPhone } from '#modules/customers'
import type { Cx } from '#platform/cx'
import { csvAnswer, idSchema, langSchema, pageQuery, pageSchema, rawRoute, route } from '#platform/http'
import { cancelOrder } from './cancel-order.ts'
import { cartRoutes } from './cart-routes.ts'
import { markOrderPaid, packOrder, sendOrder } from './move-order.ts'
import { noticeRoutes } from './notice-routes.ts'
import { ordersCsv } from './orders-csv.ts'
import { placeApiOrder } from './place-api-order.ts'
import { getOrder, listOrders } from './queries.ts'
import { AddressSchema, BuyerSchema, OrderSchema, OrderSummarySchema, PlacedSchema, StateSchema } from './schemas.ts'

const params = z.object({ orderId: idSchema<OrderId>('Order') })
const moveRefusals = ['order.not-found', 'order.move-not-allowed'] as const

const listFilters = {
  customerId: idSchema<CustomerId>('Customer').optional(),
  state: StateSchema.optional(),
  source: z.string().max(80).optional().describe('shop, api, channel (all marketplaces) or channel:<account id>'),
  text: z.string().max(100).optional().describe('part of a number, a name or an e-mail address'),
}

const readOrders = route({
  method: 'get',
  path: '/orders',
  permission: 'orders:read',
  summary: 'Orders, newest first',
  tags: ['orders'],
  query: z.object({ ...pageQuery, ...listFilters }),
  answers: { 200: pageSchema(OrderSummarySchema) },
  handle: (cx, { query: { customerId, ...query } }) =>
    listOrders(cx, { ...query, customerIds: customerId && [customerId] }),
})

const readOrdersCsv = rawRoute({
  method: 'get',
  path: '/orders.csv',
  permission: 'orders:read',
  summary: 'The same list as a file, every row of it',
  tags: ['orders'],
  query: z.object({ ...listFilters, delimiter: z.enum([',', ';']).default(',') }),
  produces: 'text/csv',
  handle: async (cx, { query: { delimiter, customerId, ...filter } }) =>
    csvAnswer(ordersCsv(cx, { ...filter, customerIds: customerId && [customerId] }, delimiter), 'orders.csv'),
})

const readOrder = route({
  method: 'get',
  path: '/orders/:orderId',
  permission: 'orders:read',
  summary: 'One order with lines, copies, payments, events and the moves that may be made',
  tags: ['orders'],
  params,
  answers: { 200: OrderSchema },
  refusals: ['order.not-found'],
  handle: (cx, { params: { orderId } }) => viewOrder(cx, orderId),
})

const createOrder = route({
  method: 'post',
  path: '/orders',
  permission: 'orders:write',
  summary: 'Place an order for a sale made elsewhere: all lines or none',
  description: 'The same Idempotency-Key gives the same order, for ever.',
  tags: ['orders'],
  keepsAnswers: false,
  body: z.object({
    lang: langSchema.default('fr'),
    buyer: BuyerSchema,
    address: AddressSchema,
    lines: z
      .array(
        z.object({
          variantId: idSchema<VariantId>('Variant'),
          quantity: z.int().min(1).max(1000),
          unitPriceMinor: z.int().min(0).optional(),
        }),
      )
      .min(1)
      .max(500),
    deliveryMethod: z.string().max(40).default('pickup'),
    deliveryMinor: z.int().min(0).default(0),
    isPaid: z.boolean().default(false),
  }),
  answers: { 201: PlacedSchema },
  refusals: ['stock.taken', 'order.variant-unknown', 'customer.phone-invalid'],
  handle: (cx, { body, request }) =>
    placeApiOrder(cx, {
      ...body,
      buyer: withKeptPhone(body.buyer, body.address.country),
      idempotencyKey: request.idempotencyKey,
    }),
})

const createPayment = route({
  method: 'post',
  path: '/orders/:orderId/payment',
  permission: 'orders:write',
  summary: 'The money has arrived',
  tags: ['orders'],
  params,
  answers: { 200: OrderSchema },
  refusals: [...moveRefusals, 'order.card-pending', 'order.paid-too-late'],
  handle: async (cx, { params: { orderId } }) => {
    await markOrderPaid(cx, { orderId })
    return viewOrder(cx, orderId)
  },
})

const createPacking = route({
  method: 'post',
  path: '/orders/:orderId/packing',
  permission: 'orders:write',
  summary: 'Everything is in the parcel',
  tags: ['orders'],
  params,
  answers: { 200: OrderSchema },
  refusals: [...moveRefusals, 'order.copy-missing'],
  handle: async (cx, { params: { orderId } }) => {
    await packOrder(cx, { orderId })
    return viewOrder(cx, orderId)
  },
})

const createSending = route({
  method: 'post',
  path: '/orders/:orderId/sending',
  permission: 'orders:write',
  summary: 'The parcel has left',
  tags: ['orders'],
  params,
  body: z.object({
    carrier: z
      .string()
      .trim()
      .max(40)
      .optional()
      .describe('lettre-suivie, colissimo, mondial-relay, chronopost … – marketplaces are told in their own words'),
    trackingNumber: z.string().trim().max(60).optional(),
  }),
  answers: { 200: OrderSchema },
  refusals: moveRefusals,
  handle: async (cx, { params: { orderId }, body }) => {
    await sendOrder(cx, { orderId, ...body })
    return viewOrder(cx, orderId)
  },
})

const createCancellation = route({
  method: 'post',
  path: '/orders/:orderId/cancellation',
  permission: 'orders:cancel',
  summary: 'Cancel an order that is not packed yet; its copies wait to be checked, the money goes back',
  tags: ['orders'],
  params,
  body: z.object({
    reason: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .describe('Free words; out-of-stock, buyer-asked and undeliverable become the reason codes of marketplaces'),
  }),
  answers: { 200: OrderSchema },
  refusals: moveRefusals,
  handle: async (cx, { params: { orderId }, body }) => {
    await cancelOrder(cx, { orderId, ...body })
    return viewOrder(cx, orderId)
  },
})

async function viewOrder(cx: Cx, orderId: OrderId) {
  const { lines, payments, events, moves, discounts, ...order } = await getOrder(cx, orderId)
  return {
    ...order,
    payments: [...payments],
    discounts: [...discounts],
    moves: [...moves],
    events: [...events],
    lines: lines.map((line) => ({
      ...line,
      units: line.units.map(({ id, code, placeCode, releasedAt }) => ({
        id,
        code,
        placeCode,
        isReleased: releasedAt !== null,
      })),
    })),
  }
}

export const routes = [
  ...cartRoutes,
  ...noticeRoutes,
  readOrders,
  readOrdersCsv,
  readOrder,
  createOrder,
  createPayment,
  createPacking,
  createSending,
  createCancellation,
]
