import type { ProductId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { QuestionId, QuestionState } from './question.ts'

export type AnsweredQuestion = {
  readonly id: QuestionId
  readonly author: string
  readonly body: string
  readonly askedAt: Date
  readonly answer: string
  readonly answeredAt: Date
}

const shownMax = 20

/** What stands on a product's page, newest first. Names are shown short. */
export async function answeredQuestions(cx: Cx, productId: ProductId): Promise<AnsweredQuestion[]> {
  const { rows } = await sql<AnsweredQuestion>`
    select id, split_part(btrim(author), ' ', 1) as author, body, asked_at, answer, answered_at from questions
    where product_id = ${productId} and state = 'published' order by asked_at desc, id limit ${shownMax}`.execute(cx.db)
  return rows
}

export type Question = {
  readonly id: QuestionId
  readonly productId: ProductId
  readonly slug: string
  readonly title: string
  readonly artist: string
  readonly sku: string | null
  readonly lang: string
  readonly author: string
  readonly email: string | null
  readonly body: string
  readonly askedAt: Date
  readonly state: QuestionState
  readonly answer: string | null
  readonly answeredAt: Date | null
}

const columns = sql`q.id, q.product_id, p.slug, p.title, p.artist, v.sku, q.lang, q.author, q.email, q.body, q.asked_at, q.state, q.answer, q.answered_at
  from questions q join products p on p.id = q.product_id left join variants v on v.id = q.variant_id`

/** Refuses `question.not-found`. */
export async function getQuestion(cx: Cx, questionId: QuestionId): Promise<Question> {
  const { rows } = await sql<Question>`select ${columns} where q.id = ${questionId}`.execute(cx.db)
  return rows[0] ?? refuse('question.not-found', { questionId })
}

type Filter = {
  readonly state?: QuestionState | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** For the office, newest first; the id, made in time order, is the cursor. */
export async function listQuestions(
  cx: Cx,
  { state, cursor, limit }: Filter,
): Promise<{ items: Question[]; nextCursor: string | null }> {
  const { rows } = await sql<Question>`
    select ${columns}
    where (${state ?? null}::text is null or q.state = ${state ?? null}) and (${cursor ?? null}::uuid is null or q.id < ${cursor ?? null}::uuid)
    order by q.id desc limit ${limit + 1}`.execute(cx.db)
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

type PersonRow = Readonly<Record<string, string | Date | null>>

export async function questionsOfPerson(cx: Cx, emails: readonly string[]): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select author, email, body, asked_at, answer from questions where lower(email) = any(${emails}::text[]) order by id`.execute(
    cx.db,
  )
  return rows
}
