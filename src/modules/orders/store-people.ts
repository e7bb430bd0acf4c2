import type { Person } from '#modules/customers'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'

/** From this total on an online contract is kept ten years (article D213-1), below it six as a tax document. */
const longContractMinor = 12_000

/** The buyer leaves these orders for the archive; the links that were mailed open nothing any more. */
export async function lockIdentities(
  tx: Tx,
  { customerIds }: Person,
): Promise<{ rule: string; count: number; until: Date | null }[]> {
  const { rows } = await sql<{ rule: string; count: number; until: Date | null }>`
    with locked as (
      insert into order_identities (order_id, buyer, shipping_address, rule, kept_until, locked_at)
      select id, buyer, shipping_address, case when total_minor >= ${longContractMinor} then 'contracts' else 'invoices' end,
        (placed_at + make_interval(years => case when total_minor >= ${longContractMinor} then 10 else 6 end))::date, ${tx.now()}
      from orders where customer_id = any (${customerIds}::uuid[])
      on conflict (order_id) do nothing returning order_id, rule, kept_until
    ), emptied as (
      update orders o set buyer = '{"name": "–"}', access_token = encode(gen_random_uuid()::text::bytea, 'base64'), updated_at = ${tx.now()},
        shipping_address = jsonb_build_object('name', '–', 'line1', '–', 'postcode', '–', 'city', '–', 'country', o.shipping_address ->> 'country')
      from locked where o.id = locked.order_id
    ), recorded as (
      insert into order_events (order_id, what, data, at, actor)
      select order_id, 'buyer-erased', jsonb_build_object('rule', rule, 'until', kept_until), ${tx.now()}, ${tx.actor.id} from locked
    )
    select rule, count(*)::int as count, max(kept_until)::timestamptz as until from locked group by rule order by rule`.execute(
    tx.db,
  )
  return rows
}

/** The day has come: nothing is left of the person. */
export async function deleteDueIdentities(tx: Tx): Promise<void> {
  await sql`delete from order_identities where kept_until < ${tx.now()}::date`.execute(tx.db)
}
