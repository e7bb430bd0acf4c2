import type { OrderId } from '#kernel/ids'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { daysAfter, remindedEvent, reminderDays, transferDays } from './transfers.ts'

const awaiting = sql`o.source = 'shop' and o.state = 'placed' and o.payment_method = 'bank-transfer'`
const reminder = sql`(select e.data ->> 'until' from order_events e where e.order_id = o.id and e.what = ${remindedEvent} order by e.id limit 1)`

export async function transfersToRemind(cx: Cx, { ordersMax }: { ordersMax: number }): Promise<OrderId[]> {
  const { rows } = await sql<{ id: OrderId }>`
    select o.id from orders o where ${awaiting} and o.placed_at <= ${daysAfter(cx.now(), reminderDays - transferDays)} and ${reminder} is null
    order by o.placed_at limit ${ordersMax}`.execute(cx.db)
  return rows.map(({ id }) => id)
}

/** Those whose reminder named an end that is over. */
export async function overdueTransfers(cx: Cx, { ordersMax }: { ordersMax: number }): Promise<OrderId[]> {
  const { rows } = await sql<{ id: OrderId }>`
    select o.id from orders o where ${awaiting} and ${reminder}::timestamptz <= ${cx.now()}
    order by o.placed_at limit ${ordersMax}`.execute(cx.db)
  return rows.map(({ id }) => id)
}

export type AwaitedTransfer = { readonly placedAt: Date; readonly isReminded: boolean }

/** The order while it still waits: whoever marks it paid, cancels or reminds it does so before or after, never between. */
export async function lockAwaitedTransfer(tx: Tx, orderId: OrderId): Promise<AwaitedTransfer | undefined> {
  await sql`select from orders where id = ${orderId} for update`.execute(tx.db)
  const { rows } = await sql<AwaitedTransfer>`
    select o.placed_at, ${reminder} is not null as is_reminded from orders o where o.id = ${orderId} and ${awaiting}`.execute(
    tx.db,
  )
  return rows[0]
}
