import { newId, type OrderId, type VariantId } from '#kernel/ids'
import type { JsonObject } from '#modules/channels'
import type { IncidentId } from '#modules/inbound'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Outcome } from './rivals.ts'

/**
 * Locks in the order in which orders are taken in, packed and cancelled: what the vendor reported, the orders, the
 * listings' one lock (an order being taken in holds it while it waits for copies), the copies. Whoever comes later sees
 * what was decided.
 */
export async function lockRivals(
  tx: Tx,
  { orderIds, variantId }: { orderIds: readonly OrderId[]; variantId: VariantId },
): Promise<void> {
  const ids = [...new Set(orderIds)].toSorted()
  await sql`select external_id from channel_orders where order_id = any (${ids}::uuid[]) order by order_id for update`.execute(
    tx.db,
  )
  await sql`select id from orders where id = any (${ids}::uuid[]) order by id for update`.execute(tx.db)
  await sql`select pg_advisory_xact_lock(hashtext('channels.listings'))`.execute(tx.db)
  await sql`
    select u.id from units u where u.id in (select unit_id from lot_units where variant_id = ${variantId})
      or u.variant_id in (select other.id from variants v join variants other on other.product_id = v.product_id where v.id = ${variantId})
    order by u.id for no key update`.execute(tx.db)
}

export type OpenArbitration = {
  readonly id: string
  readonly incidentId: IncidentId
  readonly orderId: OrderId
  readonly lineId: string
  readonly variantId: VariantId
  readonly state: 'waiting' | 'asking'
  readonly isIncidentOpen: boolean
  readonly decideBy: Date | null
}

const openColumns = sql`
  select a.id, a.incident_id, a.order_id, a.order_line_id as line_id, a.variant_id, a.state, a.decide_by, i.closed_at is null as is_incident_open
  from arbitrations a join incidents i on i.id = a.incident_id where a.state <> 'decided'`

const openMax = 200

export async function openArbitrations(cx: Cx, variantIds?: readonly VariantId[]): Promise<OpenArbitration[]> {
  const { rows } = await sql<OpenArbitration>`
    ${openColumns} and (${variantIds ?? null}::uuid[] is null or a.variant_id = any (${variantIds ?? null}::uuid[]))
    order by a.opened_at, a.id limit ${openMax}`.execute(cx.db)
  return rows
}

export async function findOpenArbitration(cx: Cx, id: string): Promise<OpenArbitration | undefined> {
  const { rows } = await sql<OpenArbitration>`${openColumns} and a.id = ${id}`.execute(cx.db)
  return rows[0]
}

export async function isArbitrated(cx: Cx, incidentId: IncidentId, lineId: string): Promise<boolean> {
  const found = await cx.db
    .selectFrom('arbitrations')
    .select('id')
    .where('incidentId', '=', incidentId)
    .where('orderLineId', '=', lineId)
    .executeTakeFirst()
  return found !== undefined
}

export type ArbitrationRow = {
  readonly incidentId: IncidentId
  readonly orderId: OrderId
  readonly lineId: string
  readonly variantId: VariantId
  readonly state: 'waiting' | 'asking' | 'decided'
  readonly rule: string
  readonly outcome: Outcome | 'settled'
  readonly rivals: readonly JsonObject[]
  readonly verdicts: readonly JsonObject[]
  readonly decideBy: Date | null
}

/** One row per incident and line; a decided one is never changed again, an asked person keeps the first deadline. */
export async function saveArbitration(tx: Tx, row: ArbitrationRow): Promise<void> {
  const decidedAt = row.state === 'decided' ? tx.now() : null
  const decidedBy = row.state === 'decided' ? tx.actor.id : null
  await sql`
    insert into arbitrations (id, incident_id, order_id, order_line_id, variant_id, state, rule, outcome, rivals, verdicts, decide_by, opened_at, decided_at, decided_by)
    values (${newId(tx.now())}, ${row.incidentId}, ${row.orderId}, ${row.lineId}, ${row.variantId}, ${row.state}, ${row.rule}, ${row.outcome},
      ${JSON.stringify(row.rivals)}::jsonb, ${JSON.stringify(row.verdicts)}::jsonb, ${row.decideBy}, ${tx.now()}, ${decidedAt}, ${decidedBy})
    on conflict (incident_id, order_line_id) do update set state = excluded.state, rule = excluded.rule, outcome = excluded.outcome,
      rivals = excluded.rivals, verdicts = excluded.verdicts, decide_by = coalesce(arbitrations.decide_by, excluded.decide_by),
      decided_at = excluded.decided_at, decided_by = excluded.decided_by
      where arbitrations.state <> 'decided'`.execute(tx.db)
}

/** Nothing is left to decide: the line has its copy, or its order is over. */
export async function endArbitration(tx: Tx, id: string): Promise<void> {
  await sql`
    update arbitrations set state = 'decided', rule = 'overtaken', outcome = 'settled', decided_at = ${tx.now()}, decided_by = ${tx.actor.id}
    where id = ${id} and state <> 'decided'`.execute(tx.db)
}

export async function hasOpenArbitration(cx: Cx, incidentId: IncidentId): Promise<boolean> {
  const found = await cx.db
    .selectFrom('arbitrations')
    .select('id')
    .where('state', '<>', 'decided')
    .where('incidentId', '=', incidentId)
    .executeTakeFirst()
  return found !== undefined
}

/** External ids of the lines of an order that were taken out of it, or of all when it is cancelled. */
export async function droppedLineIds(cx: Cx, orderId: OrderId): Promise<string[]> {
  const { rows } = await sql<{ externalLineId: string }>`
    select l.external_line_id from order_lines l join orders o on o.id = l.order_id
    where o.id = ${orderId} and l.external_line_id is not null
      and (o.state = 'cancelled' or exists (select 1 from order_line_cancellations c where c.order_line_id = l.id))
    order by l.position`.execute(cx.db)
  return rows.map(({ externalLineId }) => externalLineId)
}

/** External ids of the lines that stand. */
export async function livingLineIds(cx: Cx, orderId: OrderId): Promise<string[]> {
  const { rows } = await sql<{ externalLineId: string }>`
    select l.external_line_id from order_lines l where l.order_id = ${orderId} and l.external_line_id is not null
      and not exists (select 1 from order_line_cancellations c where c.order_line_id = l.id) order by l.position`.execute(
    cx.db,
  )
  return rows.map(({ externalLineId }) => externalLineId)
}

/** Money a person must send back: taken without a provider that could. */
export async function hasRefundByHand(tx: Tx, orderId: OrderId): Promise<boolean> {
  const providers = Object.keys(tx.outside.paymentProviders ?? {})
  const { rows } = await sql<{ isThere: boolean }>`
    select exists (
      select 1 from payments p where p.reference = ${`order:${orderId}`} and p.state = 'captured' and p.provider <> all (${providers}::text[])
        and (p.due = 'refund' or exists (select 1 from payment_refunds r where r.payment_id = p.id and r.state = 'due'))) as is_there`.execute(
    tx.db,
  )
  return rows[0]?.isThere ?? false
}

/** A line of the living order has no copy. */
export async function isIncomplete(cx: Cx, orderId: OrderId): Promise<boolean> {
  const { rows } = await sql<{ isMissing: boolean }>`
    select exists (
      select 1 from order_lines l join orders o on o.id = l.order_id
      where o.id = ${orderId} and o.state <> 'cancelled'
        and not exists (select 1 from order_line_cancellations c where c.order_line_id = l.id)
        and not exists (select 1 from order_line_units lu where lu.order_line_id = l.id and lu.released_at is null)) as is_missing`.execute(
    cx.db,
  )
  return rows[0]?.isMissing ?? false
}
