import type { PaymentId } from '#kernel/ids'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'

export type NewRefund = {
  readonly id: string
  readonly paymentId: PaymentId
  readonly amountMinor: number
  readonly reason: string
}

export async function insertRefund(tx: Tx, refund: NewRefund): Promise<void> {
  await tx.db
    .insertInto('paymentRefunds')
    .values({ ...refund, createdAt: tx.now(), askedBy: tx.actor.id })
    .execute()
}

/** Less is expected from now on; the event keeps the amount that was taken off. */
export async function reduceAwaited(tx: Tx, paymentId: PaymentId, byMinor: number): Promise<void> {
  await sql`
    with reduced as (
      update payments set amount_minor = amount_minor - ${byMinor}::int, updated_at = ${tx.now()} where id = ${paymentId} and state = 'awaited' returning id
    )
    insert into payment_events (payment_id, from_state, to_state, data, at, actor)
    select id, 'awaited', 'awaited', jsonb_build_object('reducedByMinor', ${byMinor}::int), ${tx.now()}, ${tx.actor.id} from reduced`.execute(
    tx.db,
  )
}

export type DueRefund = {
  readonly id: string
  readonly paymentId: PaymentId
  readonly provider: string
  readonly providerPaymentId: string
  readonly amountMinor: number
  readonly reference: string
}

/** Parts that may go back now: the money is captured, and nothing was decided about the whole. */
export async function listDueRefunds(
  cx: Cx,
  { providers, refundsMax }: { providers: readonly string[]; refundsMax: number },
): Promise<DueRefund[]> {
  const { rows } = await sql<DueRefund>`
    select r.id, r.payment_id, p.provider, p.provider_payment_id, r.amount_minor, p.reference
    from payment_refunds r join payments p on p.id = r.payment_id
    where r.state = 'due' and p.state = 'captured' and p.due is null and p.provider = any(${providers}::text[])
      and p.provider_payment_id is not null
    order by r.created_at limit ${refundsMax}`.execute(cx.db)
  return rows
}

/** The provider has done it; of several processes that asked one records it. */
export const recordRefund = (tx: Tx, { id }: DueRefund): Promise<void> => recordPart(tx, id, null)

export const recordPartByHand = (tx: Tx, { id }: { id: string }, reference: string): Promise<void> =>
  recordPart(tx, id, reference)

async function recordPart(tx: Tx, id: string, reference: string | null): Promise<void> {
  await sql`
    with done as (
      update payment_refunds set state = 'done', done_at = ${tx.now()}, done_by = ${tx.actor.id}, done_reference = ${reference}
      where id = ${id} and state = 'due' returning payment_id, amount_minor
    ), counted as (
      update payments p set refunded_minor = p.refunded_minor + done.amount_minor, updated_at = ${tx.now()}
      from done where p.id = done.payment_id returning p.id, p.state
    )
    insert into payment_events (payment_id, from_state, to_state, data, at, actor)
    select c.id, c.state, c.state, jsonb_strip_nulls(jsonb_build_object('refundedMinor', d.amount_minor, 'reference', ${reference}::text)), ${tx.now()}, ${tx.actor.id}
    from counted c, done d`.execute(tx.db)
}

/** All that was left was sent by a person: parts not sent yet are in it. */
export async function recordWholeByHand(tx: Tx, paymentId: PaymentId, reference: string): Promise<void> {
  await sql`
    with old as (
      select id, state, amount_minor - refunded_minor as left_minor from payments where id = ${paymentId} and due = 'refund'
    ), gone as (
      update payments p set due = null, state = 'refunded', refunded_minor = p.amount_minor, updated_at = ${tx.now()} from old where p.id = old.id
    )
    insert into payment_events (payment_id, from_state, to_state, data, at, actor)
    select id, state, 'refunded', jsonb_build_object('refundedMinor', left_minor, 'reference', ${reference}::text), ${tx.now()}, ${tx.actor.id} from old`.execute(
    tx.db,
  )
}

/** Whoever else records a refund of it waits. */
export async function lockPayment(tx: Tx, paymentId: PaymentId): Promise<void> {
  await sql`select from payments where id = ${paymentId} for update`.execute(tx.db)
}

export const findPart = (
  tx: Tx,
  { id: paymentId }: { id: PaymentId },
  refundId: string,
): Promise<{ id: string; state: string } | undefined> =>
  tx.db
    .selectFrom('paymentRefunds')
    .select(['id', 'state'])
    .where('id', '=', refundId)
    .where('paymentId', '=', paymentId)
    .where('state', '<>', 'failed')
    .executeTakeFirst()

/** The provider will not send it; false when that was known. */
export async function failRefund(tx: Tx, { id }: DueRefund, code: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('paymentRefunds')
    .set({ state: 'failed', failureCode: code })
    .where('id', '=', id)
    .where('state', '=', 'due')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
