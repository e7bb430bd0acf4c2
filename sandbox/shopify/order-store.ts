import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'
import type { Buyer } from '#sandbox/people'
import type { Product } from './product-store.ts'

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
const Tracking = z.object({ company: z.string().optional(), number: z.string().optional(), url: z.string().optional() })
export type Tracking = z.output<typeof Tracking>

const json = z.string().transform((text): unknown => JSON.parse(text))
const OrderRow = z.object({
  id: z.number(),
  buyer: json.pipe(BuyerFacts),
  is_paid: z.number(),
  shipping_minor: z.number(),
  refunded_minor: z.number(),
  cancel_reason: z.string().nullable(),
  cancelled_at: z.string().nullable(),
  tracking: json.pipe(Tracking).nullable(),
  fulfilled_at: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
})
const LineRow = z.object({
  id: z.number(),
  sku: z.string(),
  title: z.string(),
  quantity: z.number(),
  refunded: z.number(),
  price_minor: z.number(),
})
export type Line = z.output<typeof LineRow>
export type Order = z.output<typeof OrderRow> & { lines: Line[] }

const shippingMinor = 590
const firstOrderId = 5_100_000_001

export function insertOrder(machine: Machine, buyer: Buyer, products: readonly Product[]): number {
  const { store, now } = machine
  const at = now().toISOString()
  const visibleAt = new Date(now().getTime() + readSetting(machine, 'shopify.orderDelaySeconds') * 1000).toISOString()
  const isPaid = readSetting(machine, 'shopify.pendingPayments') === 1 ? 0 : 1
  const id = store.run(
    `insert into shopify_orders (id, buyer, is_paid, shipping_minor, created_at, updated_at, visible_at)
     values ((select coalesce(max(id) + 1, ${firstOrderId}) from shopify_orders), ?, ?, ?, ?, ?, ?)`,
    ...[JSON.stringify(buyer), isPaid, shippingMinor, at, at, visibleAt],
  ).lastId
  for (const { sku, title, price_minor } of products)
    store.run(
      'insert into shopify_lines (order_id, sku, title, quantity, price_minor) values (?, ?, ?, 1, ?)',
      ...[id, sku, title, price_minor],
    )
  return id
}

export function findOrder(machine: Machine, id: number): Order | undefined {
  const row = machine.store.get(
    'select * from shopify_orders where id = ? and visible_at <= ?',
    id,
    machine.now().toISOString(),
  )
  return row && withLines(machine, row)
}

/** The order of the page: by change, then by id; `after` is the last order of the page before. */
export function ordersAfter(
  machine: Machine,
  wish: { updatedFrom: string; after: Order | undefined; limit: number },
): Order[] {
  const { updatedFrom, after, limit } = wish
  const rows = machine.store.all(
    `select * from shopify_orders where visible_at <= ? and updated_at >= ? and (updated_at > ? or (updated_at = ? and id > ?))
     order by updated_at, id limit ?`,
    ...[
      machine.now().toISOString(),
      updatedFrom,
      after?.updated_at ?? '',
      after?.updated_at ?? '',
      after?.id ?? 0,
      limit,
    ],
  )
  return rows.map((row) => withLines(machine, row))
}

export const newestOrders = (machine: Machine, limit: number): Order[] =>
  machine.store
    .all(
      'select * from shopify_orders where visible_at <= ? order by id desc limit ?',
      machine.now().toISOString(),
      limit,
    )
    .map((row) => withLines(machine, row))

function withLines({ store }: Machine, row: unknown): Order {
  const order = OrderRow.parse(row)
  const lines = store.all('select * from shopify_lines where order_id = ? order by id', order.id)
  return { ...order, lines: lines.map((line) => LineRow.parse(line)) }
}

const touch = ({ store, now }: Machine, id: number): void =>
  void store.run('update shopify_orders set updated_at = ? where id = ?', now().toISOString(), id)

export function setCancelled(machine: Machine, order: Order, reason: string): void {
  machine.store.run(
    'update shopify_orders set cancelled_at = ?, cancel_reason = ?, refunded_minor = ? where id = ?',
    ...[machine.now().toISOString(), reason, order.is_paid === 1 ? totalMinor(order) : 0, order.id],
  )
  machine.store.run('update shopify_lines set refunded = quantity where order_id = ?', order.id)
  touch(machine, order.id)
}

export function addRefund(
  machine: Machine,
  order: Order,
  { lines, minor }: { lines: readonly { id: number; quantity: number }[]; minor: number },
): void {
  for (const { id, quantity } of lines)
    machine.store.run('update shopify_lines set refunded = refunded + ? where id = ?', quantity, id)
  machine.store.run('update shopify_orders set refunded_minor = refunded_minor + ? where id = ?', minor, order.id)
  touch(machine, order.id)
}

export function setFulfilled(machine: Machine, order: Order, tracking: Tracking): void {
  machine.store.run(
    'update shopify_orders set fulfilled_at = ?, tracking = ? where id = ?',
    ...[machine.now().toISOString(), JSON.stringify(tracking), order.id],
  )
  touch(machine, order.id)
}

export const totalMinor = ({ lines, shipping_minor }: Order): number =>
  lines.reduce((sum, line) => sum + line.price_minor * line.quantity, shipping_minor)

export function financialStatus(order: Order): string {
  if (order.is_paid === 0) return order.cancelled_at === null ? 'PENDING' : 'VOIDED'
  if (order.refunded_minor === 0) return 'PAID'
  return order.refunded_minor < totalMinor(order) ? 'PARTIALLY_REFUNDED' : 'REFUNDED'
}

export const fulfillmentStatus = ({ fulfilled_at: at }: Order): string => (at === null ? 'UNFULFILLED' : 'FULFILLED')
