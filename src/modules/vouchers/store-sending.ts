import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Voucher } from './queries.ts'

export type DueVoucher = Pick<
  Voucher,
  'id' | 'code' | 'initialMinor' | 'recipientName' | 'senderName' | 'message' | 'lang' | 'expiresAt'
> & { readonly recipientEmail: string }

/** Marks the vouchers whose day has come as sent and answers them; of several processes each takes others. */
export async function takeDueVouchers(tx: Tx, vouchersMax: number): Promise<DueVoucher[]> {
  const { rows } = await sql<DueVoucher>`
      update vouchers set sent_at = ${tx.now()} where id in (
        select id from vouchers where send_at <= ${tx.now()} and sent_at is null and revoked_at is null and recipient_email is not null
        order by send_at limit ${vouchersMax} for update skip locked)
      returning id, code, initial_minor, recipient_name, sender_name, message, lang, expires_at, recipient_email`.execute(
    tx.db,
  )
  return rows
}

/** Takes the person out of vouchers they were sent; one that waits for its day is still sent, its buyer paid for that. */
export async function forgetRecipients(tx: Tx, emails: readonly string[]): Promise<void> {
  await sql`
    update vouchers set recipient_name = '', recipient_email = null, message = ''
    where lower(recipient_email) = any (${emails}::text[])
      and (sent_at is not null or revoked_at is not null)`.execute(tx.db)
}
