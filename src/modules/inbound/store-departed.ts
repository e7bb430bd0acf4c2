import type { AccountId, CustomerId } from '#kernel/ids'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'

/** A member may be told under several ids, and more than once. */
export async function noteDeparted(tx: Tx, accountId: AccountId, buyerIds: readonly string[]): Promise<void> {
  await sql`
    insert into departed_buyers (account_id, buyer_id, told_at)
    select ${accountId}::uuid, id, ${tx.now()} from unnest(${buyerIds}::text[]) as told (id)
    where not exists (select from departed_buyers d where d.account_id = ${accountId} and d.buyer_id = encode(sha256(told.id::bytea), 'hex'))
    on conflict do nothing`.execute(tx.db)
}

export type Departed = { readonly accountId: AccountId; readonly buyerId: string }

/** Who is to be forgotten and has no order under way; an order that is not sent yet needs its address. */
export async function listDeparted(cx: Cx, limit: number): Promise<Departed[]> {
  const { rows } = await sql<Departed>`
    select d.account_id, d.buyer_id from departed_buyers d
    where d.forgotten_at is null and not exists (
      select from channel_orders c join orders o on o.id = c.order_id
      where c.account_id = d.account_id and c.payload -> 'buyer' ->> 'externalId' = d.buyer_id and o.state not in ('sent', 'cancelled'))
    order by d.told_at limit ${limit}`.execute(cx.db)
  return rows
}

export async function customersOf(cx: Cx, { accountId, buyerId }: Departed): Promise<CustomerId[]> {
  const { rows } = await sql<{ id: CustomerId }>`
    select id from customers where source = ${`channel:${accountId}`} and external_id = ${buyerId}`.execute(cx.db)
  return rows.map(({ id }) => id)
}

/** Reports lose the person and keep the sale; pushes that told of them go. */
export async function forgetBuyer(tx: Tx, { accountId, buyerId }: Departed): Promise<void> {
  await sql`
    update channel_orders set updated_at = ${tx.now()}, payload = payload || jsonb_build_object(
      'buyer', jsonb_build_object('externalId', '', 'name', '–'), 'note', '',
      'address', jsonb_build_object('name', '–', 'line1', '', 'line2', '', 'postalCode', '', 'city', '', 'phone', '', 'isGuessed', true,
        'country', coalesce(payload -> 'address' ->> 'country', '')))
    where account_id = ${accountId} and payload -> 'buyer' ->> 'externalId' = ${buyerId}`.execute(tx.db)
  await sql`
    delete from inbound_events where account_id = ${accountId} and outcome = 'handled'
      and jsonb_path_exists(content, '$.orders[*].buyer ? (@.externalId == $id)', jsonb_build_object('id', ${buyerId}::text))`.execute(
    tx.db,
  )
  await sql`
    update incidents i set data = jsonb_set(i.data, '{buyer}', '"–"') from channel_orders c
    where c.account_id = ${accountId} and c.order_id = i.order_id and c.payload -> 'buyer' ->> 'name' = '–' and i.data ? 'buyer'`.execute(
    tx.db,
  )
  await sql`
    update departed_buyers set forgotten_at = ${tx.now()}, buyer_id = encode(sha256(buyer_id::bytea), 'hex')
    where account_id = ${accountId} and buyer_id = ${buyerId}`.execute(tx.db)
}
