import { refuse } from '#kernel/refusal'
import { parisDay } from '#platform/clock'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { MarketDay, MarketDayId } from './market-day.ts'

const columns = sql`id, day, opens_at, closes_at, place, address, note, series_id, cancelled_reason, version, updated_at`

/** Refuses `calendar.day-not-found`. */
export async function getMarketDay(cx: Cx, id: MarketDayId): Promise<MarketDay> {
  const { rows } = await sql<MarketDay>`select ${columns} from market_days where id = ${id}`.execute(cx.db)
  return rows[0] ?? refuse('calendar.day-not-found', { marketDayId: id })
}

/** Market days from a day on, cancelled ones too, in their order. */
export async function listMarketDays(
  cx: Cx,
  { from, daysMax = 200 }: { from: string; daysMax?: number },
): Promise<MarketDay[]> {
  const { rows } = await sql<MarketDay>`
    select ${columns} from market_days where day >= ${from}::date order by day, opens_at nulls first, place limit ${daysMax}`.execute(
    cx.db,
  )
  return rows
}

/** The next outings that take place, today's included. */
export async function nextMarketDays(cx: Cx, daysMax: number): Promise<MarketDay[]> {
  const { rows } = await sql<MarketDay>`
    select ${columns} from market_days where day >= ${parisDay(cx.now())}::date and cancelled_reason is null
    order by day, opens_at nulls first, place limit ${daysMax}`.execute(cx.db)
  return rows
}
