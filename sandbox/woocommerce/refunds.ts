import { Hono } from 'hono'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { jsonBody, type WooEnv } from './access.ts'
import { moveOrder, restock } from './order-life.ts'
import { insertRefund, type Order, refundedMinor, refundsOf, replaceOrder, totalMinor } from './order-store.ts'
import { refundView } from './order-view.ts'
import { getOrder } from './orders.ts'
import { readBody } from './product-rules.ts'
import { refuseWoo } from './refusal.ts'
import { gateways } from './seller.ts'
import { announceOrder } from './webhooks.ts'

const RefundBody = z.object({
  amount: z
    .string()
    .regex(/^\d+(\.\d{1,2})?$/, 'is not of type string, or no amount.')
    .optional(),
  reason: z.string().default(''),
  line_items: z
    .array(z.object({ id: z.number(), quantity: z.number().int().min(1).default(1), refund_total: z.number() }))
    .default([]),
  api_refund: z.boolean().default(true),
  /** The vendor's trap: restocks unless told not to. */
  api_restock: z.boolean().default(true),
})
type RefundBody = z.output<typeof RefundBody>

export function refunds(machine: Machine): Hono<WooEnv> {
  const app = new Hono<WooEnv>()

  app.get('/orders/:id{\\d+}/refunds', (c) => {
    const order = getOrder(machine, c)
    const href = `${c.get('base')}/wp-json/wc/v3/orders/${order.id}/refunds`
    return c.json(refundsOf(machine, order.id).map((refund) => refundView(order, refund, href)))
  })

  app.post('/orders/:id{\\d+}/refunds', async (c) => {
    const order = getOrder(machine, c)
    const body = readBody(RefundBody, await jsonBody(c))
    machine.store.inTransaction(() => refundOrder(machine, order, body))
    announceOrder(machine, order.id, 'updated')
    const [made] = refundsOf(machine, order.id)
    const href = `${c.get('base')}/wp-json/wc/v3/orders/${order.id}/refunds`
    return c.json(made && refundView(order, made, href), 201)
  })
  return app
}

/** Failures of this call are all answered with 500, as WooCommerce does. */
const refuseRefund = (words: string): never => refuseWoo(500, ['woocommerce_rest_cannot_create_order_refund', words])

function refundOrder(machine: Machine, order: Order, body: RefundBody): void {
  const lines = body.line_items.map(({ id, quantity, refund_total }) => ({
    line_id: id,
    quantity,
    total_minor: Math.round(refund_total * 100),
  }))
  const amount_minor =
    body.amount === undefined
      ? lines.reduce((sum, line) => sum + line.total_minor, 0)
      : Math.round(Number(body.amount) * 100)
  const left = totalMinor(order) - refundedMinor(machine, order.id)
  if (amount_minor <= 0 || amount_minor > left) refuseRefund('Invalid refund amount.')
  const gateway = gateways.find(({ id }) => id === order.document.gateway)
  if (body.api_refund && !gateway?.supports.includes('refunds')) {
    refuseRefund('The payment gateway for this order does not support automatic refunds.')
  }
  insertRefund(machine, order.id, { reason: body.reason, amount_minor, isPaidBack: body.api_refund, lines })
  const restocked = body.api_restock ? restockLines(machine, order, lines) : order
  if (amount_minor === left) moveOrder(machine, restocked, 'refunded')
  else replaceOrder(machine, restocked)
}

function restockLines(
  machine: Machine,
  order: Order,
  refunded: readonly { line_id: number; quantity: number }[],
): Order {
  const lines = order.document.lines.map((line) => {
    const back = Math.min(line.reduced, refunded.find(({ line_id }) => line_id === line.id)?.quantity ?? 0)
    if (back > 0) restock(machine, order.id, line, back)
    return { ...line, reduced: line.reduced - back }
  })
  return { ...order, document: { ...order.document, lines } }
}
