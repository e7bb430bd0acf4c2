import { newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { findInvitation } from './queries.ts'
import { bodyCharsMax, type ReviewId, shownName, type Verdict } from './reviews.ts'
import { insertReview, insertReviewCopies, insertReviewEvent } from './store.ts'

export type NewReview = {
  readonly token: string
  readonly lang: Lang
  readonly shopStars: number
  readonly body: string
  /** By order line; a copy nobody judged is left out. */
  readonly verdicts: ReadonlyMap<string, Verdict>
}

/**
 * Keeps the review of an invited buyer; somebody reads it before it is shown. Refuses `review.not-invited`,
 * `review.written-already` (also of two sent at the same time), `review.line-unknown`.
 */
export const writeReview = (cx: MaybeTx, { token, lang, shopStars, body, verdicts }: NewReview): Promise<ReviewId> =>
  inTransaction(cx, async (tx) => {
    const invitation = await findInvitation(tx, token)
    if (!invitation) refuse('review.not-invited', {})
    const known = new Set(invitation.copies.map(({ orderLineId }) => orderLineId))
    const stranger = [...verdicts.keys()].find((orderLineId) => !known.has(orderLineId))
    if (stranger !== undefined) refuse('review.line-unknown', { orderLineId: stranger })
    const id = newId<ReviewId>(tx.now())
    const isFirst = await insertReview(tx, {
      id,
      orderId: invitation.orderId,
      author: shownName(invitation.buyerName),
      lang,
      shopStars,
      body: body.trim().slice(0, bodyCharsMax),
      experiencedAt: invitation.sentAt,
    })
    if (!isFirst) refuse('review.written-already', {})
    await insertReviewCopies(tx, id, verdicts)
    await insertReviewEvent(tx, id, { what: 'written', data: {} })
    return id
  })
