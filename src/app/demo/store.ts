import type { OrderId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { type Doomed, deleteDeep, refusingKeys } from './store-deep.ts'

export type DemoRows = {
  readonly variantIds: readonly string[]
  readonly unitIds: readonly string[]
  readonly orderIds: readonly string[]
  readonly accountIds: readonly string[]
  readonly promotionIds: readonly string[]
}

/** Orders with a line that is not about a demo copy: somebody's real business. */
export async function countRealOrders(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct l.order_id)::int as count from order_lines l left join variants v on v.id = l.variant_id
    where v.sku is null or v.sku not like 'DEMO-%'`.execute(tx.db)
  return rows[0]?.count ?? 0
}

/** Everything of the demo, with what was sold of it. Sandbox accounts are those that talk to this very machine. */
export async function findDemoRows(tx: Tx): Promise<DemoRows> {
  const { rows } = await sql<DemoRows>`
    with demo as (select id from variants where sku like 'DEMO-%')
    select array(select id from demo) as variant_ids, array(select id from units where variant_id in (select id from demo)) as unit_ids,
      array(select id from orders) as order_ids,
      array(select id from channel_accounts where settings->>'baseUrl' ~ '^http://(127\\.0\\.0\\.1|localhost)[:/]') as account_ids,
      array(select distinct promotion_id from promotion_changes where actor = 'demo') as promotion_ids`.execute(tx.db)
  return rows[0] ?? { variantIds: [], unitIds: [], orderIds: [], accountIds: [], promotionIds: [] }
}

const everything = sql`true`

/**
 * With no real order left every order, cart, payment, buyer, question and mail is the demo's; of what a seller may have made as well,
 * what Nadia made.
 */
const doomed = ({ variantIds, unitIds, accountIds, promotionIds }: DemoRows): readonly Doomed[] => [
  ...peopleTables.map((table) => ({ table, where: everything })),
  { table: 'vouchers', where: sql`created_by = 'demo'` },
  { table: 'promotions', where: sql`id = any(${promotionIds}::uuid[])` },
  ...['banners', 'collections', 'market_days'].map((table) => ({ table, where: sql`updated_by = 'demo'` })),
  { table: 'terms_versions', where: sql`published_by = 'demo'` },
  { table: 'tax_regimes', where: sql`set_by = 'demo'` },
  { table: 'secrets', where: sql`name = any(${accountIds.map((id) => `channel:${id}`)}::text[])` },
  { table: 'channel_accounts', where: sql`id = any(${accountIds}::uuid[])` },
  { table: 'claims', where: sql`holder like 'cart:%'` },
  { table: 'units', where: sql`id = any(${unitIds}::uuid[])` },
  { table: 'variants', where: sql`id = any(${variantIds}::uuid[])` },
  { table: 'products', where: sql`not exists (select from variants v where v.product_id = products.id)` },
  {
    table: 'places',
    where: sql`kind = 'shelf' and not exists (select from units u where u.place_id = places.id)
      and not exists (select from movements m where m.from_place_id = places.id or m.to_place_id = places.id)`,
  },
  { table: 'settings', where: sql`key = 'demo' or updated_by = 'demo'` },
]

const peopleTables = [
  'incidents',
  'reviews',
  'questions',
  'message_threads',
  'answering_hours',
  'order_receipts',
  'quotes',
  'erasures',
  'orders',
  'checkouts',
  'carts',
  'payment_notices',
  'payments',
  'wish_lists',
  'customers',
  'mails',
] as const

/** The ledger of vouchers lets nothing go; the demo's never was anybody's money. */
const ledgerLetsGo = (tx: Tx, may: boolean) =>
  sql`alter table voucher_entries ${sql.raw(may ? 'disable' : 'enable')} trigger voucher_entries_stay`.execute(tx.db)

export async function deleteDemoRows(tx: Tx, rows: DemoRows): Promise<void> {
  const keys = await refusingKeys(tx)
  await ledgerLetsGo(tx, true)
  for (const each of doomed(rows)) await deleteDeep(tx, keys, each)
  await ledgerLetsGo(tx, false)
}

/** An order of the demo's past: packed and sent at the moment `tx` plays in, without the events that would set today's work going. */
export async function sendDemoOrder(tx: Tx, orderId: OrderId): Promise<void> {
  await sql`
    with moved as (update orders set state = 'sent', updated_at = ${tx.now()} where id = ${orderId} and state = 'paid' returning id)
    insert into order_events (order_id, what, from_state, to_state, data, at, actor)
    select id, step.to_state, step.from_state, step.to_state, '{}', ${tx.now()}::timestamptz, ${tx.actor.id}
    from moved, (values ('paid', 'packed'), ('packed', 'sent')) as step (from_state, to_state)`.execute(tx.db)
}
