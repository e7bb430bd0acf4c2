import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'

export const orderStatuses = [
  'pending',
  'processing',
  'on-hold',
  'completed',
  'cancelled',
  'refunded',
  'failed',
] as const
export type OrderStatus = (typeof orderStatuses)[number]

const Line = z.object({
  id: z.number(),
  name: z.string(),
  product_id: z.number(),
  sku: z.string(),
  quantity: z.number(),
  total_minor: z.number(),
  /** How many pieces this line has taken from the stock (`_reduced_stock`). */
  reduced: z.number(),
})
export type OrderLine = z.output<typeof Line>

const Meta = z.object({ key: z.string(), value: z.json() })

const Document = z.object({
  buyer: z.object({
    first_name: z.string(),
    last_name: z.string(),
    street: z.string(),
    postcode: z.string(),
    city: z.string(),
    phone: z.string(),
    email: z.string(),
    note: z.string(),
  }),
  gateway: z.string(),
  lines: z.array(Line),
  shipping_minor: z.number(),
  paid_at: z.string().nullable(),
  completed_at: z.string().nullable(),
  meta: z.array(Meta),
})
export type OrderDocument = z.output<typeof Document>

const json = z.string().transform((text): unknown => JSON.parse(text))
const Order = z.object({
  id: z.number(),
  status: z.enum(orderStatuses),
  document: json.pipe(Document),
  created_at: z.string(),
  modified_at: z.string(),
})
export type Order = z.output<typeof Order>

export const nextOrderId = ({ store }: Machine): number =>
  store.count('select coalesce(max(id) + 1, 1001) as count from woocommerce_orders')

export function insertOrder(machine: Machine, { id, status, document, created_at }: Order): void {
  const delayMs = readSetting(machine, 'woocommerce.orderDelaySeconds') * 1000
  const visibleAt = new Date(machine.now().getTime() + delayMs).toISOString()
  machine.store.run(
    `insert into woocommerce_orders (id, status, document, created_at, modified_at, visible_at)
     values (?, ?, ?, ?, ?, ?)`,
    ...[id, status, JSON.stringify(document), created_at, created_at, visibleAt],
  )
}

export const replaceOrder = ({ store, now }: Machine, { id, status, document }: Order): void =>
  void store.run(
    'update woocommerce_orders set status = ?, document = ?, modified_at = ? where id = ?',
    ...[status, JSON.stringify(document), now().toISOString(), id],
  )

export function findOrder({ store, now }: Machine, id: number): Order | undefined {
  const row = store.get('select * from woocommerce_orders where id = ? and visible_at <= ?', id, now().toISOString())
  return row && Order.parse(row)
}

export type OrderWish = {
  statuses: readonly string[]
  modifiedAfter: string
  by: 'created_at' | 'modified_at' | 'id'
  direction: 'asc' | 'desc'
  limit: number
  offset: number
}

export function findOrders({ store, now }: Machine, wish: OrderWish): { orders: Order[]; total: number } {
  const filter = `from woocommerce_orders where visible_at <= ? and modified_at > ?
    and (? = '[]' or status in (select value from json_each(?)))`
  const statuses = JSON.stringify(wish.statuses)
  const values = [now().toISOString(), wish.modifiedAfter, statuses, statuses]
  const rows = store.all(
    `select * ${filter} order by ${wish.by} ${wish.direction}, id ${wish.direction} limit ? offset ?`,
    ...values,
    wish.limit,
    wish.offset,
  )
  return {
    orders: rows.map((row) => Order.parse(row)),
    total: store.count(`select count(*) as count ${filter}`, ...values),
  }
}

export const totalMinor = ({ document }: Order): number =>
  document.lines.reduce((sum, line) => sum + line.total_minor, document.shipping_minor)

const RefundDocument = z.object({
  reason: z.string(),
  amount_minor: z.number(),
  isPaidBack: z.boolean(),
  lines: z.array(z.object({ line_id: z.number(), quantity: z.number(), total_minor: z.number() })),
})
export type RefundDocument = z.output<typeof RefundDocument>
const Refund = z.object({ id: z.number(), document: json.pipe(RefundDocument), created_at: z.string() })
export type Refund = z.output<typeof Refund>

export const insertRefund = ({ store, now }: Machine, orderId: number, document: RefundDocument): number =>
  store.run(
    'insert into woocommerce_refunds (order_id, document, created_at) values (?, ?, ?)',
    ...[orderId, JSON.stringify(document), now().toISOString()],
  ).lastId

export const refundsOf = ({ store }: Machine, orderId: number): Refund[] =>
  store
    .all('select id, document, created_at from woocommerce_refunds where order_id = ? order by id desc', orderId)
    .map((row) => Refund.parse(row))

export const refundedMinor = (machine: Machine, orderId: number): number =>
  refundsOf(machine, orderId).reduce((sum, { document }) => sum + document.amount_minor, 0)

const Note = z.object({ id: z.number(), note: z.string(), is_customer_note: z.number(), created_at: z.string() })
export type Note = z.output<typeof Note>

export const insertNote = (
  { store, now }: Machine,
  orderId: number,
  { note, isForCustomer }: { note: string; isForCustomer: boolean },
): number =>
  store.run(
    'insert into woocommerce_notes (order_id, note, is_customer_note, created_at) values (?, ?, ?, ?)',
    ...[orderId, note, isForCustomer ? 1 : 0, now().toISOString()],
  ).lastId

export const notesOf = ({ store }: Machine, orderId: number): Note[] =>
  store
    .all('select * from woocommerce_notes where order_id = ? order by id desc', orderId)
    .map((row) => Note.parse(row))
