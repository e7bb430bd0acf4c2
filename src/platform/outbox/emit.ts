import type { RawBuilder } from 'kysely'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'

/** Each module adds its events in its events.ts: `declare module '#platform/outbox' { interface EventPayloads { … } }`. @public */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface EventPayloads {}

export type EventType = keyof EventPayloads & string
export type DomainEvent = { [K in EventType]: { readonly type: K; readonly payload: EventPayloads[K] } }[EventType]

/**
 * What a module does when others report facts. Handlers do database work only: they run in the transaction that marks
 * the event dispatched, so their effect happens exactly once. Order between events is not promised.
 */
export type Subscriptions = {
  readonly [K in EventType]?: (tx: Tx, payload: EventPayloads[K], happening: Happening) => Promise<void>
}
/** When the fact became true; handlers hear of it later. */
export type Happening = { readonly occurredAt: Date }

/** Records a fact in the transaction that makes it true. Others hear of it after the commit, and only then. */
export async function emit(tx: Tx, event: DomainEvent): Promise<void> {
  const { type, payload }: { type: string; payload: unknown } = event
  await tx.db
    .insertInto('outbox')
    .values({ type, payload: JSON.stringify(payload), actor: tx.actor.id, occurredAt: tx.now() })
    .execute()
}

/** More of them in one event would keep what its subscribers lock for too long. */
const idsPerEvent = 100

/** One fact about many things, said in parts: news about others need not wait for all of them. */
export async function emitInParts<Id>(
  tx: Tx,
  ids: readonly Id[],
  eventOf: (part: readonly Id[]) => DomainEvent,
): Promise<void> {
  for (let start = 0; start < ids.length; start += idsPerEvent) {
    await emit(tx, eventOf(ids.slice(start, start + idsPerEvent)))
  }
}

/**
 * The same as a part of a larger statement, for the hot paths where a round trip counts: one event for each row of `from`,
 * whose column `payload` must have the shape of the type's payload.
 */
export const emittedFrom = (tx: Tx, type: EventType, from: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  insert into outbox (type, payload, actor, occurred_at)
  select ${type}, payload, ${tx.actor.id}, ${tx.now()}::timestamptz from (${from}) as facts`
