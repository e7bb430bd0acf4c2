import type { OrderId } from '#kernel/ids'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Gift } from './voucher.ts'

/** True, and its row locked, when the order's money is there. */
export async function lockPaidOrder(tx: Tx, orderId: OrderId): Promise<boolean> {
  const { rows: paid } = await sql<{ id: OrderId }>`
    select id from orders where id = ${orderId} and state in ('paid', 'packed', 'sent') for update`.execute(tx.db)
  return paid.length > 0
}

export type Bought = {
  readonly lineId: string
  readonly amountMinor: number
  readonly lang: string
  readonly gift: Gift
  readonly sendAt: Date | null
}

export async function boughtVouchers(tx: Tx, orderId: OrderId): Promise<Bought[]> {
  const { rows } = await sql<Bought>`
    select l.id as line_id, l.total_minor as amount_minor, o.lang, l.gift,
      case when l.gift ->> 'recipientEmail' is null then null
        else greatest(${tx.now()}::timestamptz, coalesce(((l.gift ->> 'sendOn')::date + time '08:00') at time zone 'Europe/Paris', ${tx.now()}::timestamptz)) end as send_at
    from order_lines l join orders o on o.id = l.order_id
    where l.order_id = ${orderId} and l.kind = 'voucher' and not exists (select 1 from order_line_cancellations c where c.order_line_id = l.id)
    order by l.position`.execute(tx.db)
  return rows
}

export type Received = {
  readonly code: string
  readonly initialMinor: number
  readonly recipientName: string
  readonly recipientEmail: string
  readonly senderName: string
  readonly message: string
  readonly sentAt: Date | null
}

/** Vouchers made out to these addresses. */
export async function vouchersFor(cx: Cx, emails: readonly string[]): Promise<Received[]> {
  const { rows } = await sql<Received>`
    select code, initial_minor, recipient_name, recipient_email, sender_name, message, sent_at from vouchers
    where lower(recipient_email) = any (${emails}::text[]) order by created_at`.execute(cx.db)
  return rows
}
