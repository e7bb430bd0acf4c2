import { newId, type ProductId, type VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { takeFromBudget } from '#platform/budget'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { askingBudget, type QuestionId, questionCharsMax } from './question.ts'
import { insertQuestion, insertQuestionEvent } from './store.ts'

export type NewQuestion = {
  readonly productId: ProductId
  readonly variantId?: VariantId | undefined
  readonly lang: string
  readonly author: string
  readonly email: string | null
  readonly body: string
  /** Who floods is told by it; it is not kept. */
  readonly ip: string
}

/** Keeps a visitor's question for the office. Refuses `request.too-many`, `question.product-unknown`. */
export async function askQuestion(cx: MaybeTx, question: NewQuestion): Promise<QuestionId> {
  const taken = await takeFromBudget(cx, `question:${question.ip}`, askingBudget)
  if (!taken.granted) refuse('request.too-many', { retryAfterMs: taken.retryAfterMs })
  return inTransaction(cx, async (tx) => {
    const id = newId<QuestionId>(tx.now())
    const { productId, variantId = null, lang, author, email } = question
    const body = question.body.trim().slice(0, questionCharsMax)
    if (!(await insertQuestion(tx, { id, productId, variantId, lang, author, email, body })))
      refuse('question.product-unknown', { productId })
    await insertQuestionEvent(tx, id, { what: 'asked', data: {} })
    return id
  })
}
