import type { OrderId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { RejectionReason, ReviewId, Verdict } from './reviews.ts'

/** False when this order's buyer was asked before. */
export async function insertInvitation(
  tx: Tx,
  { orderId, token, sentTo }: { orderId: OrderId; token: string; sentTo: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into review_invitations (order_id, token, sent_to, invited_at) values (${orderId}, ${token}, ${sentTo}, ${tx.now()})
    on conflict (order_id) do nothing returning order_id`.execute(tx.db)
  return rows.length > 0
}

type ReviewRow = {
  readonly id: ReviewId
  readonly orderId: OrderId
  readonly author: string
  readonly lang: string
  readonly shopStars: number
  readonly body: string
  readonly experiencedAt: Date
}

/** False when the order has its review already. */
export async function insertReview(tx: Tx, row: ReviewRow): Promise<boolean> {
  const { rows } = await sql`
    insert into reviews (id, order_id, author, lang, shop_stars, body, experienced_on, submitted_at, state)
    values (${row.id}, ${row.orderId}, ${row.author}, ${row.lang}, ${row.shopStars}, ${row.body},
      (${row.experiencedAt}::timestamptz at time zone 'Europe/Paris')::date, ${tx.now()}, 'waiting')
    on conflict (order_id) do nothing returning id`.execute(tx.db)
  return rows.length > 0
}

/** Grade and grader as they stand when the buyer judges. */
export async function insertReviewCopies(
  tx: Tx,
  reviewId: ReviewId,
  verdicts: ReadonlyMap<string, Verdict>,
): Promise<void> {
  await sql`
    insert into review_copies (review_id, order_line_id, variant_id, media_grade, graded_by, verdict)
    select ${reviewId}, l.id, l.variant_id, v.media_grade, v.graded_by, given.verdict
    from unnest(${[...verdicts.keys()]}::uuid[], ${[...verdicts.values()]}::text[]) as given (line_id, verdict)
    join order_lines l on l.id = given.line_id left join variants v on v.id = l.variant_id`.execute(tx.db)
}

/** `reason` null publishes. False when that was decided already, or there is no such review. */
export async function setDecision(tx: Tx, reviewId: ReviewId, reason: RejectionReason | null): Promise<boolean> {
  const { rows } = await sql`
    update reviews set state = ${reason === null ? 'published' : 'rejected'}, rejection_reason = ${reason}, decided_at = ${tx.now()}
    where id = ${reviewId} and (state = 'waiting' or rejection_reason is distinct from ${reason}) returning id`.execute(
    tx.db,
  )
  return rows.length > 0
}

export async function setAnswer(tx: Tx, reviewId: ReviewId, answer: string | null): Promise<void> {
  await sql`update reviews set answer = ${answer}, answered_at = ${answer === null ? null : tx.now()} where id = ${reviewId}`.execute(
    tx.db,
  )
}

export async function insertReviewEvent(
  tx: Tx,
  reviewId: ReviewId,
  { what, data }: { what: string; data: Readonly<Record<string, string>> },
): Promise<void> {
  await sql`
    insert into review_events (review_id, what, data, at, by)
    values (${reviewId}, ${what}, ${JSON.stringify(data)}::jsonb, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}
