import type { RawBuilder } from 'kysely'
import { newId, type PaymentId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { emit } from '#platform/outbox'
import { type PaymentMove, paymentMoves } from './payments.ts'
import type { PaymentView } from './queries.ts'

export type NewPayment = {
  readonly reference: string
  readonly provider: string
  readonly amountMinor: number
  readonly state: 'created' | 'awaited' | 'captured'
}

/**
 * Opening a payment as parts of a statement: the CTE `payment`, with its first event. One row is written for each row of
 * `given`, so a statement that in the end did nothing opens no payment. See docs/decisions/0012.
 */
export function openingPayment(tx: Tx, payment: NewPayment, given: RawBuilder<unknown>): RawBuilder<unknown> {
  const { reference, provider, amountMinor, state } = payment
  return sql`
    payment as (
      insert into payments (id, reference, provider, amount_minor, state, captured_minor, created_at, updated_at)
      select ${newId<PaymentId>(tx.now())}::uuid, ${reference}, ${provider}, ${amountMinor}::int, ${state}, ${state === 'captured' ? amountMinor : 0}::int,
        ${tx.now()}::timestamptz, ${tx.now()}::timestamptz from ${given}
      returning id, state
    ), payment_recorded as (
      insert into payment_events (payment_id, to_state, at, actor) select id, state, ${tx.now()}, ${tx.actor.id} from payment
    )`
}

export async function insertPayment(tx: Tx, payment: NewPayment): Promise<PaymentId> {
  const { rows } = await sql<{ id: PaymentId }>`
    with ${openingPayment(tx, payment, sql`(select) as always`)} select id from payment`.execute(tx.db)
  const [opened] = rows
  invariant(opened, 'a payment was opened')
  return opened.id
}

export type PaymentChange = {
  readonly providerPaymentId?: string | undefined
  readonly failureCode?: string
}

/** Compare-and-swap on the state, with its event; what is due stays due; false when the payment is not in a state this move starts from. */
export async function movePaymentRow(
  tx: Tx,
  paymentId: PaymentId,
  move: PaymentMove,
  change: PaymentChange = {},
): Promise<boolean> {
  const { from, to } = paymentMoves[move]
  const { providerPaymentId = null, failureCode = null } = change
  const { rows } = await sql<{ id: PaymentId }>`
    with old as (
      select id, state from payments where id = ${paymentId} and state = any (${from}::text[]) for update
    ), moved as (
      update payments p set state = ${to}, updated_at = ${tx.now()},
        provider_payment_id = coalesce(${providerPaymentId}, p.provider_payment_id), failure_code = coalesce(${failureCode}, p.failure_code),
        captured_minor = case when ${to} = 'captured' then p.amount_minor else p.captured_minor end,
        refunded_minor = case when ${to} = 'refunded' then p.captured_minor else p.refunded_minor end
      from old where p.id = old.id
      returning p.id
    ), recorded as (
      insert into payment_events (payment_id, from_state, to_state, data, at, actor)
      select id, state, ${to}, jsonb_strip_nulls(jsonb_build_object('failureCode', ${failureCode}::text)), ${tx.now()}, ${tx.actor.id} from old
    )
    select id from moved`.execute(tx.db)
  return rows.length > 0
}

/** Writes down what the provider must still be told, whatever the state; the settling job does it. */
export async function markDue(
  tx: Tx,
  paymentId: PaymentId,
  due: 'cancel' | 'refund',
  providerPaymentId?: string,
): Promise<void> {
  await tx.db
    .updateTable('payments')
    .set({ due, updatedAt: tx.now(), ...(providerPaymentId && { providerPaymentId }) })
    .where('id', '=', paymentId)
    .execute()
}

/** What was given up is to be given up once more; a payment in another state, or already due, is left alone. */
export async function markLateDue(tx: Tx, paymentId: PaymentId): Promise<void> {
  await tx.db
    .updateTable('payments')
    .set({ due: 'cancel', lookAgainAt: null, updatedAt: tx.now() })
    .where('id', '=', paymentId)
    .where('state', '=', 'cancelled')
    .where('due', 'is', null)
    .execute()
}

/** Looked at, and nothing was there; a look that was planned anew meanwhile stays. */
export async function forgetLook(tx: Tx, { id, lookAgainAt }: PaymentView): Promise<void> {
  await tx.db
    .updateTable('payments')
    .set({ lookAgainAt: null })
    .where('id', '=', id)
    .where('lookAgainAt', '=', lookAgainAt)
    .execute()
}

/** Longer than any request of ours is on its way: our client gives up after 15 s, a network may still deliver it. */
const lookAgainMs = 180_000

/** The provider has done it (or never knew the payment): clears `due` and records the last state; false when another did. */
export async function clearDue(tx: Tx, paymentId: PaymentId, to: 'cancelled' | 'refunded'): Promise<boolean> {
  const { rows } = await sql`
    with old as (
      select id, state from payments where id = ${paymentId} and due is not null for update
    ), cleared as (
      update payments p set due = null, state = ${to}, updated_at = ${tx.now()},
        look_again_at = case when ${to} = 'cancelled' and p.provider_payment_id is not null then ${new Date(tx.now().getTime() + lookAgainMs)}::timestamptz end,
        captured_minor = case when ${to} = 'refunded' then p.amount_minor else p.captured_minor end,
        refunded_minor = case when ${to} = 'refunded' then p.amount_minor else p.refunded_minor end
      from old where p.id = old.id
    )
    insert into payment_events (payment_id, from_state, to_state, data, at, actor)
    select id, state, ${to}, '{"at": "provider"}', ${tx.now()}, ${tx.actor.id} from old returning id`.execute(tx.db)
  return rows.length > 0
}

/** The provider keeps the money: nothing is due there any more, a person must send it back. */
export async function recordRefundFailure(tx: Tx, payment: PaymentView, code: string): Promise<void> {
  const { id, reference, amountMinor, refundedMinor } = payment
  const { rows } = await sql`
    with old as (
      select id, state from payments where id = ${id} and due is not null for update
    ), noted as (
      update payments p set due = null, failure_code = ${code}, updated_at = ${tx.now()},
        state = 'captured', captured_minor = p.amount_minor from old where p.id = old.id
    )
    insert into payment_events (payment_id, from_state, to_state, data, at, actor)
    select id, state, 'captured', jsonb_build_object('refundFailed', ${code}::text), ${tx.now()}, ${tx.actor.id} from old returning id`.execute(
    tx.db,
  )
  const leftMinor = amountMinor - refundedMinor
  if (rows.length > 0)
    await emit(tx, {
      type: 'payment.refund-failed',
      payload: { paymentId: id, reference, amountMinor: leftMinor, code },
    })
}

/** The id at the provider, once: false when the payment was given up before its provider answered. */
export async function rememberProviderPayment(
  tx: Tx,
  paymentId: PaymentId,
  providerPaymentId: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('payments')
    .set({ providerPaymentId })
    .where('id', '=', paymentId)
    .where('state', '=', 'created')
    .where('due', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export type NewNotice = {
  readonly provider: string
  readonly eventId: string
  readonly kind: string
  readonly paymentId: PaymentId | undefined
}

/** False for an event that had come before; how often it came again is counted. */
export async function insertNotice(
  tx: Tx,
  { provider, eventId, kind, paymentId = undefined }: NewNotice,
): Promise<boolean> {
  const { rows } = await sql<{ repeats: number }>`
    insert into payment_notices (provider, event_id, kind, payment_id, received_at)
    values (${provider}, ${eventId}, ${kind}, ${paymentId ?? null}, ${tx.now()})
    on conflict (provider, event_id) do update set repeats = payment_notices.repeats + 1 returning repeats`.execute(
    tx.db,
  )
  return rows[0]?.repeats === 0
}
