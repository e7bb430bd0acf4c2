import type { Person } from '#modules/customers'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

const theirs = ({ customerIds }: Person) => sql`o.customer_id = any (${customerIds}::uuid[])`

/** Orders that still have to reach somebody. */
export async function openOrdersOf(cx: Cx, person: Person): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    select o.number from orders o where ${theirs(person)} and o.state in ('placed', 'paid', 'packed') order by o.number`.execute(
    cx.db,
  )
  return rows.map(({ number }) => number)
}

/** A person's orders as they were agreed, with what was paid. */
export async function orderRowsOf(cx: Cx, person: Person) {
  const { rows } = await sql<Record<string, string | number | Date | null>>`
    select o.number, o.source, o.state, o.placed_at, o.buyer, o.shipping_address, o.lang, o.delivery_method, o.payment_method, o.items_minor,
      o.delivery_minor, o.total_minor,
      (select jsonb_agg(jsonb_build_object('title', l.title, 'detail', l.detail, 'quantity', l.quantity, 'totalMinor', l.total_minor) order by l.position)
        from order_lines l where l.order_id = o.id) as lines,
      (select jsonb_agg(jsonb_build_object('provider', p.provider, 'state', p.state, 'amountMinor', p.amount_minor, 'refundedMinor', p.refunded_minor, 'at', p.created_at))
        from payments p where p.reference = 'order:' || o.id) as payments
    from orders o where ${theirs(person)} order by o.placed_at`.execute(cx.db)
  return rows
}
