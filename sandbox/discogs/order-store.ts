import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'
import type { Buyer } from '#sandbox/people'
import type { Listing } from './listing-store.ts'
import type { OrderEdit } from './order-rules.ts'

const Order = z.object({
  number: z.number(),
  status: z.string(),
  buyer: z.string(),
  shipping_address: z.string(),
  additional_instructions: z.string(),
  shipping_method: z.string(),
  shipping_minor: z.number(),
  archived: z.number(),
  tracking: z.string().nullable(),
  created: z.string(),
  last_activity: z.string(),
})
export type Order = z.output<typeof Order>

const OrderItem = z.object({
  listing_id: z.number(),
  release_id: z.number(),
  condition: z.string(),
  sleeve_condition: z.string(),
  price_minor: z.number(),
})
export type OrderItem = z.output<typeof OrderItem>

const standardShippingMinor = 650

/** A buyer ordered these copies: they are no longer for sale from this moment, before any payment. */
export function insertOrder(
  machine: Machine,
  { buyer, listings }: { buyer: Buyer; listings: readonly Listing[] },
): number {
  const { store, now } = machine
  const created = now().toISOString()
  const visibleAt = new Date(now().getTime() + readSetting(machine, 'discogs.orderDelaySeconds') * 1000).toISOString()
  const number = store.run(
    `insert into discogs_orders (status, buyer, shipping_address, additional_instructions, shipping_method,
       shipping_minor, created, last_activity, visible_at) values ('New Order', ?, ?, ?, 'Standard', ?, ?, ?, ?)`,
    ...[buyer.username, addressBlock(buyer), buyer.note, standardShippingMinor, created, created, visibleAt],
  ).lastId
  for (const { id, release_id, condition, sleeve_condition, price_minor } of listings) {
    store.run(
      `insert into discogs_order_items (order_number, listing_id, release_id, condition, sleeve_condition, price_minor)
       values (?, ?, ?, ?, ?, ?)`,
      ...[number, id, release_id, condition, sleeve_condition, price_minor],
    )
  }
  return number
}

/** One text blob, as the vendor sends it: lines, an empty line, then telephone and PayPal address. */
const addressBlock = (buyer: Buyer): string =>
  [
    buyer.name,
    buyer.street,
    `${buyer.postalCode} ${buyer.city}`,
    'France',
    '',
    `Phone: ${buyer.phone}`,
    `Paypal address: ${buyer.email}`,
  ].join('\n')

export function findOrder({ store, now }: Machine, number: number): Order | undefined {
  const row = store.get(
    'select * from discogs_orders where number = ? and visible_at <= ?',
    number,
    now().toISOString(),
  )
  return row && Order.parse(row)
}

export const orderItems = ({ store }: Machine, number: number): OrderItem[] =>
  store
    .all('select * from discogs_order_items where order_number = ? order by listing_id', number)
    .map((row) => OrderItem.parse(row))

export type OrderWish = {
  status: string
  createdAfter: string
  createdBefore: string
  archived: number | null
  order: string
  limit: number
  offset: number
}

/** 'Cancelled' as a filter means every kind of cancellation. `order` is one of our own SQL texts. */
export function findOrders({ store, now }: Machine, wish: OrderWish): { orders: Order[]; total: number } {
  const filter = `from discogs_orders
    where visible_at <= ? and (? = 'All' or status = ? or (? = 'Cancelled' and status like 'Cancelled%'))
      and created > ? and created < ? and (? is null or archived = ?)`
  const values = [
    now().toISOString(),
    wish.status,
    wish.status,
    wish.status,
    wish.createdAfter,
    wish.createdBefore,
    wish.archived,
    wish.archived,
  ]
  const rows = store.all(
    `select * ${filter} order by ${wish.order} limit ? offset ?`,
    ...values,
    wish.limit,
    wish.offset,
  )
  return {
    orders: rows.map((row) => Order.parse(row)),
    total: store.count(`select count(*) as count ${filter}`, ...values),
  }
}

/** A new shipping price invoices the buyer, so the vendor moves the order to "Invoice Sent" itself. */
export function changeOrder({ store, now }: Machine, order: Order, edit: OrderEdit): void {
  const status = edit.shippingMinor === undefined ? (edit.status ?? order.status) : 'Invoice Sent'
  store.run(
    'update discogs_orders set status = ?, shipping_minor = ?, tracking = ?, last_activity = ? where number = ?',
    status,
    edit.shippingMinor ?? order.shipping_minor,
    edit.tracking === undefined ? order.tracking : JSON.stringify(edit.tracking),
    now().toISOString(),
    order.number,
  )
}
