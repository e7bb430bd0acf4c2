import { createHash } from 'node:crypto'
import { refuse } from '#kernel/refusal'
import { getSettings } from '#modules/team'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { isLang, pathOf, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { notifyPurge } from '#platform/outbox'
import { getQuestion, type Question } from './queries.ts'
import type { QuestionId } from './question.ts'
import { insertQuestionEvent, setAnswer, setState } from './store.ts'

/**
 * Answers: on the product's page for everybody, or by mail only. Whoever left an address is written to, once for each text.
 * Refuses `question.not-found`.
 */
export const answerQuestion = (
  cx: MaybeTx,
  questionId: QuestionId,
  { answer, isPublic }: { answer: string; isPublic: boolean },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const question = await getQuestion(tx, questionId)
    await setAnswer(tx, questionId, { answer: answer.trim(), state: isPublic ? 'published' : 'private' })
    await insertQuestionEvent(tx, questionId, {
      what: isPublic ? 'answered' : 'answered-privately',
      data: { answer: answer.trim() },
    })
    if (question.email !== null) await mailAnswer(tx, { ...question, email: question.email }, answer.trim())
    await notifyPurge(tx, [`product:${question.productId}`])
  })

/** Never shown. It may still be answered later. Refuses `question.not-found`. */
export const rejectQuestion = (cx: MaybeTx, questionId: QuestionId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const { productId, state } = await getQuestion(tx, questionId)
    if (state === 'rejected') return
    await setState(tx, questionId, 'rejected')
    await insertQuestionEvent(tx, questionId, { what: 'rejected', data: {} })
    await notifyPurge(tx, [`product:${productId}`])
  })

/** Shows an answered question, or takes it from the page again. Refuses `question.not-found`, `question.no-answer`. */
export const publishQuestion = (cx: MaybeTx, questionId: QuestionId): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const { productId, answer } = await getQuestion(tx, questionId)
    if (answer === null) refuse('question.no-answer', { questionId })
    await setState(tx, questionId, 'published')
    await insertQuestionEvent(tx, questionId, { what: 'published', data: {} })
    await notifyPurge(tx, [`product:${productId}`])
  })

async function mailAnswer(tx: Tx, question: Question & { email: string }, answer: string): Promise<void> {
  const lang = isLang(question.lang) ? question.lang : 'fr'
  const { shopName } = await getSettings(tx)
  const url = `${tx.outside.publicUrl ?? ''}${pathOf('product', lang, { slug: question.slug })}`
  const values = { name: question.author, title: question.title, question: question.body, answer, url, shop: shopName }
  await queueMail(tx, {
    to: question.email,
    subject: translate(lang, 'questions:mail.subject', values),
    text: translate(lang, 'questions:mail.text', values),
    idempotencyKey: `question:${question.id}:${createHash('sha256').update(answer).digest('hex').slice(0, 16)}`,
  })
}
