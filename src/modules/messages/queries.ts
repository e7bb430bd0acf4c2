import type { OrderId, VariantId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { AnsweringHours } from './hours.ts'
import type { Side, ThreadId, ThreadState } from './message.ts'

export type Message = {
  readonly id: string
  readonly side: Side
  readonly author: string
  readonly body: string
  readonly writtenAt: Date
}

export type Thread = {
  readonly id: ThreadId
  readonly token: string
  readonly subject: string
  readonly name: string
  readonly email: string
  readonly lang: string
  readonly orderId: OrderId | null
  readonly orderNumber: string | null
  readonly variantId: VariantId | null
  readonly sku: string | null
  readonly title: string | null
  readonly slug: string | null
  readonly state: ThreadState
  readonly createdAt: Date
  readonly updatedAt: Date
}

const threads = sql`
  t.id, t.token, t.subject, t.name, t.email, t.lang, t.order_id, o.number as order_number, t.variant_id, v.sku, p.title, p.slug, t.state,
  t.created_at, t.updated_at
  from message_threads t left join orders o on o.id = t.order_id left join variants v on v.id = t.variant_id left join products p on p.id = v.product_id`

/** Refuses `message.thread-not-found`. */
export async function getThread(cx: Cx, threadId: ThreadId): Promise<Thread> {
  const { rows } = await sql<Thread>`select ${threads} where t.id = ${threadId}`.execute(cx.db)
  return rows[0] ?? refuse('message.thread-not-found', {})
}

/** By the key of its page. */
export async function findThread(cx: Cx, token: string): Promise<Thread | undefined> {
  const { rows } = await sql<Thread>`select ${threads} where t.token = ${token}`.execute(cx.db)
  return rows[0]
}

const messagesMax = 200

export async function messagesOf(cx: Cx, threadId: ThreadId): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select id, side, author, body, written_at from messages where thread_id = ${threadId} order by id limit ${messagesMax}`.execute(
    cx.db,
  )
  return rows
}

const threadsMax = 200

/** For the office: who waits first, then the latest touched. */
export async function listThreads(cx: Cx, state: ThreadState | undefined): Promise<Thread[]> {
  const { rows } = await sql<Thread>`
    select ${threads} where (${state ?? null}::text is null or t.state = ${state ?? null})
    order by t.state <> 'waiting', t.updated_at desc, t.id limit ${threadsMax}`.execute(cx.db)
  return rows
}

export async function findVariantBySku(cx: Cx, sku: string): Promise<VariantId | undefined> {
  const { rows } = await sql<{ id: VariantId }>`select id from variants where sku = ${sku}`.execute(cx.db)
  return rows[0]?.id
}

/** Only who knows the address the order was placed with is believed. */
export async function findOrderOf(
  cx: Cx,
  { number, email }: { number: string; email: string },
): Promise<OrderId | undefined> {
  const { rows } = await sql<{ id: OrderId }>`
    select id from orders where upper(number) = upper(${number.trim()}) and lower(buyer ->> 'email') = lower(${email})`.execute(
    cx.db,
  )
  return rows[0]?.id
}

export async function answeringHours(cx: Cx): Promise<AnsweringHours[]> {
  const { rows } =
    await sql<AnsweringHours>`select weekday, opens, closes from answering_hours order by weekday, opens`.execute(cx.db)
  return rows
}

type PersonRow = Readonly<Record<string, string | Date | readonly Readonly<Record<string, string>>[]>>

export async function threadsOfPerson(cx: Cx, emails: readonly string[]): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select t.subject, t.name, t.email, t.created_at, coalesce(jsonb_agg(jsonb_build_object('side', m.side, 'body', m.body, 'writtenAt', m.written_at)
      order by m.id) filter (where m.id is not null), '[]') as messages
    from message_threads t left join messages m on m.thread_id = t.id
    where lower(t.email) = any(${emails}::text[]) group by t.id order by t.created_at`.execute(cx.db)
  return rows
}
