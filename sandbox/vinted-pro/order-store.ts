import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'
import { type Buyer, drawBuyer } from '#sandbox/people'

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

const Order = z.object({
  number: z.number(),
  id: z.string(),
  item_id: z.string(),
  price_minor: z.number(),
  buyer: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(BuyerFacts),
  status: z.string(),
  created_at: z.string(),
  cancel_due_at: z.string().nullable(),
})
export type Order = z.output<typeof Order>

/** Just beyond what a JavaScript number can hold. */
const firstOrderId = 9_007_199_254_740_993n
const day = 86_400_000n

export function insertOrder(machine: Machine, itemId: string, priceMinor: number): string {
  const { store, now } = machine
  const at = now()
  const visibleAt = new Date(at.getTime() + readSetting(machine, 'vinted-pro.orderDelaySeconds') * 1000).toISOString()
  const number = store.count('select coalesce(max(number) + 1, 1) as count from vinted_orders')
  const id = String(firstOrderId + BigInt(number) * day)
  store.run(
    `insert into vinted_orders (number, id, item_id, price_minor, buyer, status, created_at, visible_at)
     values (?, ?, ?, ?, ?, 'CREATED', ?, ?)`,
    ...[number, id, itemId, priceMinor, JSON.stringify(drawBuyer(machine.random)), at.toISOString(), visibleAt],
  )
  return id
}

export function findOrder({ store, now }: Machine, id: string): Order | undefined {
  const row = store.get('select * from vinted_orders where id = ? and visible_at <= ?', id, now().toISOString())
  return row && Order.parse(row)
}

export function listOrders({ store, now }: Machine, { after, limit }: { after: string | undefined; limit: number }) {
  const from = after === undefined ? undefined : store.get('select number from vinted_orders where id = ?', after)
  return store
    .all(
      'select * from vinted_orders where number > ? and visible_at <= ? order by number limit ?',
      Number(from?.number ?? 0),
      ...[now().toISOString(), limit],
    )
    .map((row) => Order.parse(row))
}

export const recentOrders = ({ store }: Machine, limit: number): Order[] =>
  store.all('select * from vinted_orders order by number desc limit ?', limit).map((row) => Order.parse(row))

export const setOrderStatus = ({ store }: Machine, id: string, status: string): boolean =>
  store.run('update vinted_orders set status = ? where id = ?', status, id).changes === 1

export function beginCancellation(machine: Machine, id: string): void {
  const seconds = readSetting(machine, 'vinted-pro.workSeconds')
  const dueAt = new Date(machine.now().getTime() + seconds * 1000).toISOString()
  machine.store.run('update vinted_orders set cancel_due_at = ? where id = ? and cancel_due_at is null', dueAt, id)
}

/** Cancels what was asked for and is due; answers those orders. */
export function cancelDueOrders({ store, now }: Machine): Order[] {
  const due = store
    .all(`select * from vinted_orders where cancel_due_at <= ? and status <> 'CANCELLED'`, now().toISOString())
    .map((row) => Order.parse(row))
  for (const { id } of due) store.run(`update vinted_orders set status = 'CANCELLED' where id = ?`, id)
  return due
}
