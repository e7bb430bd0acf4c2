import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'
import type { Buyer } from '#sandbox/people'
import type { Offer } from './offer-store.ts'

/** The order states of the contract that this operator uses; lines have the same, each for itself. */
const orderStates = [
  'WAITING_ACCEPTANCE',
  'WAITING_DEBIT_PAYMENT',
  'SHIPPING',
  'SHIPPED',
  'REFUSED',
  'CANCELED',
] as const
export type OrderState = (typeof orderStates)[number]

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
export const Tracking = z.object({
  carrier_code: z.string().optional(),
  carrier_name: z.string().optional(),
  carrier_url: z.string().optional(),
  tracking_number: z.string().optional(),
})
export type Tracking = z.output<typeof Tracking>

const json = z.string().transform((text): unknown => JSON.parse(text))
const OrderRow = z.object({
  number: z.number(),
  id: z.string(),
  state: z.enum(orderStates),
  buyer: json.pipe(BuyerFacts),
  shipping_minor: z.number(),
  tracking: json.pipe(Tracking).nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  decided_at: z.string().nullable(),
})
const LineRow = z.object({
  id: z.string(),
  offer_id: z.number(),
  shop_sku: z.string(),
  ean: z.string(),
  title: z.string(),
  state_code: z.string(),
  state: z.enum(orderStates),
  quantity: z.number(),
  price_minor: z.number(),
  shipping_minor: z.number(),
  reason_code: z.string().nullable(),
})
export type OrderLine = z.output<typeof LineRow>
export type Order = z.output<typeof OrderRow> & { lines: OrderLine[] }

const shippingMinor = 490
const later = ({ now }: Machine, seconds: number): string => new Date(now().getTime() + seconds * 1000).toISOString()

export type SoldOffer = { offer: Offer; title: string }

/** A basket of one or more offers; the shipping stands on the first line. */
export function insertOrder(machine: Machine, buyer: Buyer, sold: readonly SoldOffer[]): string {
  const { store } = machine
  const at = machine.now().toISOString()
  const number = store.count('select coalesce(max(number) + 1, 1) as count from mirakl_orders')
  const id = `${at.slice(2, 10).replaceAll('-', '')}-${String(number).padStart(5, '0')}-A`
  store.run(
    `insert into mirakl_orders (number, id, state, buyer, shipping_minor, created_at, updated_at, visible_at)
     values (?, ?, 'WAITING_ACCEPTANCE', ?, ?, ?, ?, ?)`,
    ...[number, id, JSON.stringify(buyer), shippingMinor, at, at],
    later(machine, readSetting(machine, 'mirakl.orderDelaySeconds')),
  )
  for (const [index, { offer, title }] of sold.entries()) {
    store.run(
      `insert into mirakl_order_lines (id, order_number, offer_id, shop_sku, ean, title, state_code, state, quantity,
         price_minor, shipping_minor) values (?, ?, ?, ?, ?, ?, ?, 'WAITING_ACCEPTANCE', 1, ?, ?)`,
      ...[`${id}-${index + 1}`, number, offer.id, offer.shop_sku, offer.ean, title, offer.state_code],
      ...[offer.price_minor, index === 0 ? shippingMinor : 0],
    )
  }
  return id
}

/** The operator debits the customer some time after acceptance; only then may the order be shipped. */
function settleDebits({ store, now }: Machine): void {
  const at = now().toISOString()
  store.run(
    `update mirakl_order_lines set state = 'SHIPPING' where state = 'WAITING_DEBIT_PAYMENT'
       and order_number in (select number from mirakl_orders where debit_due_at <= ?)`,
    at,
  )
  store.run(
    `update mirakl_orders set state = 'SHIPPING', updated_at = debit_due_at
     where state = 'WAITING_DEBIT_PAYMENT' and debit_due_at <= ?`,
    at,
  )
}

export function findOrder(machine: Machine, id: string): Order | undefined {
  settleDebits(machine)
  const row = machine.store.get(
    'select * from mirakl_orders where id = ? and visible_at <= ?',
    id,
    machine.now().toISOString(),
  )
  return row && withLines(machine, row)
}

export type OrderWish = {
  ids: string
  states: string
  updatedFrom: string
  limit: number
  offset: number
  newest?: boolean
}

/** `ids` and `states` are lists with commas, empty for all of them. */
export function findOrders(machine: Machine, wish: OrderWish): { orders: Order[]; total: number } {
  settleDebits(machine)
  const filtered = `from mirakl_orders where visible_at <= ? and updated_at >= ?
    and (? = '' or instr(',' || ? || ',', ',' || id || ',') > 0) and (? = '' or instr(',' || ? || ',', ',' || state || ',') > 0)`
  const values = [machine.now().toISOString(), wish.updatedFrom, wish.ids, wish.ids, wish.states, wish.states]
  const direction = wish.newest ? 'desc' : 'asc'
  const rows = machine.store.all(
    `select * ${filtered} order by number ${direction} limit ? offset ?`,
    ...values,
    wish.limit,
    wish.offset,
  )
  return {
    orders: rows.map((row) => withLines(machine, row)),
    total: machine.store.count(`select count(*) as count ${filtered}`, ...values),
  }
}

function withLines({ store }: Machine, row: unknown): Order {
  const order = OrderRow.parse(row)
  const lines = store.all('select * from mirakl_order_lines where order_number = ? order by id', order.number)
  return { ...order, lines: lines.map((line) => LineRow.parse(line)) }
}

export const setLineState = ({ store }: Machine, id: string, state: OrderState, reason: string | null = null): void =>
  void store.run('update mirakl_order_lines set state = ?, reason_code = ? where id = ?', state, reason, id)

/** The order is where its least finished line is; refused and cancelled lines do not count while others live. */
export function followLines(machine: Machine, number: number): void {
  const lines = machine.store.all('select state from mirakl_order_lines where order_number = ?', number)
  const states = lines.map(({ state }) => String(state))
  const state = orderStates.find((candidate) => states.includes(candidate)) ?? 'CANCELED'
  machine.store.run(
    'update mirakl_orders set state = ?, updated_at = ? where number = ?',
    ...[state, machine.now().toISOString(), number],
  )
}

export function setAccepted(machine: Machine, number: number): void {
  const dueAt = later(machine, readSetting(machine, 'mirakl.debitSeconds'))
  machine.store.run(
    'update mirakl_orders set decided_at = ?, debit_due_at = ? where number = ?',
    ...[machine.now().toISOString(), dueAt, number],
  )
}

export const setTracking = ({ store, now }: Machine, number: number, tracking: Tracking): void =>
  void store.run(
    'update mirakl_orders set tracking = ?, updated_at = ? where number = ?',
    ...[JSON.stringify(tracking), now().toISOString(), number],
  )
