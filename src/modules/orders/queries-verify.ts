import type { Fault } from '#modules/stock'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

/** Recomputes totals, and compares sold copies with claims, states with events, and paid orders with payments. */
export async function verifyOrders(cx: Cx): Promise<Fault[]> {
  const results = await Promise.all(checks.map((check) => check.execute(cx.db)))
  return results.flatMap((result) => result.rows)
}

const totals = sql<Fault>`
  select 'orders.total' as check, 'order:' || o.number as subject, o.items_minor || ' - ' || o.discount_minor || ' + ' || o.delivery_minor || ' = ' || o.total_minor as found,
    coalesce(sum(l.total_minor), 0) || ' - ' || coalesce(sum(l.discount_minor), 0) || ' + ' || o.delivery_minor as expected
  from orders o left join order_lines l on l.order_id = o.id
    and not exists (select 1 from order_line_cancellations c where c.order_line_id = l.id)
  group by o.id having coalesce(sum(l.total_minor), 0) <> o.items_minor or coalesce(sum(l.discount_minor), 0) <> o.discount_minor
    or o.total_minor <> o.items_minor - o.discount_minor + o.delivery_minor`

/** What a line says it was reduced by is what its promotions took off. */
const discounts = sql<Fault>`
  select 'orders.line-discount' as check, 'order:' || o.number || ' line ' || l.position as subject, l.discount_minor::text as found,
    coalesce(sum(d.amount_minor), 0)::text as expected
  from order_lines l join orders o on o.id = l.order_id left join order_discounts d on d.order_line_id = l.id
  group by o.id, l.id having l.discount_minor <> coalesce(sum(d.amount_minor), 0)`

/** Every copy an order sold is claimed by that order and nobody else. */
const soldCopies = sql<Fault>`
  select 'orders.sold-copy-claimed' as check, 'order:' || o.number || ' unit:' || u.code as subject,
    coalesce(c.kind || ' ' || c.holder, 'no claim') as found, 'order order:' || o.id as expected
  from order_line_units lu join order_lines l on l.id = lu.order_line_id join orders o on o.id = l.order_id join units u on u.id = lu.unit_id
  left join claims c on c.unit_id = lu.unit_id and c.ended_at is null
  where lu.released_at is null and (c.holder is distinct from 'order:' || o.id or c.kind <> 'order')`

/** Every order claim belongs to a line of a living order. */
const orderClaims = sql<Fault>`
  select 'orders.claim-has-line' as check, 'unit:' || u.code as subject, c.holder as found, 'a line of a living order' as expected
  from claims c join units u on u.id = c.unit_id
  where c.ended_at is null and c.kind = 'order' and not exists (
    select 1 from order_line_units lu join order_lines l on l.id = lu.order_line_id join orders o on o.id = l.order_id
    where lu.unit_id = c.unit_id and lu.released_at is null and c.holder = 'order:' || o.id and o.state <> 'cancelled')`

/** A line has as many copies as it sold (a lot: at least one), or none when a marketplace sold what was gone. */
const lineCopies = sql<Fault>`
  select 'orders.line-copies' as check, 'order:' || o.number || ' line ' || l.position as subject, count(lu.unit_id)::text as found,
    case when p.kind = 'lot' then 'all copies of the lot' else l.quantity::text end as expected
  from order_lines l join orders o on o.id = l.order_id join variants v on v.id = l.variant_id join products p on p.id = v.product_id
  left join order_line_units lu on lu.order_line_id = l.id and (lu.released_at is null or lu.returned_at is not null)
  where o.state <> 'cancelled' and not exists (select 1 from order_line_cancellations c where c.order_line_id = l.id)
  group by o.id, l.id, p.kind
  having count(lu.unit_id) <> case when p.kind = 'lot' then greatest(count(lu.unit_id), 1) else l.quantity end
    and not exists (select 1 from order_events e where e.order_id = o.id and e.what = 'conflicted' and e.data -> 'variantIds' ? l.variant_id::text)`

const states = sql<Fault>`
  select 'orders.state-event' as check, 'order:' || o.number as subject, o.state as found, coalesce(e.to_state, 'no event') as expected
  from orders o
  left join lateral (select to_state from order_events where order_id = o.id and to_state is not null order by id desc limit 1) e on true
  where e.to_state is distinct from o.state`

/** What we say is paid has been paid, whatever of it went back with goods; marketplaces keep the money of their own orders until the payout. */
const paidOrders = sql<Fault>`
  select 'orders.paid-in-full' as check, 'order:' || o.number as subject, coalesce(sum(p.captured_minor - r.minor), 0)::text as found, o.due_minor::text as expected
  from orders o left join payments p on p.reference = 'order:' || o.id
  left join lateral (select coalesce(sum(amount_minor), 0) as minor from payment_refunds where payment_id = p.id and reason not like 'return:%') r on true
  where o.payment_method <> 'channel' and o.state in ('paid', 'packed', 'sent')
  group by o.id having coalesce(sum(p.captured_minor - r.minor), 0) <> o.due_minor`

/** Money taken belongs to a paid order, or is on its way back. */
const takenMoney = sql<Fault>`
  select 'orders.captured-means-paid' as check, 'payment:' || p.id as subject, 'captured for an order that is ' || coalesce(o.state, 'missing') as found,
    'a paid order, or a refund' as expected
  from payments p left join orders o on p.reference = 'order:' || o.id
  where p.state = 'captured' and p.due is null and coalesce(o.state, 'missing') not in ('paid', 'packed', 'sent')
    and (o.state is distinct from 'cancelled' or p.provider not in ('bank-transfer', 'manual'))`

const checks = [totals, discounts, soldCopies, orderClaims, lineCopies, states, paidOrders, takenMoney] as const
