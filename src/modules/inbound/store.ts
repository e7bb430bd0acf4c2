import type { AccountId, OrderId } from '#kernel/ids'
import type { RemoteOrder } from '#modules/channels'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { remoteOrderSchema } from './remote-order-schema.ts'

export type KnownOrder = { readonly orderId: OrderId | null; readonly order: RemoteOrder }
type Row = { readonly orderId: OrderId | null; readonly payload: unknown }

const knownOf = ({ orderId, payload }: Row): KnownOrder => ({ orderId, order: remoteOrderSchema.parse(payload) })

/** What is recorded of these orders, by the marketplace's number. */
export async function knownOrders(
  cx: Cx,
  accountId: AccountId,
  externalIds: readonly string[],
): Promise<Map<string, KnownOrder>> {
  const { rows } = await sql<Row>`
    select order_id, payload from channel_orders
    where account_id = ${accountId} and external_id = any(${externalIds}::text[])`.execute(cx.db)
  return new Map(rows.map(knownOf).map((known) => [known.order.externalId, known]))
}

/** Locks one remote order against every other process, also before it has a row. */
export async function lockRemoteOrder(
  tx: Tx,
  accountId: AccountId,
  externalId: string,
): Promise<KnownOrder | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${accountId} ${externalId}`}, 0))`.execute(tx.db)
  const { rows } = await sql<Row>`
    select order_id, payload from channel_orders where account_id = ${accountId} and external_id = ${externalId}`.execute(
    tx.db,
  )
  return rows[0] && knownOf(rows[0])
}

export async function saveRemoteOrder(
  tx: Tx,
  accountId: AccountId,
  { order, orderId }: { order: RemoteOrder; orderId: OrderId | null },
): Promise<void> {
  await sql`
    insert into channel_orders (account_id, external_id, remote_state, payload, order_id, first_seen_at, updated_at)
    values (${accountId}, ${order.externalId}, ${order.remoteState}, ${JSON.stringify(order)}::jsonb, ${orderId}, ${tx.now()}, ${tx.now()})
    on conflict (account_id, external_id) do update set remote_state = excluded.remote_state, payload = excluded.payload,
      order_id = coalesce(channel_orders.order_id, excluded.order_id), updated_at = excluded.updated_at`.execute(tx.db)
}
