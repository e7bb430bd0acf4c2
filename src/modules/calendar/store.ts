import { newId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { MarketDayFacts, MarketDayId } from './market-day.ts'

/** Answers the days that were written; a day that is there already at this place is left alone. */
export async function insertMarketDays(
  tx: Tx,
  days: readonly string[],
  { facts, seriesId }: { facts: MarketDayFacts; seriesId: string | null },
): Promise<MarketDayId[]> {
  const ids = days.map(() => newId<MarketDayId>(tx.now()))
  const { rows } = await sql<{ id: MarketDayId }>`
    insert into market_days (id, day, opens_at, closes_at, place, address, note, series_id, updated_at, updated_by)
    select id, day, ${facts.opensAt}, ${facts.closesAt}, ${facts.place}, ${facts.address}, ${facts.note}, ${seriesId}, ${tx.now()}, ${tx.actor.id}
    from unnest(${ids}::uuid[], ${days}::date[]) as given (id, day)
    on conflict (day, place) do nothing returning id`.execute(tx.db)
  return rows.map(({ id }) => id)
}

/** False when the stall stands at this place on that day already. */
export async function updateMarketDay(
  tx: Tx,
  id: MarketDayId,
  { day, ...facts }: MarketDayFacts & { day: string },
): Promise<boolean> {
  const { rows } = await sql`
    update market_days d set day = ${day}, opens_at = ${facts.opensAt}, closes_at = ${facts.closesAt}, place = ${facts.place},
      address = ${facts.address}, note = ${facts.note}, version = version + 1, updated_at = ${tx.now()}, updated_by = ${tx.actor.id}
    where d.id = ${id} and not exists (
      select from market_days o where o.day = ${day}::date and o.place = ${facts.place} and o.id <> d.id)
    returning d.id`.execute(tx.db)
  return rows.length > 0
}

/** `reason` null lets the day take place again. Answers the days that changed. */
export async function setCancelled(
  tx: Tx,
  { id, isWithFollowing, reason }: { id: MarketDayId; isWithFollowing: boolean; reason: string | null },
): Promise<MarketDayId[]> {
  const { rows } = await sql<{ id: MarketDayId }>`
    update market_days d set cancelled_reason = ${reason}, version = d.version + 1, updated_at = ${tx.now()}, updated_by = ${tx.actor.id}
    from market_days named
    where named.id = ${id} and (d.id = named.id or (${isWithFollowing} and d.series_id = named.series_id and d.day >= named.day))
      and d.cancelled_reason is distinct from ${reason}
    returning d.id`.execute(tx.db)
  return rows.map(({ id: changed }) => changed)
}

export async function insertDayEvents(
  tx: Tx,
  ids: readonly MarketDayId[],
  { what, data = {} }: { what: string; data?: Readonly<Record<string, string | null>> },
): Promise<void> {
  await sql`
    insert into market_day_events (market_day_id, what, data, at, actor)
    select id, ${what}, ${JSON.stringify(data)}::jsonb, ${tx.now()}, ${tx.actor.id} from unnest(${ids}::uuid[]) as id`.execute(
    tx.db,
  )
}
