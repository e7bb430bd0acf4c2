import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { refusePayPal } from './refusal.ts'

const Order = z.object({
  number: z.number(),
  status: z.enum(['PAYER_ACTION_REQUIRED', 'APPROVED', 'COMPLETED', 'VOIDED']),
  amount_minor: z.number(),
  currency: z.string(),
  custom_id: z.string(),
  description: z.string(),
  return_url: z.string(),
  cancel_url: z.string(),
  is_declined: z.number(),
  authorization_status: z.enum(['', 'CREATED', 'CAPTURED', 'VOIDED']),
  capture_status: z.enum(['', 'COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED']),
  refunded_minor: z.number(),
  created_at: z.string(),
})
export type Order = z.output<typeof Order>
export type NewOrder = Pick<
  Order,
  'amount_minor' | 'currency' | 'custom_id' | 'description' | 'return_url' | 'cancel_url'
>

/** Seventeen letters and digits, as the vendor's ids look; the first says what it is. */
const idOf = (kind: string, number: number): string => `${kind}SBX${String(number).padStart(13, '0')}`
const numberOf = (kind: string, id: string): number => (id.startsWith(`${kind}SBX`) ? Number(id.slice(4)) : -1)
export const orderId = ({ number }: Pick<Order, 'number'>): string => idOf('5', number)
export const authorizationId = ({ number }: Pick<Order, 'number'>): string => idOf('6', number)
export const captureId = ({ number }: Pick<Order, 'number'>): string => idOf('7', number)
const refundId = (number: number): string => idOf('8', number)

export function insertOrder({ store, now }: Machine, fresh: NewOrder): Order {
  const { lastId } = store.run(
    `insert into paypal_orders (status, amount_minor, currency, custom_id, description, return_url, cancel_url, created_at)
     values ('PAYER_ACTION_REQUIRED', ?, ?, ?, ?, ?, ?, ?)`,
    ...[fresh.amount_minor, fresh.currency, fresh.custom_id, fresh.description, fresh.return_url, fresh.cancel_url],
    now().toISOString(),
  )
  return Order.parse(store.get('select * from paypal_orders where number = ?', lastId))
}

function get({ store }: Machine, number: number): Order {
  const row = store.get('select * from paypal_orders where number = ?', Number.isInteger(number) ? number : -1)
  return row ? Order.parse(row) : refusePayPal(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID')
}
export const getOrder = (machine: Machine, id: string): Order => get(machine, numberOf('5', id))
export const orderOfAuthorization = (machine: Machine, id: string): Order => get(machine, numberOf('6', id))
export const orderOfCapture = (machine: Machine, id: string): Order => get(machine, numberOf('7', id))

export function saveOrder({ store }: Machine, changed: Order): Order {
  store.run(
    `update paypal_orders set status = ?, is_declined = ?, authorization_status = ?, capture_status = ?, refunded_minor = ? where number = ?`,
    ...[changed.status, changed.is_declined, changed.authorization_status, changed.capture_status],
    ...[changed.refunded_minor, changed.number],
  )
  return changed
}

export const insertRefund = ({ store, now }: Machine, order: Order, amountMinor: number): string =>
  refundId(
    store.run(
      'insert into paypal_refunds (order_number, amount_minor, created_at) values (?, ?, ?)',
      ...[order.number, amountMinor, now().toISOString()],
    ).lastId,
  )
