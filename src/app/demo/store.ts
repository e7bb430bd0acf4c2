import type { OrderId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'

export type DemoRows = {
  readonly variantIds: readonly string[]
  readonly unitIds: readonly string[]
  readonly orderIds: readonly string[]
  readonly accountIds: readonly string[]
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
      array(select id from channel_accounts where settings->>'baseUrl' ~ '^http://(127\\.0\\.0\\.1|localhost)[:/]') as account_ids`.execute(
    tx.db,
  )
  return rows[0] ?? { variantIds: [], unitIds: [], orderIds: [], accountIds: [] }
}

type Deletion = (rows: DemoRows) => ReturnType<typeof sql>

const isDemoListing = ({ variantIds, accountIds }: DemoRows) =>
  sql`(variant_id = any(${variantIds}::uuid[]) or account_id = any(${accountIds}::uuid[]))`

const ofChannels: readonly Deletion[] = [
  (rows) => sql`delete from incidents where order_id = any(${rows.orderIds}::uuid[]) or ${isDemoListing(rows)}`,
  (rows) =>
    sql`delete from channel_orders where order_id = any(${rows.orderIds}::uuid[]) or account_id = any(${rows.accountIds}::uuid[])`,
  (rows) => sql`delete from listing_events where listing_id in (select id from listings where ${isDemoListing(rows)})`,
  (rows) => sql`delete from listing_remotes where account_id = any(${rows.accountIds}::uuid[])
    or listing_id in (select id from listings where ${isDemoListing(rows)})`,
  (rows) => sql`delete from listings where ${isDemoListing(rows)}`,
  (rows) => sql`delete from secrets where name = any(${rows.accountIds.map((id) => `channel:${id}`)}::text[])`,
  (rows) => sql`delete from channel_accounts where id = any(${rows.accountIds}::uuid[])`,
]

/** Rows of people and of what they sent back: with no real order left all of them are the demo's. */
const ofBuyers: readonly Deletion[] = [
  'return_refunds',
  'return_events',
  'return_units',
  'return_lines',
  'returns',
  'order_receipts',
  'order_identities',
  'payment_refunds',
  'quote_events',
  'quote_lines',
  'quotes',
  'erasures',
  'login_keys',
  'login_events',
  'logins',
  'customer_consents',
  'customer_addresses',
].map((table) => () => sql`delete from ${sql.table(table)}`)

const ofOrders: readonly Deletion[] = [
  () => sql`delete from question_events`,
  () => sql`delete from questions`,
  () => sql`delete from message_events`,
  () => sql`delete from messages`,
  () => sql`delete from message_threads`,
  () => sql`delete from answering_hours`,
  ({ orderIds }) =>
    sql`delete from review_events where review_id in (select id from reviews where order_id = any(${orderIds}::uuid[]))`,
  ({ orderIds }) =>
    sql`delete from review_copies where review_id in (select id from reviews where order_id = any(${orderIds}::uuid[]))`,
  ({ orderIds }) => sql`delete from reviews where order_id = any(${orderIds}::uuid[])`,
  ({ orderIds }) => sql`delete from review_invitations where order_id = any(${orderIds}::uuid[])`,
  ({ orderIds }) =>
    sql`delete from order_line_units where order_line_id in (select id from order_lines where order_id = any(${orderIds}::uuid[]))`,
  ({ orderIds }) => sql`delete from order_events where order_id = any(${orderIds}::uuid[])`,
  ({ orderIds }) => sql`delete from order_lines where order_id = any(${orderIds}::uuid[])`,
  () => sql`delete from checkouts`,
  () => sql`delete from carts`,
  ({ orderIds }) => sql`delete from orders where id = any(${orderIds}::uuid[])`,
  () => sql`delete from payment_events`,
  () => sql`delete from payment_notices`,
  () => sql`delete from payment_refunds`,
  () => sql`delete from payments`,
  () => sql`delete from customers`,
  () => sql`delete from mails`,
]

const ofStock: readonly Deletion[] = [
  ({ unitIds }) => sql`delete from claim_events where unit_id = any(${unitIds}::uuid[])`,
  ({ unitIds }) => sql`delete from claims where unit_id = any(${unitIds}::uuid[]) or holder like 'cart:%'`,
  ({ unitIds, variantIds }) =>
    sql`delete from lot_units where unit_id = any(${unitIds}::uuid[]) or variant_id = any(${variantIds}::uuid[])`,
  ({ unitIds }) => sql`delete from movements where unit_id = any(${unitIds}::uuid[])`,
  ({ unitIds }) => sql`delete from units where id = any(${unitIds}::uuid[])`,
  () => sql`delete from places p where kind = 'shelf' and not exists (select from units u where u.place_id = p.id)
    and not exists (select from movements m where m.from_place_id = p.id) and not exists (select from movements m where m.to_place_id = p.id)`,
]

const ofCatalogue: readonly Deletion[] = [
  ({ variantIds }) => sql`delete from import_keys where variant_id = any(${variantIds}::uuid[])`,
  ({ variantIds }) => sql`delete from price_changes where variant_id = any(${variantIds}::uuid[])`,
  ({ variantIds }) => sql`delete from list_prices where variant_id = any(${variantIds}::uuid[])`,
  ({ variantIds }) => sql`delete from photos where variant_id = any(${variantIds}::uuid[])`,
  ({ variantIds }) => sql`delete from variants where id = any(${variantIds}::uuid[])`,
  () => sql`delete from products p where not exists (select from variants v where v.product_id = p.id)`,
  () => sql`delete from settings where key = 'demo' or updated_by = 'demo'`,
]

/** Deletes in the order that foreign keys ask for. With no real order left, every cart, payment, buyer and mail is the demo's. */
export async function deleteDemoRows(tx: Tx, rows: DemoRows): Promise<void> {
  for (const deletion of [...ofChannels, ...ofBuyers, ...ofOrders, ...ofStock, ...ofCatalogue])
    await deletion(rows).execute(tx.db)
}

/** An order of the demo's past: packed and sent at the moment `tx` plays in, without the events that would set today's work going. */
export async function sendDemoOrder(tx: Tx, orderId: OrderId): Promise<void> {
  await sql`
    with moved as (update orders set state = 'sent', updated_at = ${tx.now()} where id = ${orderId} and state = 'paid' returning id)
    insert into order_events (order_id, what, from_state, to_state, data, at, actor)
    select id, step.to_state, step.from_state, step.to_state, '{}', ${tx.now()}::timestamptz, ${tx.actor.id}
    from moved, (values ('paid', 'packed'), ('packed', 'sent')) as step (from_state, to_state)`.execute(tx.db)
}
