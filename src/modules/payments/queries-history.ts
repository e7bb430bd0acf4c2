import type { PaymentId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { findPayment } from './queries.ts'

export type PaymentHistory = {
  readonly events: {
    readonly at: Date
    readonly actor: string
    readonly fromState: string | null
    readonly toState: string
    readonly failureCode: string | null
    /** What stands on the transfer or the receipt, for money sent back by hand. */
    readonly reference: string | null
  }[]
  readonly refunds: {
    readonly id: string
    readonly amountMinor: number
    readonly reason: string
    readonly state: 'due' | 'done' | 'failed'
    readonly failureCode: string | null
    readonly createdAt: Date
    readonly doneAt: Date | null
    readonly doneBy: string | null
    readonly doneReference: string | null
  }[]
}

const rowsMax = 200

/** What became of a payment, oldest first, and the parts of it that went back. Refuses `payment.not-found`. */
export async function paymentHistory(cx: Cx, paymentId: PaymentId): Promise<PaymentHistory> {
  if (!(await findPayment(cx, paymentId))) refuse('payment.not-found', { paymentId })
  const [events, refunds] = await Promise.all([
    sql<PaymentHistory['events'][number]>`
      select at, actor, from_state, to_state, coalesce(data ->> 'failureCode', data ->> 'refundFailed') as failure_code, data ->> 'reference' as reference
      from payment_events where payment_id = ${paymentId} order by id limit ${rowsMax}`.execute(cx.db),
    sql<PaymentHistory['refunds'][number]>`
      select id, amount_minor, reason, state, failure_code, created_at, done_at, done_by, done_reference from payment_refunds
      where payment_id = ${paymentId} order by created_at, id limit ${rowsMax}`.execute(cx.db),
  ])
  return { events: events.rows, refunds: refunds.rows }
}
