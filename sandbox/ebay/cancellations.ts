import { Hono } from 'hono'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { type EbayEnv, jsonBody } from './access.ts'
import { readBody, refuseEbay } from './errors.ts'
import { addRefund, findOrder, type Order, requestCancellation, setCancellation, totalMinor } from './order-store.ts'
import { cancelRequestId } from './order-view.ts'

const domain = 'POST_ORDER'
const reasons = [
  'OUT_OF_STOCK_OR_CANNOT_FULFILL',
  'ADDRESS_ISSUES',
  'BUYER_ASKED_CANCEL',
  'BUYER_CANCEL_OR_ADDRESS_ISSUE',
  'ORDER_UNPAID',
  'OTHER_SELLER_CANCEL_REASON',
]

const OrderBody = z.looseObject({ legacyOrderId: z.string() })
const CancellationBody = z.looseObject({ legacyOrderId: z.string(), cancelReason: z.string() })

/**
 * The Post-Order API's cancellation by the seller, minimal: a paid order that has not left is cancelled and refunded at
 * once. The quantity does not come back by itself.
 */
export function cancellations(machine: Machine): Hono<EbayEnv> {
  const app = new Hono<EbayEnv>()

  app.post('/cancellation/check_eligibility', async (c) => {
    const order = orderOf(machine, readBody(OrderBody, await jsonBody(c)).legacyOrderId)
    const eligible = isCancellable(order)
    return c.json({ legacyOrderId: order.id, eligible, eligibilityStatus: eligible ? 'ELIGIBLE' : 'INELIGIBLE' })
  })

  app.post('/cancellation', async (c) => {
    const { legacyOrderId, cancelReason } = readBody(CancellationBody, await jsonBody(c))
    const order = orderOf(machine, legacyOrderId)
    if (!reasons.includes(cancelReason)) refuseEbay(400, domain, [1606, `Invalid cancelReason: ${cancelReason}`])
    if (!isCancellable(order) || order.requested_at !== null)
      refuseEbay(400, domain, [1616, 'The order is not eligible for cancellation.'])
    return c.json({ cancelId: String(cancel(machine, order, cancelReason)) })
  })

  app.post('/cancellation/:id/approve', (c) => {
    const order = findRequested(machine, c.req.param('id'))
    if (!order) return refuseEbay(404, domain, [1605, 'The cancellation was not found.'])
    if (!isCancellable(order)) refuseEbay(400, domain, [1616, 'The order is not eligible for cancellation.'])
    cancel(machine, order, 'BUYER_ASKED_CANCEL')
    return c.json({})
  })

  app.get('/cancellation/search', (c) => {
    const rows = machine.store.all('select id from ebay_cancellations order by id desc limit 200')
    const found = rows.map(({ id }) => cancellationView(machine, Number(id)))
    return c.json({ cancellations: found, total: found.length, paginationInput: { offset: 0, limit: 200 } })
  })

  app.get('/cancellation/:id', (c) => c.json({ cancelDetail: cancellationView(machine, Number(c.req.param('id'))) }))
  return app
}

function orderOf(machine: Machine, id: string): Order {
  return findOrder(machine, id) ?? refuseEbay(404, domain, [1604, 'The order was not found.'])
}

/** The stage manager's lever: the buyer would rather not. */
export function askToCancel(machine: Machine, orderId: string): boolean {
  const order = findOrder(machine, orderId)
  if (order) requestCancellation(machine, order)
  return order !== undefined
}

function findRequested(machine: Machine, id: string): Order | undefined {
  const rows = machine.store.all(
    'select o.id from ebay_cancellation_requests r join ebay_orders o on o.number = r.order_number',
  )
  return rows.flatMap((row) => findOrder(machine, String(row.id)) ?? []).find((order) => cancelRequestId(order) === id)
}

const isCancellable = ({ cancellation, shipped }: Order): boolean => cancellation === null && shipped === 0

function cancel(machine: Machine, order: Order, reason: string): number {
  const { store, now } = machine
  return store.inTransaction(() => {
    const id = store.run(
      'insert into ebay_cancellations (id, order_number, reason, created_at) values ((select coalesce(max(id) + 1, 5000000001) from ebay_cancellations), ?, ?, ?)',
      ...[order.number, reason, now().toISOString()],
    ).lastId
    setCancellation(machine, order, { id, reason })
    const left = totalMinor(order) - order.refunded_minor
    if (left > 0) addRefund(machine, { order, minor: left })
    return id
  })
}

function cancellationView({ store }: Machine, id: number) {
  const row = store.get(
    'select c.reason, c.created_at, o.id as order_id from ebay_cancellations c join ebay_orders o on o.number = c.order_number where c.id = ?',
    id,
  )
  if (!row) return refuseEbay(404, domain, [1605, 'The cancellation was not found.'])
  return {
    cancelId: String(id),
    legacyOrderId: String(row.order_id),
    cancelReason: String(row.reason),
    cancelState: 'CLOSED',
    cancelStatus: 'CANCEL_CLOSED_WITH_REFUND',
    requestorType: 'SELLER',
    cancelRequestDate: { value: String(row.created_at) },
  }
}
