import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Move, MovedKind } from './moved.ts'

/** One writer at a time: two moves at once could make a chain or a loop. */
export async function lockMoved(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('moved_addresses'))`.execute(tx.db)
}

export async function upsertMoved(tx: Tx, { kind, from, to }: Move): Promise<void> {
  await sql`update moved_addresses set to_slug = ${to} where kind = ${kind} and to_slug = ${from} and from_slug <> ${to}`.execute(
    tx.db,
  )
  await sql`delete from moved_addresses where kind = ${kind} and to_slug = ${from}`.execute(tx.db)
  await sql`
    insert into moved_addresses (kind, from_slug, to_slug, moved_at, moved_by) values (${kind}, ${from}, ${to}, ${tx.now()}, ${tx.actor.id})
    on conflict (kind, from_slug) do update set to_slug = excluded.to_slug, moved_at = excluded.moved_at, moved_by = excluded.moved_by
    where moved_addresses.to_slug <> excluded.to_slug`.execute(tx.db)
}

/** False when it led nowhere. */
export async function deleteMoved(tx: Tx, kind: MovedKind, from: string): Promise<boolean> {
  const { rows } = await sql`
    delete from moved_addresses where kind = ${kind} and from_slug = ${from} returning from_slug`.execute(tx.db)
  return rows.length > 0
}

export async function insertMovedEvent(
  tx: Tx,
  { kind, from, to }: { kind: MovedKind; from: string; to: string | null },
): Promise<void> {
  await sql`
    insert into moved_address_events (kind, from_slug, to_slug, at, by) values (${kind}, ${from}, ${to}, ${tx.now()}, ${tx.actor.id})`.execute(
    tx.db,
  )
}
