import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Purpose, Tracker, TrackerId } from './tracker.ts'

export async function insertTracker(tx: Tx, { id, kind, identifier, purpose }: Tracker): Promise<void> {
  await sql`
    insert into trackers (id, kind, identifier, purpose, added_at, added_by)
    values (${id}, ${kind}, ${identifier}, ${purpose}, ${tx.now()}, ${tx.actor.id})
    on conflict (kind, identifier) where removed_at is null do nothing`.execute(tx.db)
}

export async function removeTrackerRow(tx: Tx, trackerId: TrackerId): Promise<boolean> {
  const { rows } = await sql`
    update trackers set removed_at = ${tx.now()}, removed_by = ${tx.actor.id} where id = ${trackerId} and removed_at is null returning id`.execute(
    tx.db,
  )
  return rows.length > 0
}

type Consent = {
  readonly id: string
  readonly accepted: readonly Purpose[]
  readonly offered: readonly Tracker[]
  readonly lang: string
}

export async function insertConsent(tx: Tx, { id, accepted, offered, lang }: Consent): Promise<void> {
  await sql`
    insert into consents (id, accepted, offered, lang, chosen_at)
    values (${id}, ${[...accepted]}::text[], ${JSON.stringify(offered)}::jsonb, ${lang}, ${tx.now()})`.execute(tx.db)
}
