import type { AccountId, OrderId, VariantId } from '#kernel/ids'
import { type Id, newId } from '#kernel/ids'
import type { JsonObject, RemoteOrder } from '#modules/channels'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'

export type IncidentId = Id<'Incident'>
export type IncidentKind = 'double-sale' | 'unknown-listing' | 'cancelled-remotely'

export type KnownOrder = {
  readonly orderId: OrderId | null
  readonly remoteState: string
  readonly isCancelled: boolean
}

/** Of these orders those already recorded in exactly this state: nothing to do, whoever reports them again. */
export async function unchangedOrders(
  cx: Cx,
  accountId: AccountId,
  orders: readonly RemoteOrder[],
): Promise<Set<string>> {
  const { rows } = await sql<{ externalId: string; remoteState: string }>`
    select external_id, remote_state from channel_orders
    where account_id = ${accountId} and external_id = any(${orders.map((order) => order.externalId)}::text[])`.execute(
    cx.db,
  )
  const states = new Map(rows.map(({ externalId, remoteState }) => [externalId, remoteState]))
  return new Set(
    orders.filter((order) => states.get(order.externalId) === order.remoteState).map(({ externalId }) => externalId),
  )
}

/** Locks one remote order against every other process, also before it has a row. */
export async function lockRemoteOrder(
  tx: Tx,
  accountId: AccountId,
  externalId: string,
): Promise<KnownOrder | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${accountId} ${externalId}`}, 0))`.execute(tx.db)
  const { rows } = await sql<KnownOrder>`
    select order_id, remote_state, payload ->> 'state' = 'cancelled' as is_cancelled from channel_orders where account_id = ${accountId} and external_id = ${externalId}`.execute(
    tx.db,
  )
  return rows[0]
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

export type NewIncident = {
  readonly kind: IncidentKind
  readonly accountId: AccountId
  readonly orderId: OrderId | null
  readonly variantId: VariantId | null
  readonly externalId: string
  readonly data: JsonObject
}

/** Something a person must decide. The same trouble reported again opens nothing new. */
export async function openIncident(tx: Tx, incident: NewIncident): Promise<void> {
  const { kind, accountId, orderId, variantId, externalId, data } = incident
  await sql`
    insert into incidents (id, kind, account_id, order_id, variant_id, external_id, data, opened_at)
    values (${newId<IncidentId>(tx.now())}, ${kind}, ${accountId}, ${orderId}, ${variantId}, ${externalId}, ${JSON.stringify(data)}::jsonb, ${tx.now()})
    on conflict (kind, account_id, external_id, variant_id) do nothing`.execute(tx.db)
}

/** 'closed' when it is closed now, 'was-closed' when somebody had closed it before, undefined when there is none. */
export async function closeIncident(
  tx: Tx,
  incidentId: IncidentId,
  resolution: string,
): Promise<'closed' | 'was-closed' | undefined> {
  const { rows } = await sql<{ wasClosed: boolean }>`
    with before as (select id, closed_at is not null as was_closed from incidents where id = ${incidentId} for update),
    closed as (update incidents i set closed_at = ${tx.now()}, closed_by = ${tx.actor.id}, resolution = ${resolution}
      from before b where i.id = b.id and not b.was_closed)
    select was_closed from before`.execute(tx.db)
  const [row] = rows
  return row && (row.wasClosed ? 'was-closed' : 'closed')
}
