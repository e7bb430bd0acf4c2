import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

/** Our own books of what the payment providers took. */
export async function takenPayments(cx: Cx): Promise<{ id: string; capturedMinor: number; refundedMinor: number }[]> {
  const { rows } = await sql<{ id: string; capturedMinor: number; refundedMinor: number }>`
    select id, captured_minor, refunded_minor from payments
    where provider in ('stripe', 'paypal') and captured_minor > 0`.execute(cx.db)
  return rows
}

type Charge = {
  readonly id: string
  readonly cartId: string | null
  readonly order: string
  readonly isGoingBack: boolean
  /** By an order of that very attempt, every copy of which is claimed for it. */
  readonly isSold: boolean
}

/** What these payments were for. */
export async function chargesOf(cx: Cx, paymentIds: readonly string[]): Promise<Charge[]> {
  const { rows } = await sql<Charge>`
    select asked.id, c.cart_id, coalesce('order ' || o.number || ' is ' || o.state, 'no order, checkout ' || c.state, 'unknown here') as order,
      coalesce(p.due is not null, false) as is_going_back,
      coalesce(o.state <> 'cancelled', false)
        and exists (select 1 from order_line_units lu join order_lines l on l.id = lu.order_line_id where l.order_id = o.id and lu.released_at is null)
        and not exists (
          select 1 from order_line_units lu join order_lines l on l.id = lu.order_line_id
          left join claims k on k.unit_id = lu.unit_id and k.ended_at is null
          where l.order_id = o.id and lu.released_at is null and k.holder is distinct from 'order:' || o.id) as is_sold
    from unnest(${paymentIds}::uuid[]) as asked (id)
    left join payments p on p.id = asked.id left join checkouts c on c.payment_id = p.id left join orders o on o.id = c.order_id`.execute(
    cx.db,
  )
  return rows
}

/** Every payment a provider was told of, by its last state. */
export async function countPayments(cx: Cx): Promise<{ state: string; count: number }[]> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from payments where provider in ('stripe', 'paypal') group by state order by state`.execute(
    cx.db,
  )
  return rows
}
