import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

type Fault = { readonly check: string; readonly subject: string; readonly found: string; readonly expected: string }

/** Folds every ledger and compares: balances, running balances, and what orders say they paid with vouchers. */
export async function verifyVouchers(cx: Cx): Promise<Fault[]> {
  const { rows } = await sql<Fault>`
    select 'vouchers.balance' as check, 'voucher:' || v.code as subject, v.balance_minor::text as found, coalesce(sum(e.amount_minor), 0)::text as expected
    from vouchers v left join voucher_entries e on e.voucher_id = v.id group by v.id having v.balance_minor <> coalesce(sum(e.amount_minor), 0)
    union all
    select 'vouchers.running-balance', 'voucher:' || v.code, e.balance_minor::text, e.folded::text
    from (select *, sum(amount_minor) over (partition by voucher_id order by id) as folded from voucher_entries) e join vouchers v on v.id = e.voucher_id
    where e.balance_minor <> e.folded
    union all
    select 'vouchers.order-part', 'order:' || o.number, (case when o.state = 'cancelled' then 0 else o.voucher_minor end)::text, (-coalesce(sum(e.amount_minor), 0))::text
    from orders o left join voucher_entries e on e.reference = 'order:' || o.id and e.kind in ('redeemed', 'returned')
    group by o.id having case when o.state = 'cancelled' then 0 else o.voucher_minor end <> -coalesce(sum(e.amount_minor), 0)`.execute(
    cx.db,
  )
  return rows
}
