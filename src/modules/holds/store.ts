import type { AccountId, ListingId, UnitId } from '#kernel/ids'
import type { RemoteState } from '#modules/channels'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { HoldId } from './hold.ts'

export type NewHold = { readonly id: HoldId; readonly name: string; readonly plannedEndAt: Date | null }

export async function insertHold(tx: Tx, { id, name, plannedEndAt }: NewHold): Promise<void> {
  await sql`
    insert into holds (id, name, planned_end_at, began_at, began_by) values (${id}, ${name}, ${plannedEndAt}, ${tx.now()}, ${tx.actor.id})`.execute(
    tx.db,
  )
}

/** One change of a hold at a time. False when there is no such hold. */
export async function lockHold(tx: Tx, holdId: HoldId): Promise<boolean> {
  const { rows } = await sql`select id from holds where id = ${holdId} for update`.execute(tx.db)
  return rows.length > 0
}

/**
 * `taken` are wanted too, but somebody else has them; a copy that is held already keeps its beginning. Answers the copies
 * whose hold begins now.
 */
export async function saveHoldUnits(
  tx: Tx,
  holdId: HoldId,
  { held, taken }: { held: readonly UnitId[]; taken: readonly UnitId[] },
): Promise<UnitId[]> {
  const { rows } = await sql<{ unitId: UnitId; heldAt: Date | null }>`
    insert into hold_units (hold_id, unit_id, held_at)
    select ${holdId}::uuid, u, ${tx.now()}::timestamptz from unnest(${held}::uuid[]) u
    union all select ${holdId}::uuid, u, null from unnest(${taken}::uuid[]) u
    on conflict (hold_id, unit_id) do update set released_at = null,
      held_at = case when hold_units.released_at is null then coalesce(hold_units.held_at, excluded.held_at) else excluded.held_at end
    returning unit_id, held_at`.execute(tx.db)
  return rows.flatMap(({ unitId, heldAt }) => (heldAt?.getTime() === tx.now().getTime() ? [unitId] : []))
}

/** Answers the copies that were still part of the hold. */
export async function markReleased(tx: Tx, holdId: HoldId, unitIds: readonly UnitId[] | undefined): Promise<UnitId[]> {
  const { rows } = await sql<{ unitId: UnitId }>`
    update hold_units set released_at = ${tx.now()} where hold_id = ${holdId} and released_at is null
      and (${unitIds ?? null}::uuid[] is null or unit_id = any (${unitIds ?? null}::uuid[])) returning unit_id`.execute(
    tx.db,
  )
  return rows.map(({ unitId }) => unitId)
}

export type NewHoldEvent = {
  readonly holdId: HoldId
  readonly what: 'begun' | 'added' | 'released'
  readonly unitIds: readonly UnitId[]
  readonly reason: string
}

export async function insertHoldEvent(tx: Tx, { holdId, what, unitIds, reason }: NewHoldEvent): Promise<void> {
  await sql`
    insert into hold_events (hold_id, what, unit_ids, reason, at, actor)
    values (${holdId}, ${what}, ${unitIds}::uuid[], ${reason}, ${tx.now()}, ${tx.actor.id})`.execute(tx.db)
}

export type NewReading = {
  readonly accountId: AccountId
  readonly listingId: ListingId
  /** Empty when asked by SKU. */
  readonly remoteId: string
  readonly nextTryAt: Date
} & ({ readonly state: RemoteState } | { readonly message: string })

export async function saveReadings(tx: Tx, readings: readonly NewReading[]): Promise<void> {
  if (readings.length === 0) return
  const rows = readings.map((reading) => ({ state: null, message: null, ...reading }))
  await sql`
    insert into hold_readings (account_id, listing_id, remote_id, state, read_at, message, tried_at, next_try_at)
    select o."accountId", o."listingId", o."remoteId", o.state, case when o.state is null then null else ${tx.now()}::timestamptz end, o.message,
      ${tx.now()}::timestamptz, o."nextTryAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) o ("accountId" uuid, "listingId" uuid, "remoteId" text, state jsonb, message text,
      "nextTryAt" timestamptz)
    on conflict (listing_id, remote_id) do update set state = coalesce(excluded.state, hold_readings.state),
      read_at = coalesce(excluded.read_at, hold_readings.read_at), message = excluded.message, tried_at = excluded.tried_at,
      next_try_at = excluded.next_try_at`.execute(tx.db)
}
