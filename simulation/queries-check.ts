import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Violation } from './world.ts'

/** The promises that must hold after every step, in one look. */
export async function brokenPromises(cx: Cx): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select 'one-live-claim' as check, 'unit ' || u.code as subject, string_agg(c.holder, ', ') as found
    from claims c join units u on u.id = c.unit_id where c.ended_at is null group by u.code having count(*) > 1
    union all
    select 'sold-once', 'unit ' || u.code, string_agg(o.number, ', ')
    from order_line_units lu join order_lines l on l.id = lu.order_line_id join orders o on o.id = l.order_id join units u on u.id = lu.unit_id
    where lu.released_at is null and o.state <> 'cancelled' group by u.code having count(*) > 1
    union all
    select 'sold-is-claimed', 'order ' || o.number, 'unit ' || u.code || ' is held by ' || coalesce(c.holder, 'nobody')
    from order_line_units lu join order_lines l on l.id = lu.order_line_id join orders o on o.id = l.order_id join units u on u.id = lu.unit_id
    left join claims c on c.unit_id = lu.unit_id and c.ended_at is null
    where lu.released_at is null and c.holder is distinct from 'order:' || o.id
    union all
    select 'a-copy-or-an-incident', 'order ' || o.number, 'line ' || l.position || ' has no copy and nobody was told'
    from order_lines l join orders o on o.id = l.order_id
    where o.state <> 'cancelled' and l.kind = 'goods' and not exists (select 1 from order_line_units lu where lu.order_line_id = l.id and lu.released_at is null)
      and not exists (select 1 from order_line_cancellations c where c.order_line_id = l.id)
      and not exists (select 1 from incidents i where i.order_id = o.id)
    union all
    select 'money-has-an-order', 'payment ' || p.id, p.captured_minor || ' captured for an order that is ' || coalesce(o.state, 'missing')
    from payments p left join orders o on p.reference = 'order:' || o.id
    where p.state = 'captured' and p.due is null and p.provider in ('stripe', 'paypal') and coalesce(o.state, 'missing') not in ('paid', 'packed', 'sent')
    union all
    select 'paid-in-full', 'order ' || o.number, coalesce(sum(p.captured_minor - back.minor), 0) || ' of ' || o.due_minor
    from orders o left join payments p on p.reference = 'order:' || o.id
    left join lateral (select coalesce(sum(amount_minor), 0) as minor from payment_refunds where payment_id = p.id) back on true
    where o.payment_method <> 'channel' and o.state in ('paid', 'packed', 'sent')
    group by o.id having coalesce(sum(p.captured_minor - back.minor), 0) <> o.due_minor`.execute(cx.db)
  return rows
}

/** Once everything is quiet nothing may be half done. */
export async function unfinishedBusiness(cx: Cx): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select 'no-orphan-lease' as check, a.label as subject, a.lane_owner::text || ' until ' || a.lane_until as found
    from channel_accounts a where a.lane_owner is not null and a.lane_until > ${cx.now()}
    union all
    select 'no-dead-claim', 'unit ' || u.code, c.holder || ' until ' || coalesce(c.expires_at::text, 'for ever')
    from claims c join units u on u.id = c.unit_id where c.ended_at is null and c.kind <> 'order'
    union all
    select 'no-open-checkout', k.id::text, k.state from checkouts k where k.state = 'open'
    union all
    select 'no-unsettled-payment', p.id::text, p.state || ', due ' || coalesce(p.due, 'nothing')
    from payments p where p.provider in ('stripe', 'paypal') and (p.due is not null or p.look_again_at is not null or p.state in ('created', 'authorised'))
    union all
    select 'no-unsettled-refund', r.id::text, r.amount_minor || ' due' from payment_refunds r join payments p on p.id = r.payment_id
    where p.provider in ('stripe', 'paypal') and r.state = 'due'
    union all
    select 'no-waiting-event', e.type || ' ' || e.id, coalesce(e.last_error, 'never tried') from outbox e where e.dispatched_at is null
    union all
    select 'no-pending-listing', v.sku || ' on ' || a.label, l.state || ', ' || coalesce(l.last_error::text, 'no error')
    from listings l join variants v on v.id = l.variant_id join channel_accounts a on a.id = l.account_id where l.sent_seq < l.wanted_seq
    union all
    select 'incident-has-a-reason', i.kind || ' ' || coalesce(i.external_id, ''), i.data::text from incidents i
    where i.kind = 'double-sale' and not exists (select 1 from jsonb_array_elements(i.data -> 'holders') h)
      or i.kind = 'unknown-listing'`.execute(cx.db)
  return rows
}

/** Every order there is, by the marketplace's own number. */
export async function ordersHeardOf(cx: Cx): Promise<Map<string, { orderId: string | null; state: string | null }>> {
  const { rows } = await sql<{ accountId: string; externalId: string; orderId: string | null; state: string | null }>`
    select c.account_id, c.external_id, c.order_id, o.state from channel_orders c left join orders o on o.id = c.order_id`.execute(
    cx.db,
  )
  return new Map(rows.map((row) => [`${row.accountId} ${row.externalId}`, row]))
}

export type Offer = { readonly title: string; readonly priceMinor: number; readonly quantity: number }

/** What would be for sale in the world if every channel were told everything at once: one free copy after the other. */
export async function freeGoods(cx: Cx): Promise<(Offer & { mediaGrade: string | null; condition: string })[]> {
  const { rows } = await sql<Offer & { mediaGrade: string | null; condition: string }>`
    select p.title, l.price_minor, count(u.id)::int as quantity, v.media_grade, v.condition
    from units u join variants v on v.id = u.variant_id join products p on p.id = v.product_id join list_prices l on l.variant_id = v.id
    join places at on at.id = u.place_id and at.kind = 'shelf'
    where not exists (select 1 from claims c where c.unit_id = u.id and c.ended_at is null)
    group by p.title, l.price_minor, v.media_grade, v.condition order by p.title`.execute(cx.db)
  return rows
}

export async function countIncidents(cx: Cx): Promise<{ kind: string; count: number }[]> {
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*)::int as count from incidents group by kind order by kind`.execute(cx.db)
  return rows
}

/** Accounts that publish nothing new for now. */
export async function throttledAccounts(cx: Cx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ accountId: string }>`
    select account_id from standings where throttled_at is not null`.execute(cx.db)
  return new Set(rows.map(({ accountId }) => accountId))
}
