import { refuse } from '#kernel/refusal'
import { getSettings } from '#modules/team'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { isLang, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { notifyPurge } from '#platform/outbox'
import { getReview, recipientOf } from './queries.ts'
import type { RejectionReason, ReviewId } from './reviews.ts'
import { insertReviewEvent, setAnswer, setDecision } from './store.ts'

export type Decision = { readonly kind: 'publish' } | { readonly kind: 'reject'; readonly reason: RejectionReason }

/**
 * Shows a review, or keeps it back for one of the published reasons, which its author is told by mail (article D111-18).
 * May be changed later; the same decision again changes nothing. Refuses `review.not-found`.
 */
export const decideReview = (cx: MaybeTx, reviewId: ReviewId, decision: Decision): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const reason = decision.kind === 'reject' ? decision.reason : null
    if (!(await setDecision(tx, reviewId, reason))) {
      await getReview(tx, reviewId)
      return
    }
    const what = decision.kind === 'reject' ? 'rejected' : 'published'
    await insertReviewEvent(tx, reviewId, { what, data: reason ? { reason } : {} })
    if (reason) await tellRejected(tx, reviewId, reason)
    await notifyPurge(tx, ['reviews'])
  })

async function tellRejected(tx: Tx, reviewId: ReviewId, reason: RejectionReason): Promise<void> {
  const { email, lang: stored, name, number } = await recipientOf(tx, reviewId)
  const lang = isLang(stored) ? stored : 'fr'
  const { shopName } = await getSettings(tx)
  const values = { name, number, shop: shopName, reason: translate(lang, `reviews:reason.${reason}`) }
  await queueMail(tx, {
    to: email,
    subject: translate(lang, 'reviews:mail.rejected.subject', values),
    text: translate(lang, 'reviews:mail.rejected.text', values),
    idempotencyKey: `review.rejected:${reviewId}:${reason}`,
  })
}

/** The shop's public answer under a review; an empty one takes it away. Refuses `review.not-found`, `review.not-published`. */
export const answerReview = (cx: MaybeTx, reviewId: ReviewId, answer: string): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const review = await getReview(tx, reviewId)
    if (review.state !== 'published') refuse('review.not-published', { reviewId })
    await setAnswer(tx, reviewId, answer.trim() === '' ? null : answer.trim())
    await insertReviewEvent(tx, reviewId, { what: 'answered', data: { answer: answer.trim() } })
    await notifyPurge(tx, ['reviews'])
  })
