import type { OrderId, VariantId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { AnsweringHours } from './hours.ts'
import type { Side, ThreadId, ThreadState } from './message.ts'

type ThreadRow = {
  readonly id: ThreadId
  readonly token: string
  readonly subject: string
  readonly name: string
  readonly email: string
  readonly lang: string
  readonly orderId: OrderId | null
  readonly variantId: VariantId | null
}

export async function insertThread(tx: Tx, row: ThreadRow): Promise<void> {
  await sql`
    insert into message_threads (id, token, subject, name, email, lang, order_id, variant_id, state, created_at, updated_at)
    values (${row.id}, ${row.token}, ${row.subject}, ${row.name}, ${row.email}, ${row.lang}, ${row.orderId}, ${row.variantId}, 'waiting', ${tx.now()}, ${tx.now()})`.execute(
    tx.db,
  )
}

type MessageRow = {
  readonly id: string
  readonly threadId: ThreadId
  readonly side: Side
  readonly author: string
  readonly body: string
}

export async function insertMessage(tx: Tx, { id, threadId, side, author, body }: MessageRow): Promise<void> {
  await sql`
    insert into messages (id, thread_id, side, author, body, written_at) values (${id}, ${threadId}, ${side}, ${author}, ${body}, ${tx.now()})`.execute(
    tx.db,
  )
}

/** False when it is in that state already; the thread counts as touched all the same. */
export async function setThreadState(tx: Tx, threadId: ThreadId, state: ThreadState): Promise<boolean> {
  const { rows } = await sql<{ before: string }>`
    with old as (select id, state from message_threads where id = ${threadId} for update)
    update message_threads t set state = ${state}, updated_at = ${tx.now()} from old where t.id = old.id returning old.state as before`.execute(
    tx.db,
  )
  return rows[0] !== undefined && rows[0].before !== state
}

export async function insertMessageEvent(tx: Tx, threadId: ThreadId, what: string): Promise<void> {
  await sql`insert into message_events (thread_id, what, at, by) values (${threadId}, ${what}, ${tx.now()}, ${tx.actor.id})`.execute(
    tx.db,
  )
}

export async function replaceHours(tx: Tx, hours: readonly AnsweringHours[]): Promise<void> {
  await sql`delete from answering_hours`.execute(tx.db)
  await sql`
    insert into answering_hours (weekday, opens, closes)
    select weekday, opens, closes from jsonb_to_recordset(${JSON.stringify(hours)}::jsonb) as h (weekday smallint, opens text, closes text)
    on conflict do nothing`.execute(tx.db)
}

/** With everything said in them. */
export async function deleteThreads(tx: Tx, emails: readonly string[]): Promise<void> {
  const theirs = sql`select id from message_threads where lower(email) = any(${emails}::text[])`
  await sql`delete from messages where thread_id in (${theirs})`.execute(tx.db)
  await sql`delete from message_events where thread_id in (${theirs})`.execute(tx.db)
  await sql`delete from message_threads where id in (${theirs})`.execute(tx.db)
}
