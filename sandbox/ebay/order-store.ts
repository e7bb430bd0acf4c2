import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'
import type { Buyer } from '#sandbox/people'
import type { Listing } from './listing-store.ts'
import type { OrderFilter } from './order-filter.ts'

const BuyerFacts = z.object({
  username: z.string(),
  name: z.string(),
  street: z.string(),
  postalCode: z.string(),
  city: z.string(),
  phone: z.string(),
  email: z.string(),
  note: z.string(),
}) satisfies z.ZodType<Buyer>

const RefundFacts = z.object({ id: z.string(), minor: z.number(), at: z.string() })
const CancellationFacts = z.object({ id: z.number(), reason: z.string(), at: z.string() })

const json = z.string().transform((text): unknown => JSON.parse(text))

const OrderRow = z.object({
  number: z.number(),
  id: z.string(),
  buyer: json.pipe(BuyerFacts),
  listing_id: z.number(),
  sku: z.string(),
  title: z.string(),
  quantity: z.number(),
  price_minor: z.number(),
  delivery_minor: z.number(),
  refunded_minor: z.number(),
  refunds: json.pipe(z.array(RefundFacts)),
  cancellation: json.pipe(CancellationFacts).nullable(),
  created_at: z.string(),
  modified_at: z.string(),
  shipped: z.number(),
  /** The buyer would like to cancel and waits for the seller. */
  requested_at: z.string().nullable(),
})
export type Order = z.output<typeof OrderRow>

const deliveryMinor = 490

const withShipped = `select o.*, coalesce((select sum(f.quantity) from ebay_fulfillments f where f.order_number = o.number), 0) as shipped,
  (select r.requested_at from ebay_cancellation_requests r where r.order_number = o.number) as requested_at
  from ebay_orders o`

/** 'NN-NNNNN-NNNNN', as real order ids look. */
const orderIdOf = (number: number): string => {
  const digits = String(900_000_000_000 - number * 7_919).padStart(12, '0')
  return `${digits.slice(0, 2)}-${digits.slice(2, 7)}-${digits.slice(7)}`
}

export function insertOrder(
  machine: Machine,
  { buyer, listing, quantity }: { buyer: Buyer; listing: Listing; quantity: number },
): string {
  const { store, now } = machine
  const at = now().toISOString()
  const visibleAt = new Date(now().getTime() + readSetting(machine, 'ebay.orderDelaySeconds') * 1000).toISOString()
  const number = store.count('select coalesce(max(number) + 1, 1) as count from ebay_orders')
  const id = orderIdOf(number)
  store.run(
    `insert into ebay_orders (number, id, buyer, listing_id, sku, title, quantity, price_minor, delivery_minor,
       created_at, modified_at, visible_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[number, id, JSON.stringify(buyer), listing.id, listing.sku, listing.title, quantity, listing.price_minor],
    ...[deliveryMinor, at, at, visibleAt],
  )
  return id
}

export function findOrder({ store, now }: Machine, id: string): Order | undefined {
  const row = store.get(`${withShipped} where o.id = ? and o.visible_at <= ?`, id, now().toISOString())
  return row && OrderRow.parse(row)
}

/** The vendor itself knows an order before its API shows it. */
export function findOrderAnyTime({ store }: Machine, id: string): Order | undefined {
  const row = store.get(`${withShipped} where o.id = ?`, id)
  return row && OrderRow.parse(row)
}

/** Newest first by the date that is filtered. */
export function findOrders({ store, now }: Machine, filter: OrderFilter, page: { limit: number; offset: number }) {
  const filtered = `from (${withShipped}) where visible_at <= ? and ${filter.by} between ? and ?
    and (? = '' or instr(?, case when shipped = 0 then 'NOT_STARTED' when shipped < quantity then 'IN_PROGRESS' else 'FULFILLED' end) > 0)`
  const statuses = filter.statuses?.join(' ') ?? ''
  const values = [now().toISOString(), filter.from, filter.to, statuses, statuses]
  const rows = store.all(
    `select * ${filtered} order by ${filter.by} desc, number desc limit ? offset ?`,
    ...values,
    page.limit,
    page.offset,
  )
  return {
    orders: rows.map((row) => OrderRow.parse(row)),
    total: store.count(`select count(*) as count ${filtered}`, ...values),
  }
}

const touch = ({ store, now }: Machine, number: number): void =>
  void store.run('update ebay_orders set modified_at = ? where number = ?', now().toISOString(), number)

export type NewRefund = { order: Order; minor: number }

export function addRefund(machine: Machine, { order, minor }: NewRefund): string {
  const id = String(5_000_000_000 + order.number * 10 + order.refunds.length)
  const refunds = [...order.refunds, { id, minor, at: machine.now().toISOString() }]
  machine.store.run(
    'update ebay_orders set refunds = ?, refunded_minor = refunded_minor + ? where number = ?',
    ...[JSON.stringify(refunds), minor, order.number],
  )
  touch(machine, order.number)
  return id
}

export function setCancellation(machine: Machine, order: Order, cancellation: { id: number; reason: string }): void {
  const facts = { ...cancellation, at: machine.now().toISOString() }
  machine.store.run('update ebay_orders set cancellation = ? where number = ?', JSON.stringify(facts), order.number)
  touch(machine, order.number)
}

export function requestCancellation(machine: Machine, { number }: Order): void {
  machine.store.run(
    'insert or ignore into ebay_cancellation_requests (order_number, requested_at) values (?, ?)',
    number,
    machine.now().toISOString(),
  )
  touch(machine, number)
}

const Fulfillment = z.object({
  id: z.string(),
  quantity: z.number(),
  carrier: z.string().nullable(),
  tracking: z.string().nullable(),
  shipped_at: z.string(),
})
export type Fulfillment = z.output<typeof Fulfillment>

export const fulfillmentsOf = ({ store }: Machine, number: number): Fulfillment[] =>
  store
    .all('select * from ebay_fulfillments where order_number = ? order by rowid', number)
    .map((row) => Fulfillment.parse(row))

export function addFulfillment(
  machine: Machine,
  order: Order,
  { id, quantity, carrier, tracking, shipped_at }: Fulfillment,
): void {
  machine.store.run(
    'insert into ebay_fulfillments (id, order_number, quantity, carrier, tracking, shipped_at) values (?, ?, ?, ?, ?, ?)',
    ...[id, order.number, quantity, carrier, tracking, shipped_at],
  )
  touch(machine, order.number)
}

export const totalMinor = ({ price_minor, quantity, delivery_minor }: Order): number =>
  price_minor * quantity + delivery_minor

export function fulfillmentStatus({ shipped, quantity }: Order): 'NOT_STARTED' | 'IN_PROGRESS' | 'FULFILLED' {
  if (shipped === 0) return 'NOT_STARTED'
  return shipped < quantity ? 'IN_PROGRESS' : 'FULFILLED'
}

export function paymentStatus(order: Order): 'PAID' | 'PARTIALLY_REFUNDED' | 'FULLY_REFUNDED' {
  if (order.refunded_minor === 0) return 'PAID'
  return order.refunded_minor < totalMinor(order) ? 'PARTIALLY_REFUNDED' : 'FULLY_REFUNDED'
}
