import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { answerOnce } from './answer-once.ts'
import { tell } from './events.ts'
import {
  getOrder,
  insertOrder,
  insertRefund,
  type Order,
  orderOfAuthorization,
  orderOfCapture,
  saveOrder,
} from './order-store.ts'
import { refuseIssue, refusePayPal } from './refusal.ts'
import { authorizationView, captureView, money, orderView } from './view.ts'

const Amount = z.object({ currency_code: z.string().regex(/^[A-Z]{3}$/), value: z.string().regex(/^\d{1,7}\.\d{2}$/) })
const NewOrderBody = z.object({
  intent: z.literal('AUTHORIZE'),
  purchase_units: z
    .array(
      z.object({
        custom_id: z.string().max(255).default(''),
        description: z.string().max(127).default(''),
        soft_descriptor: z.string().max(22).optional(),
        amount: Amount,
      }),
    )
    .length(1),
  payment_source: z.object({
    paypal: z.object({ experience_context: z.object({ return_url: z.url(), cancel_url: z.url() }) }),
  }),
})
const PartBody = z.object({ amount: Amount.optional() })

const minorOf = ({ value }: z.output<typeof Amount>): number => Math.round(Number(value) * 100)
const originOf = (c: Context): string => new URL(c.req.url).origin

export function orders(machine: Machine): Hono {
  const app = new Hono()
  app.post('/v2/checkout/orders', (c) =>
    answerOnce(machine, c, (body) => ({ status: 200, answer: orderView(create(machine, body), originOf(c)) })),
  )
  app.get('/v2/checkout/orders/:id', (c) => c.json(orderView(getOrder(machine, c.req.param('id')), originOf(c))))
  app.post('/v2/checkout/orders/:id/authorize', (c) =>
    answerOnce(machine, c, () => ({
      status: 201,
      answer: orderView(authorize(machine, getOrder(machine, c.req.param('id'))), originOf(c)),
    })),
  )
  app.post('/v2/payments/authorizations/:id/capture', (c) =>
    answerOnce(machine, c, (body) => ({
      status: 201,
      answer: captureView(capture(machine, orderOfAuthorization(machine, c.req.param('id')), body)),
    })),
  )
  app.post('/v2/payments/authorizations/:id/void', (c) =>
    answerOnce(machine, c, () => {
      const order = orderOfAuthorization(machine, c.req.param('id'))
      return { status: 200, answer: authorizationView(voidIt(machine, order)) }
    }),
  )
  app.post('/v2/payments/captures/:id/refund', (c) =>
    answerOnce(machine, c, (body) => ({
      status: 201,
      answer: refund(machine, orderOfCapture(machine, c.req.param('id')), body),
    })),
  )
  return app
}

function create(machine: Machine, body: unknown): Order {
  const parsed = NewOrderBody.safeParse(body)
  if (!parsed.success) return refusePayPal(400, 'INVALID_REQUEST', 'MISSING_REQUIRED_PARAMETER')
  const [unit] = parsed.data.purchase_units
  const context = parsed.data.payment_source.paypal.experience_context
  if (!unit || minorOf(unit.amount) === 0) return refuseIssue('CANNOT_BE_ZERO_OR_NEGATIVE')
  return insertOrder(machine, {
    amount_minor: minorOf(unit.amount),
    currency: unit.amount.currency_code,
    custom_id: unit.custom_id,
    description: unit.description,
    return_url: context.return_url,
    cancel_url: context.cancel_url,
  })
}

/** What the buyer's page does. */
export function approve(machine: Machine, order: Order, isDeclined: boolean): void {
  if (order.status !== 'PAYER_ACTION_REQUIRED') return
  const approved = saveOrder(machine, { ...order, status: 'APPROVED', is_declined: isDeclined ? 1 : 0 })
  tell(machine, 'CHECKOUT.ORDER.APPROVED', orderView(approved, 'https://api.sandbox.paypal.com'))
}

function authorize(machine: Machine, order: Order): Order {
  if (order.authorization_status !== '') return refuseIssue('ORDER_ALREADY_AUTHORIZED')
  if (order.status !== 'APPROVED') return refuseIssue('ORDER_NOT_APPROVED')
  if (order.is_declined === 1) {
    saveOrder(machine, { ...order, status: 'PAYER_ACTION_REQUIRED', is_declined: 0 })
    return refuseIssue('INSTRUMENT_DECLINED')
  }
  const held = saveOrder(machine, { ...order, status: 'COMPLETED', authorization_status: 'CREATED' })
  tell(machine, 'PAYMENT.AUTHORIZATION.CREATED', authorizationView(held))
  return held
}

function capture(machine: Machine, order: Order, body: unknown): Order {
  const { amount } = PartBody.parse(body)
  if (order.authorization_status === 'CAPTURED') return refuseIssue('AUTHORIZATION_ALREADY_CAPTURED')
  if (order.authorization_status !== 'CREATED') return refuseIssue('AUTHORIZATION_VOIDED')
  if (amount && minorOf(amount) !== order.amount_minor) return refuseIssue('MAX_CAPTURE_AMOUNT_EXCEEDED')
  const taken = saveOrder(machine, { ...order, authorization_status: 'CAPTURED', capture_status: 'COMPLETED' })
  tell(machine, 'PAYMENT.CAPTURE.COMPLETED', captureView(taken))
  return taken
}

function voidIt(machine: Machine, order: Order): Order {
  if (order.authorization_status === 'VOIDED') return refuseIssue('PREVIOUSLY_VOIDED')
  if (order.authorization_status !== 'CREATED') return refuseIssue('PREVIOUSLY_CAPTURED')
  const gone = saveOrder(machine, { ...order, authorization_status: 'VOIDED' })
  tell(machine, 'PAYMENT.AUTHORIZATION.VOIDED', authorizationView(gone))
  return gone
}

function refund(machine: Machine, order: Order, body: unknown) {
  const left = order.amount_minor - order.refunded_minor
  if (order.capture_status === '' || left === 0) return refuseIssue('CAPTURE_FULLY_REFUNDED')
  const { amount } = PartBody.parse(body)
  const wanted = amount ? minorOf(amount) : left
  if (wanted > left) return refuseIssue('REFUND_AMOUNT_EXCEEDED')
  const changed = saveOrder(machine, {
    ...order,
    refunded_minor: order.refunded_minor + wanted,
    capture_status: wanted === left ? 'REFUNDED' : 'PARTIALLY_REFUNDED',
  })
  const id = insertRefund(machine, changed, wanted)
  const answer = { id, status: 'COMPLETED', amount: money(wanted, order.currency), custom_id: order.custom_id }
  tell(machine, 'PAYMENT.CAPTURE.REFUNDED', { ...captureView(changed), id })
  return answer
}
