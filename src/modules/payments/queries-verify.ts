import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

type Fault = { readonly check: string; readonly subject: string; readonly found: string; readonly expected: string }

/** Checks every payment's sums against its state, and its state against its events. */
export async function verifyPayments(cx: Cx): Promise<Fault[]> {
  const { rows } = await sql<Fault>`
    select 'payments.sums' as check, 'payment:' || id as subject,
      state || ', captured ' || captured_minor || ', refunded ' || refunded_minor as found, 'of ' || amount_minor || ' what the state says' as expected
    from payments
    where captured_minor <> case when state in ('captured', 'refunded') then amount_minor else 0 end
      or refunded_minor <> case when state = 'refunded' then amount_minor else
        (select coalesce(sum(r.amount_minor), 0) from payment_refunds r where r.payment_id = payments.id and r.state = 'done') end
    union all
    select 'payments.events', 'payment:' || p.id, p.state, coalesce(e.to_state, 'no event')
    from payments p
    left join lateral (select to_state from payment_events where payment_id = p.id order by id desc limit 1) e on true
    where e.to_state is distinct from p.state`.execute(cx.db)
  return rows
}
