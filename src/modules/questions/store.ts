import type { ProductId, VariantId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { emailKeptDays, type QuestionId, type QuestionState } from './question.ts'

type QuestionRow = {
  readonly id: QuestionId
  readonly productId: ProductId
  readonly variantId: VariantId | null
  readonly lang: string
  readonly author: string
  readonly email: string | null
  readonly body: string
}

/** False when there is no such product. A copy of another product is not kept. */
export async function insertQuestion(tx: Tx, row: QuestionRow): Promise<boolean> {
  const { rows } = await sql`
    insert into questions (id, product_id, variant_id, lang, author, email, body, asked_at, state)
    select ${row.id}, p.id, (select v.id from variants v where v.id = ${row.variantId}::uuid and v.product_id = p.id), ${row.lang}, ${row.author},
      ${row.email}, ${row.body}, ${tx.now()}, 'open'
    from products p where p.id = ${row.productId} returning id`.execute(tx.db)
  return rows.length > 0
}

export async function setAnswer(
  tx: Tx,
  questionId: QuestionId,
  { answer, state }: { answer: string; state: QuestionState },
): Promise<void> {
  await sql`
    update questions set answer = ${answer}, state = ${state}, answered_at = ${tx.now()}, answered_by = ${tx.actor.id} where id = ${questionId}`.execute(
    tx.db,
  )
}

export async function setState(tx: Tx, questionId: QuestionId, state: QuestionState): Promise<void> {
  await sql`update questions set state = ${state} where id = ${questionId}`.execute(tx.db)
}

export async function forgetEmails(tx: Tx): Promise<void> {
  await sql`update questions set email = null where email is not null and asked_at < ${tx.now()}::timestamptz - make_interval(days => ${emailKeptDays}::int)`.execute(
    tx.db,
  )
}

export async function insertQuestionEvent(
  tx: Tx,
  questionId: QuestionId,
  { what, data }: { what: string; data: Readonly<Record<string, string>> },
): Promise<void> {
  await sql`
    insert into question_events (question_id, what, data, at, by)
    values (${questionId}, ${what}, ${JSON.stringify(data)}::jsonb, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}

export async function forgetAskers(tx: Tx, emails: readonly string[]): Promise<void> {
  await sql`
    update questions set author = '–', email = null where lower(email) = any(${emails}::text[])`.execute(tx.db)
}
