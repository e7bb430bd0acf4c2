import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

/** Our own books of what the payment providers took. */
export async function takenPayments(cx: Cx): Promise<{ id: string; capturedMinor: number; refundedMinor: number }[]> {
  const { rows } = await sql<{ id: string; capturedMinor: number; refundedMinor: number }>`
    select id, captured_minor, refunded_minor from payments
    where provider in ('stripe', 'paypal') and captured_minor > 0`.execute(cx.db)
  return rows
}
