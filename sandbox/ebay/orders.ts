import { Hono } from 'hono'
import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'
import { type EbayContext, type EbayEnv, jsonBody, queryNumber } from './access.ts'
import { readBody, refuseEbay } from './errors.ts'
import { priceMinor } from './offer-rules.ts'
import { readOrderFilter } from './order-filter.ts'
import {
  addFulfillment,
  addRefund,
  type Fulfillment,
  findOrder,
  findOrders,
  fulfillmentsOf,
  type Order,
  totalMinor,
} from './order-store.ts'
import { lineItemId, orderView } from './order-view.ts'

const domain = 'API_FULFILLMENT'
const limitDefault = 50
const limitMax = 200
const orderIdsMax = 50

const ShippingBody = z.object({
  lineItems: z.array(z.object({ lineItemId: z.string(), quantity: z.number().int().min(1).optional() })).optional(),
  shippedDate: z.string().optional(),
  shippingCarrierCode: z.string().optional(),
  trackingNumber: z.string().optional(),
})
const RefundAmount = z.object({ value: z.string().optional(), currency: z.string().optional() })
const RefundBody = z.object({
  reasonForRefund: z.string().optional(),
  comment: z.string().optional(),
  orderLevelRefundAmount: RefundAmount.optional(),
  refundItems: z
    .array(z.object({ lineItemId: z.string().optional(), refundAmount: RefundAmount.optional() }))
    .optional(),
})

export function orders(machine: Machine): Hono<EbayEnv> {
  const app = new Hono<EbayEnv>()

  app.get('/order', (c) => c.json(orderPage(machine, c)))
  app.get('/order/:orderId', (c) => c.json(orderView(machine, orderOf(machine, c), c.get('base'))))

  app.get('/order/:orderId/shipping_fulfillment', (c) => {
    const order = orderOf(machine, c)
    const found = fulfillmentsOf(machine, order.number).map((fulfillment) => fulfillmentView(order, fulfillment))
    return c.json({ fulfillments: found, total: found.length, warnings: [] })
  })

  app.get('/order/:orderId/shipping_fulfillment/:id', (c) => {
    const order = orderOf(machine, c)
    const found = fulfillmentsOf(machine, order.number).find(({ id }) => id === c.req.param('id'))
    return c.json(
      fulfillmentView(order, found ?? refuseEbay(404, domain, [32000, 'Shipping fulfillment was not found'])),
    )
  })

  app.post('/order/:orderId/shipping_fulfillment', async (c) => {
    const order = orderOf(machine, c)
    const fulfillment = readShipping(machine, order, readBody(ShippingBody, await jsonBody(c)))
    addFulfillment(machine, order, fulfillment)
    c.header(
      'Location',
      `${c.get('base')}/sell/fulfillment/v1/order/${order.id}/shipping_fulfillment/${fulfillment.id}`,
    )
    return c.json({}, 201)
  })

  app.post('/order/:orderId/issue_refund', async (c) => {
    const order =
      findOrder(machine, c.req.param('orderId')) ?? refuseEbay(404, domain, [34913, 'Can not find the order.'])
    const minor = readRefund(order, readBody(RefundBody, await jsonBody(c)))
    return c.json({ refundId: addRefund(machine, { order, minor }), refundStatus: 'PENDING' })
  })
  return app
}

function orderOf(machine: Machine, c: EbayContext): Order {
  const id = c.req.param('orderId') ?? ''
  const isId = /^\d{2}-\d{5}-\d{5}$/.test(id)
  if (!isId) refuseEbay(400, domain, [32100, `Invalid order ID: ${id}`])
  return findOrder(machine, id) ?? refuseEbay(404, domain, [32100, `Invalid order ID: ${id}`])
}

function orderPage(machine: Machine, c: EbayContext) {
  refuseRawBrackets(c)
  const limit = queryNumber(c.req.query('limit'), limitDefault)
  if (limit === undefined || limit < 1 || limit > limitMax)
    return refuseEbay(400, domain, [31100, `Invalid limit: ${c.req.query('limit')}`])
  const offset = queryNumber(c.req.query('offset'), 0)
  if (offset === undefined) return refuseEbay(400, domain, [31000, `Invalid offset: ${c.req.query('offset')}`])
  const { orders: found, total } = wantedOrders(machine, c, { limit, offset })
  const views = found.map((order) => orderView(machine, order, c.get('base')))
  // The fault "duplicate orders": each order comes twice, as with pages that overlap while new orders arrive.
  const shown = readSetting(machine, 'ebay.duplicateOrders') === 1 ? views.flatMap((view) => [view, view]) : views
  return {
    href: pageHref(c, limit, offset),
    total,
    limit,
    offset,
    ...(offset + limit < total ? { next: pageHref(c, limit, offset + limit) } : {}),
    ...(offset > 0 ? { prev: pageHref(c, limit, Math.max(0, offset - limit)) } : {}),
    orders: shown,
  }
}

/** The gateway refuses a query whose brackets, braces and bars are not percent-encoded. */
function refuseRawBrackets(c: EbayContext): void {
  const [, query = ''] = c.req.url.split('?', 2)
  if (/[[\]{}|]/.test(query))
    refuseEbay(400, domain, [30800, 'Invalid filter value: [ ] { | } must be percent-encoded'])
}

function wantedOrders(
  machine: Machine,
  c: EbayContext,
  page: { limit: number; offset: number },
): { orders: Order[]; total: number } {
  const ids = c.req.query('orderIds')?.split(',')
  if (!ids) return findOrders(machine, readOrderFilter(c.req.query('filter'), machine.now()), page)
  if (ids.length > orderIdsMax)
    refuseEbay(400, domain, [30900, `Exceeded maximum number of order IDs (the current limit is ${orderIdsMax})`])
  const found = ids.flatMap((id) => findOrder(machine, id) ?? [])
  return { orders: found.slice(page.offset, page.offset + page.limit), total: found.length }
}

function pageHref(c: EbayContext, limit: number, offset: number): string {
  const url = new URL(c.req.url)
  url.searchParams.set('limit', String(limit))
  url.searchParams.set('offset', String(offset))
  return url.toString()
}

/** Not idempotent, as at the vendor's: a second call makes a second parcel unless everything is already shipped. */
function readShipping(machine: Machine, order: Order, body: z.output<typeof ShippingBody>): Fulfillment {
  const { lineItems = [{ lineItemId: lineItemId(order) }], shippedDate, shippingCarrierCode, trackingNumber } = body
  const [line] = lineItems
  if (lineItems.length > 1) refuseEbay(400, domain, [32210, 'Duplicate line item in the request'])
  if (line?.lineItemId !== lineItemId(order))
    return refuseEbay(400, domain, [32200, `Invalid line item id: ${line?.lineItemId}`])
  if (Boolean(trackingNumber) !== Boolean(shippingCarrierCode) || !/^[A-Za-z0-9]*$/.test(trackingNumber ?? '')) {
    refuseEbay(400, domain, [32300, 'Invalid shipment tracking number or carrier'])
  }
  if (shippedDate !== undefined && Number.isNaN(Date.parse(shippedDate)))
    refuseEbay(400, domain, [32500, 'Invalid shipped date'])
  const left = order.quantity - order.shipped
  const quantity = line.quantity ?? left
  if (quantity < 1 || quantity > left) refuseEbay(400, domain, [32600, 'Invalid input data'])
  return {
    id: trackingNumber || String(900_000_000 + order.number * 100 + fulfillmentsOf(machine, order.number).length),
    quantity,
    carrier: shippingCarrierCode ?? null,
    tracking: trackingNumber ?? null,
    shipped_at: new Date(shippedDate ?? machine.now()).toISOString(),
  }
}

const fulfillmentView = (order: Order, { id, quantity, carrier, tracking, shipped_at }: Fulfillment) => ({
  fulfillmentId: id,
  lineItems: [{ lineItemId: lineItemId(order), quantity }],
  shippedDate: shipped_at,
  ...(carrier === null ? {} : { shippingCarrierCode: carrier }),
  ...(tracking === null ? {} : { shipmentTrackingNumber: tracking }),
})

function readRefund(order: Order, body: z.output<typeof RefundBody>): number {
  if (!body.reasonForRefund) refuseEbay(400, domain, [34903, 'The refund reason must be specified.'])
  if ((body.comment?.length ?? 0) > 1000)
    refuseEbay(400, domain, [
      34921,
      "The comment exceeds the length limit, please make sure it doesn't exceed 1000 characters.",
    ])
  const item = body.refundItems?.[0]
  if (item && item.lineItemId !== lineItemId(order))
    refuseEbay(400, domain, [34914, "Can't find the item in the order."])
  const amount = body.orderLevelRefundAmount ?? item?.refundAmount
  if (!amount)
    return refuseEbay(400, domain, [34905, 'Either orderLevelRefundAmount or refundItems must be specified.'])
  if (amount.currency !== 'EUR') refuseEbay(400, domain, [34909, "The amount currency isn't correct."])
  const minor =
    priceMinor(amount.value) ??
    refuseEbay(400, domain, [34907, 'The amount value must be positive and within two decimals.'])
  const left = totalMinor(order) - order.refunded_minor
  if (left === 0) refuseEbay(400, domain, [34917, 'This order was already refunded.'])
  return minor > left ? refuseEbay(400, domain, [34915, 'The refund amount exceeds order amount.']) : minor
}
