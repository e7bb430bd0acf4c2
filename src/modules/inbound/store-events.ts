import { type AccountId, type Id, newId } from '#kernel/ids'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { type EventNotice, type NoticeContent, noticeContent } from './notice-content.ts'

type EventId = Id<'InboundEvent'>

/** Keeps a push under the vendor's own id; a repeat is only counted. Wakes the worker. */
export async function insertEvent(cx: Cx, accountId: AccountId, notice: EventNotice): Promise<'new' | 'repeat'> {
  const { eventId, topic, occurredAt, orders, isPollDue, remoteIds, departedBuyers = [] } = notice
  const { rows } = await sql<{ repeats: number }>`
    with kept as (
      insert into inbound_events (id, account_id, event_id, topic, occurred_at, received_at, content, next_try_at)
      values (${newId<EventId>(cx.now())}, ${accountId}, ${eventId}, ${topic}, ${occurredAt}, ${cx.now()},
        ${JSON.stringify({ orders, isPollDue, remoteIds, departedBuyers })}::jsonb, ${cx.now()})
      on conflict (account_id, event_id) do update set repeats = inbound_events.repeats + 1
      returning repeats)
    select repeats, pg_notify('etal_lanes', '') from kept`.execute(cx.db)
  return rows[0]?.repeats === 0 ? 'new' : 'repeat'
}

export type WaitingEvent = { readonly id: EventId; readonly content: NoticeContent; readonly attempts: number }

/** The oldest event whose time has come, locked; those that other processes work on are left out. */
export async function takeEvent(tx: Tx, accountId: AccountId): Promise<WaitingEvent | undefined> {
  const { rows } = await sql<{ id: EventId; content: unknown; attempts: number }>`
    select id, content, attempts from inbound_events
    where account_id = ${accountId} and outcome = 'waiting' and next_try_at <= ${tx.now()}
    order by next_try_at, id limit 1 for update skip locked`.execute(tx.db)
  const [row] = rows
  return row && { ...row, content: noticeContent.parse(row.content) }
}

export async function markHandled(tx: Tx, id: EventId): Promise<void> {
  await sql`
    update inbound_events set outcome = 'handled', handled_at = ${tx.now()}, last_error = null where id = ${id}`.execute(
    tx.db,
  )
}

export async function postponeEvent(
  cx: Cx,
  id: EventId,
  { until, error }: { until: Date; error: string },
): Promise<void> {
  await sql`
    update inbound_events set attempts = attempts + 1, next_try_at = ${until}, last_error = ${error.slice(0, 1000)}
    where id = ${id} and outcome = 'waiting'`.execute(cx.db)
}

export async function accountsWithEvents(cx: Cx): Promise<AccountId[]> {
  const { rows } = await sql<{ accountId: AccountId }>`
    select distinct account_id from inbound_events where outcome = 'waiting' and next_try_at <= ${cx.now()}`.execute(
    cx.db,
  )
  return rows.map(({ accountId }) => accountId)
}

const pruneMax = 10_000

/** Forgets handled events older than this, some at a time; answers how many. */
export async function pruneEvents(cx: Cx, before: Date): Promise<number> {
  const pruned = await sql`
    delete from inbound_events where id in (
      select id from inbound_events where received_at < ${before} and outcome = 'handled' limit ${pruneMax})`.execute(
    cx.db,
  )
  return Number(pruned.numAffectedRows ?? 0)
}

export async function countWaiting(cx: Cx, accountId: AccountId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from inbound_events where account_id = ${accountId} and outcome = 'waiting'`.execute(
    cx.db,
  )
  return rows[0]?.count ?? 0
}
