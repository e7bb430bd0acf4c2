import type { Machine } from '#sandbox/machine'
import type { Order } from './order-store.ts'
import { orderId } from './order-view.ts'
import { discogsTime, seller } from './seller.ts'
import { type OrderStatus, orderStatuses } from './vocabulary.ts'

/** Messages are kept as the JSON the API shows, without the addresses, which depend on who asks. */
function insertMessage({ store, now }: Machine, order: Order, fields: Readonly<Record<string, unknown>>): void {
  const message = { timestamp: discogsTime(now()), subject: `Discogs Order #${orderId(order.number)}`, ...fields }
  store.run('insert into discogs_messages (order_number, message) values (?, ?)', order.number, JSON.stringify(message))
}

export const addStatusMessage = (machine: Machine, order: Order, status: OrderStatus): void =>
  insertMessage(machine, order, {
    type: 'status',
    status_id: orderStatuses.indexOf(status) + 1,
    message: `Seller changed status from ${order.status} to ${status}`,
    actor: { username: seller.username },
  })

export const addShippingMessage = (machine: Machine, order: Order, shippingMinor: number): void =>
  insertMessage(machine, order, {
    type: 'shipping',
    original: order.shipping_minor / 100,
    new: shippingMinor / 100,
    message: `Seller changed the shipping price from ${order.shipping_minor / 100} to ${shippingMinor / 100}`,
  })

export const addTextMessage = (machine: Machine, order: Order, text: string): void =>
  insertMessage(machine, order, { type: 'message', message: text, from: { id: seller.id, username: seller.username } })

export type MessageWish = { orderNumber: number; limit: number; offset: number }

export function findMessages({ store }: Machine, { orderNumber, limit, offset }: MessageWish) {
  const rows = store.all(
    'select message from discogs_messages where order_number = ? order by id desc limit ? offset ?',
    ...[orderNumber, limit, offset],
  )
  const messages: unknown[] = rows.map((row) => JSON.parse(String(row.message)))
  return {
    messages,
    total: store.count('select count(*) as count from discogs_messages where order_number = ?', orderNumber),
  }
}
