import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'
import { jsonBody, type OperationGate, pageOf } from './access.ts'
import {
  findOrder,
  findOrders,
  followLines,
  type Order,
  type OrderLine,
  setAccepted,
  setLineState,
  setTracking,
  Tracking,
} from './order-store.ts'
import { orderView } from './order-view.ts'
import { refuseMirakl } from './refusal.ts'
import { carriers, euros, reasons } from './seller.ts'

/** "Mirakl will subtract a time delta to ensure no orders are missed": repeats are the rule. */
const deltaMs = 60_000
const cancellable: readonly string[] = ['WAITING_DEBIT_PAYMENT', 'SHIPPING']

const DecisionBody = z.object({ order_lines: z.array(z.object({ id: z.string(), accepted: z.boolean() })) })
const CancelationsBody = z.object({
  cancelations: z
    .array(
      z.object({
        order_line_id: z.string(),
        amount: z.number(),
        shipping_amount: z.number(),
        quantity: z.number().int().min(0),
        reason_code: z.string(),
        currency_iso_code: z.string().optional(),
      }),
    )
    .min(1),
  order_tax_mode: z.string().optional(),
})
type Cancelation = z.output<typeof CancelationsBody>['cancelations'][number]

export function orders(machine: Machine, gate: OperationGate): Hono {
  const app = new Hono()

  app.get('/orders', (c) => c.json(orderPage(machine, c, gate)))

  app.put('/orders/cancel', async (c) => {
    const body = await jsonBody(c, CancelationsBody)
    return c.json(machine.store.inTransaction(() => cancelLines(machine, body.cancelations)))
  })
  app.put('/orders/:id/accept', async (c) => {
    const order = orderOf(machine, c)
    const { order_lines: decisions } = await jsonBody(c, DecisionBody)
    machine.store.inTransaction(() => decide(machine, order, decisions))
    return c.body(null, 204)
  })
  app.put('/orders/:id/tracking', async (c) => {
    const order = orderOf(machine, c)
    const tracking = await jsonBody(c, Tracking)
    refuseUnless(['SHIPPING', 'SHIPPED'].includes(order.state), order)
    checkCarrier(tracking)
    setTracking(machine, order.number, tracking)
    return c.body(null, 204)
  })
  app.put('/orders/:id/ship', (c) => {
    const order = orderOf(machine, c)
    refuseUnless(order.state === 'SHIPPING', order)
    machine.store.inTransaction(() => moveLines(machine, order, { from: ['SHIPPING'], to: 'SHIPPED' }))
    return c.body(null, 204)
  })
  app.put('/orders/:id/cancel', (c) => {
    const order = orderOf(machine, c)
    refuseUnless(cancellable.includes(order.state), order)
    machine.store.inTransaction(() => moveLines(machine, order, { from: cancellable, to: 'CANCELED' }))
    return c.body(null, 204)
  })
  return app
}

function orderPage(machine: Machine, c: Context, gate: OperationGate) {
  const { max, offset } = pageOf(c)
  const ids = c.req.query('order_ids') ?? ''
  // The limit is on polling; orders asked for by name and further pages belong to one look.
  if (ids === '' && offset === 0) gate('OR11')
  const since = c.req.query('start_update_date')
  const from = since === undefined ? 0 : Date.parse(since) - deltaMs
  if (Number.isNaN(from)) refuseMirakl(400, 'start_update_date: invalid date format')
  const found = findOrders(machine, {
    ids,
    states: c.req.query('order_state_codes') ?? '',
    updatedFrom: new Date(from).toISOString(),
    limit: max,
    offset,
  })
  const views = found.orders.map((order) => orderView(machine, order))
  // The fault "duplicate orders": each order comes twice, as with pages that overlap while new orders arrive.
  const shown = readSetting(machine, 'mirakl.duplicateOrders') === 1 ? views.flatMap((view) => [view, view]) : views
  return { orders: shown, total_count: found.total }
}

function orderOf(machine: Machine, c: Context): Order {
  const id = c.req.param('id') ?? ''
  return findOrder(machine, id) ?? refuseMirakl(404, `Order with identifier ${id} not found`, 'ORDER_NOT_FOUND')
}

function refuseUnless(isAllowed: boolean, { id, state }: Order): void {
  if (!isAllowed) refuseMirakl(400, `Order ${id} is in state ${state}`, 'ORDER_INVALID_STATE')
}

function decide(machine: Machine, order: Order, decisions: readonly { id: string; accepted: boolean }[]): void {
  refuseUnless(order.state === 'WAITING_ACCEPTANCE', order)
  const ids = decisions.map(({ id }) => id)
  if (new Set(ids).size < ids.length) refuseMirakl(400, 'Duplicate order lines', 'ORDER_LINE_DUPLICATE_ID')
  const stranger = ids.find((id) => !order.lines.some((line) => line.id === id))
  if (stranger !== undefined) refuseMirakl(400, `Order line ${stranger} not found`, 'ORDER_LINE_NOT_FOUND')
  const missing = order.lines.find((line) => !ids.includes(line.id))
  if (missing) refuseMirakl(400, `Order line ${missing.id} is not decided`, 'ORDER_LINE_ACCEPTANCE_DECISION_MISSING')
  const accepted = decisions.filter((decision) => decision.accepted)
  const isPart = accepted.length > 0 && accepted.length < decisions.length
  if (isPart && readSetting(machine, 'mirakl.partialAcceptance') === 0)
    refuseMirakl(400, 'Partial acceptance is disabled for this shop', 'ORDER_PARTIAL_ACCEPTANCE_DISABLED')
  for (const { id, accepted: isAccepted } of decisions)
    setLineState(machine, id, isAccepted ? 'WAITING_DEBIT_PAYMENT' : 'REFUSED')
  setAccepted(machine, order.number)
  followLines(machine, order.number)
}

function moveLines(machine: Machine, order: Order, move: { from: readonly string[]; to: OrderLine['state'] }): void {
  for (const line of order.lines.filter(({ state }) => move.from.includes(state)))
    setLineState(machine, line.id, move.to)
  followLines(machine, order.number)
}

function checkCarrier({ carrier_code: code, carrier_name: name, tracking_number: number }: Tracking): void {
  if (!code && !name) refuseMirakl(400, 'carrier_name: may not be empty', 'VALIDATION_ERROR')
  if (!code) return
  const carrier = carriers.find((candidate) => candidate.code === code)
  if (!carrier) refuseMirakl(400, `Carrier ${code} not found`, 'VALIDATION_ERROR')
  if (carrier?.tracking_url && !number) refuseMirakl(400, 'tracking_number: may not be empty', 'VALIDATION_ERROR')
}

function cancelLines(machine: Machine, cancelations: readonly Cancelation[]) {
  const created = cancelations.map((cancelation) => {
    const { order, line } = lineOf(machine, cancelation.order_line_id)
    refuseUnless(cancellable.includes(line.state), order)
    checkCancelation(cancelation, line)
    setLineState(machine, line.id, 'CANCELED', cancelation.reason_code)
    followLines(machine, order.number)
    return { ...cancelation, cancelation_id: `${line.id}-C` }
  })
  return { cancelations: created, order_tax_mode: 'TAX_INCLUDED' }
}

function lineOf(machine: Machine, id: string): { order: Order; line: OrderLine } {
  const order = findOrder(machine, id.slice(0, id.lastIndexOf('-')))
  const line = order?.lines.find((candidate) => candidate.id === id)
  if (!order || !line) return refuseMirakl(404, `Order line ${id} not found`, 'ORDER_LINE_NOT_FOUND')
  return { order, line }
}

/** Only whole lines are cancelled here; amounts above the line's are refused, as at the vendor's. */
function checkCancelation(cancelation: Cancelation, line: OrderLine): void {
  const reason = reasons.find(({ code, type }) => code === cancelation.reason_code && type === 'CANCELATION')
  if (!reason?.is_shop_right)
    refuseMirakl(400, `reason_code: ${cancelation.reason_code} is not valid`, 'VALIDATION_ERROR')
  const isTooMuch =
    cancelation.amount > euros(line.price_minor * line.quantity) ||
    cancelation.shipping_amount > euros(line.shipping_minor) ||
    cancelation.quantity > line.quantity
  if (isTooMuch) refuseMirakl(400, 'amount: exceeds the order line', 'VALIDATION_ERROR')
}
