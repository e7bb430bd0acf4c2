import type { OrderId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { conformPercent, type RejectionReason, type ReviewId, type ReviewState, type Verdict } from './reviews.ts'

export type InvitedCopy = {
  readonly orderLineId: string
  readonly title: string
  readonly detail: string
  readonly mediaGrade: string | null
}

/** What the page to write a review must know. */
export type Invitation = {
  readonly orderId: OrderId
  readonly number: string
  readonly buyerName: string
  readonly sentAt: Date
  readonly isWritten: boolean
  readonly copies: readonly InvitedCopy[]
}

/** By the key of the mail. New goods have no grade to judge and are left out. */
export async function findInvitation(cx: Cx, token: string): Promise<Invitation | undefined> {
  const { rows } = await sql<Invitation>`
    select o.id as order_id, o.number, o.buyer ->> 'name' as buyer_name, exists (select from reviews r where r.order_id = o.id) as is_written,
      coalesce((select max(e.at) from order_events e where e.order_id = o.id and e.to_state = 'sent'), o.placed_at) as sent_at,
      coalesce((select jsonb_agg(jsonb_build_object('orderLineId', l.id, 'title', l.title, 'detail', l.detail, 'mediaGrade', v.media_grade) order by l.position)
        from order_lines l join variants v on v.id = l.variant_id
        where l.order_id = o.id and v.condition = 'used' and not exists (select 1 from order_line_cancellations c where c.order_line_id = l.id)), '[]') as copies
    from review_invitations i join orders o on o.id = i.order_id where i.token = ${token}`.execute(cx.db)
  return rows[0]
}

export type ShopRating = {
  readonly count: number
  /** One decimal; undefined without a review. */
  readonly stars: number | undefined
  readonly verdictCount: number
  readonly conformPercent: number | undefined
}

/** What the header says: published reviews only. */
export async function shopRating(cx: Cx): Promise<ShopRating> {
  const { rows } = await sql<{ count: number; stars: number | null; good: number; all: number }>`
    select count(*)::int as count, round(avg(shop_stars), 1)::float8 as stars,
      (select count(*)::int from review_copies c join reviews r on r.id = c.review_id where r.state = 'published' and c.verdict <> 'worse') as good,
      (select count(*)::int from review_copies c join reviews r on r.id = c.review_id where r.state = 'published') as all
    from reviews where state = 'published'`.execute(cx.db)
  const { count, stars, good, all } = rows[0] ?? { count: 0, stars: null, good: 0, all: 0 }
  return { count, stars: stars ?? undefined, verdictCount: all, conformPercent: conformPercent({ good, all }) }
}

type JudgedCopy = { readonly title: string; readonly mediaGrade: string | null; readonly verdict: Verdict }

export type PublishedReview = {
  readonly id: ReviewId
  readonly author: string
  readonly lang: string
  readonly shopStars: number
  readonly body: string
  readonly experiencedOn: Date
  readonly submittedAt: Date
  readonly answer: string | null
  readonly answeredAt: Date | null
  readonly copies: readonly JudgedCopy[]
}

const copiesOf = sql`coalesce((
  select jsonb_agg(jsonb_build_object('title', l.title, 'mediaGrade', c.media_grade, 'verdict', c.verdict) order by l.position)
  from review_copies c join order_lines l on l.id = c.order_line_id where c.review_id = r.id), '[]')`
const columns = sql`r.id, r.author, r.lang, r.shop_stars, r.body, r.experienced_on::timestamp at time zone 'Europe/Paris' as experienced_on,
  r.submitted_at, r.answer, r.answered_at, ${copiesOf} as copies`

export const reviewsPerPage = 20

/** Newest first, whatever they say; a page from 1. */
export async function publishedReviews(cx: Cx, page: number): Promise<PublishedReview[]> {
  const { rows } = await sql<PublishedReview>`
    select ${columns} from reviews r where r.state = 'published' order by r.submitted_at desc, r.id
    limit ${reviewsPerPage} offset ${(Math.max(1, page) - 1) * reviewsPerPage}`.execute(cx.db)
  return rows
}

export type Review = PublishedReview & {
  readonly orderId: OrderId
  readonly orderNumber: string
  readonly state: ReviewState
  readonly rejectionReason: RejectionReason | null
}

const officeColumns = sql`${columns}, r.order_id, o.number as order_number, r.state, r.rejection_reason`

/** Refuses `review.not-found`. */
export async function getReview(cx: Cx, reviewId: ReviewId): Promise<Review> {
  const { rows } = await sql<Review>`
    select ${officeColumns} from reviews r join orders o on o.id = r.order_id where r.id = ${reviewId}`.execute(cx.db)
  return rows[0] ?? refuse('review.not-found', { reviewId })
}

export type ReviewFilter = {
  readonly state?: ReviewState | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** For the office, newest first; the id, made in time order, is the cursor. */
export async function listReviews(
  cx: Cx,
  { state, cursor, limit }: ReviewFilter,
): Promise<{ items: Review[]; nextCursor: string | null }> {
  const { rows } = await sql<Review>`
    select ${officeColumns} from reviews r join orders o on o.id = r.order_id
    where (${state ?? null}::text is null or r.state = ${state ?? null}) and (${cursor ?? null}::uuid is null or r.id < ${cursor ?? null}::uuid)
    order by r.id desc limit ${limit + 1}`.execute(cx.db)
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

type Recipient = { readonly email: string; readonly lang: string; readonly name: string; readonly number: string }

export async function recipientOf(cx: Cx, reviewId: ReviewId): Promise<Recipient> {
  const { rows } = await sql<Recipient>`
    select i.sent_to as email, r.lang, o.buyer ->> 'name' as name, o.number
    from reviews r join review_invitations i on i.order_id = r.order_id join orders o on o.id = r.order_id where r.id = ${reviewId}`.execute(
    cx.db,
  )
  return rows[0] ?? refuse('review.not-found', { reviewId })
}

export type Accuracy = {
  readonly gradedBy: string
  readonly mediaGrade: string
  readonly verdictCount: number
  readonly better: number
  readonly asDescribed: number
  readonly worse: number
}

/** How true each grader's grades were found. Waiting reviews count too, rejected ones do not: this is for us, not for show. */
export async function gradingAccuracy(cx: Cx): Promise<Accuracy[]> {
  const { rows } = await sql<Accuracy>`
    select coalesce(u.name, nullif(c.graded_by, ''), '–') as graded_by, coalesce(c.media_grade, '–') as media_grade, count(*)::int as verdict_count,
      count(*) filter (where verdict = 'better')::int as better, count(*) filter (where verdict = 'as-described')::int as as_described,
      count(*) filter (where verdict = 'worse')::int as worse
    from review_copies c join reviews r on r.id = c.review_id left join users u on 'user:' || u.id = c.graded_by
    where r.state <> 'rejected' group by 1, 2
    order by 1, array_position(array['M', 'NM', 'VG+', 'VG', 'G+', 'G', 'F', 'P', '–'], coalesce(c.media_grade, '–'))`.execute(
    cx.db,
  )
  return rows
}
