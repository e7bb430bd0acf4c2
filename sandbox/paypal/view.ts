import { authorizationId, captureId, type Order, orderId } from './order-store.ts'

export const money = (amountMinor: number, currency: string) => ({
  currency_code: currency,
  value: (amountMinor / 100).toFixed(2),
})

/** As `prefer: return=representation` answers; `origin` is where the buyer's page stands. */
export function orderView(order: Order, origin: string) {
  const id = orderId(order)
  const isOpen = order.status === 'PAYER_ACTION_REQUIRED' || order.status === 'APPROVED'
  const href = `${origin}/paypal/v2/checkout/orders/${id}`
  return {
    id,
    intent: 'AUTHORIZE',
    status: order.status,
    payment_source: { paypal: {} },
    purchase_units: [
      {
        reference_id: 'default',
        custom_id: order.custom_id,
        description: order.description,
        amount: money(order.amount_minor, order.currency),
        ...(order.authorization_status === '' ? {} : { payments: paymentsView(order) }),
      },
    ],
    create_time: order.created_at,
    links: [
      { href, rel: 'self', method: 'GET' },
      ...(isOpen ? [{ href: `${origin}/paypal/checkoutnow?token=${id}`, rel: 'payer-action', method: 'GET' }] : []),
    ],
  }
}

const paymentsView = (order: Order) => ({
  authorizations: [authorizationView(order)],
  ...(order.capture_status === '' ? {} : { captures: [captureView(order)] }),
})

const related = (order: Order) => ({ supplementary_data: { related_ids: { order_id: orderId(order) } } })

export const authorizationView = (order: Order) => ({
  id: authorizationId(order),
  status: order.authorization_status,
  amount: money(order.amount_minor, order.currency),
  custom_id: order.custom_id,
  ...related(order),
  create_time: order.created_at,
})

export const captureView = (order: Order) => ({
  id: captureId(order),
  status: order.capture_status,
  amount: money(order.amount_minor, order.currency),
  custom_id: order.custom_id,
  final_capture: true,
  ...related(order),
  create_time: order.created_at,
})
