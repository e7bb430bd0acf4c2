import { type Cx, inTransaction, systemActor, type Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { EventType, Happening, Subscriptions } from './emit.ts'

type DispatchResult = { readonly dispatched: number; readonly failed: number }

type Event = Happening & { id: number; type: string; payload: unknown; actor: string; attempts: number }

const eventsPerBatch = 100
/** What subscribers lock stays locked until the batch is committed, so it must not go on for long. */
const batchMsMax = 200
const retryMsMax = 3_600_000

/** Which events a dispatcher takes, by type; all of them unless told. */
export type Share = { readonly only: readonly EventType[] } | { readonly except: readonly EventType[] }

/**
 * Delivers one batch of waiting events and says how many. Several processes may call it at once: each event goes to
 * one of them. An event whose subscriber fails is left for later with its error; it does not hold up the others.
 */
export const dispatchOutbox = (
  cx: Cx,
  subscriptions: readonly Subscriptions[],
  share: Share = { except: [] },
): Promise<DispatchResult> =>
  inTransaction(cx, async (tx) => {
    const endAt = tx.now().getTime() + batchMsMax
    const doneIds: number[] = []
    let failed = 0
    for (const event of await takeEvents(tx, share)) {
      if (doneIds.length + failed > 0 && tx.now().getTime() > endAt) break
      const failure = await deliver(tx, event, subscriptions)
      if (failure === undefined) doneIds.push(event.id)
      else {
        failed += 1
        await postpone(tx, event, failure)
      }
    }
    await markDispatched(tx, doneIds)
    return { dispatched: doneIds.length, failed }
  })

const takeEvents = (tx: Tx, share: Share): Promise<Event[]> =>
  tx.db
    .selectFrom('outbox')
    .select(['id', 'type', 'payload', 'actor', 'attempts', 'occurredAt'])
    .where('dispatchedAt', 'is', null)
    .where((where) => where.or([where('nextTryAt', 'is', null), where('nextTryAt', '<=', tx.now())]))
    .where((where) =>
      'only' in share
        ? where('type', '=', sql<string>`any(${share.only}::text[])`)
        : where('type', '<>', sql<string>`all(${share.except}::text[])`),
    )
    .orderBy('id')
    .limit(eventsPerBatch)
    .forUpdate()
    .skipLocked()
    .execute()

/** Returns what went wrong, or undefined. The savepoint keeps the batch usable after a failed statement. */
async function deliver(tx: Tx, event: Event, subscriptions: readonly Subscriptions[]): Promise<unknown> {
  const handlers = subscriptions.flatMap((map) => handlerOf(map, event.type) ?? [])
  if (handlers.length === 0) return undefined
  await sql`savepoint event`.execute(tx.db)
  try {
    const actorTx = { ...tx, actor: { ...systemActor, id: event.actor } }
    for (const handle of handlers) await handle(actorTx, event.payload, event)
    await sql`release savepoint event`.execute(tx.db)
    return undefined
  } catch (error) {
    await sql`rollback to savepoint event`.execute(tx.db)
    return error ?? new Error('a subscriber threw nothing')
  }
}

type AnyHandler = (tx: Tx, payload: unknown, happening: Happening) => Promise<void>

/** Payloads were typed when emitted; read back from the table they are JSON that the type system cannot follow. */
const handlerOf = (map: Subscriptions, type: string): AnyHandler | undefined =>
  (map as Readonly<Record<string, AnyHandler | undefined>>)[type]

async function postpone(tx: Tx, event: Event, failure: unknown): Promise<void> {
  const attempts = event.attempts + 1
  const nextTryAt = new Date(tx.now().getTime() + Math.min(retryMsMax, 1000 * 2 ** Math.min(attempts, 20)))
  tx.log.error({ err: failure, eventId: event.id, eventType: event.type, attempts, nextTryAt }, 'event not delivered')
  const lastError = failure instanceof Error ? failure.message : String(failure)
  await tx.db.updateTable('outbox').set({ attempts, nextTryAt, lastError }).where('id', '=', event.id).execute()
}

async function markDispatched(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.db.updateTable('outbox').set({ dispatchedAt: tx.now() }).where('id', 'in', ids).execute()
}

/** A subscriber that fails this often will not heal by itself. */
export const attemptsShown = 4

/** Events that a subscriber keeps failing on, oldest first, for the office. */
export const failedEvents = (cx: Cx, limit: number) =>
  cx.db
    .selectFrom('outbox')
    .select(['id', 'type', 'payload', 'occurredAt', 'attempts', 'nextTryAt', 'lastError'])
    .where('dispatchedAt', 'is', null)
    .where('attempts', '>=', attemptsShown)
    .orderBy('id')
    .limit(limit)
    .execute()

/** Lets a failed event be tried at once. False when there is none with this id. */
export async function retryEvent(cx: Cx, id: number): Promise<boolean> {
  const updated = await cx.db
    .updateTable('outbox')
    .set({ nextTryAt: null })
    .where('id', '=', id)
    .where('dispatchedAt', 'is', null)
    .executeTakeFirst()
  return updated.numUpdatedRows > 0n
}
