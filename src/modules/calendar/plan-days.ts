import { newId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import { addDays } from '#platform/clock'
import { type Cx, inTransaction } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import { type MarketDayFacts, type MarketDayId, seriesDaysMax } from './market-day.ts'
import { getMarketDay } from './queries.ts'
import { insertDayEvents, insertMarketDays, setCancelled, updateMarketDay } from './store.ts'

/** Pages that name market days carry this tag. */
export const marketDaysTag = 'market-days'

export type NewMarketDays = MarketDayFacts & {
  readonly day: string
  /** Every week on the same weekday, up to this day. */
  readonly weeklyUntil?: string | undefined
}

/**
 * Enters one outing, or one a week. Days entered before at the same place stay as they are; refuses `calendar.day-exists` when all
 * are, `calendar.series-too-long`, `calendar.hours-reversed`.
 */
export const planMarketDays = (cx: Cx, { day, weeklyUntil, ...facts }: NewMarketDays): Promise<MarketDayId[]> =>
  inTransaction(cx, async (tx) => {
    refuseReversed(facts)
    const days = weeklyUntil === undefined ? [day] : weeklyDays(day, weeklyUntil)
    const seriesId = days.length > 1 ? newId(tx.now()) : null
    const ids = await insertMarketDays(tx, days, { facts, seriesId })
    if (ids.length === 0) refuse('calendar.day-exists', { day, place: facts.place })
    await insertDayEvents(tx, ids, { what: 'planned' })
    await notifyPurge(tx, [marketDaysTag])
    return ids
  })

/** Every seventh day up to and including `until`; the first one always. */
export function weeklyDays(first: string, until: string): string[] {
  const days = [first]
  for (let day = addDays(first, 7); day <= until; day = addDays(day, 7)) {
    if (days.length >= seriesDaysMax) refuse('calendar.series-too-long', { daysMax: seriesDaysMax })
    days.push(day)
  }
  return days
}

/** Changes one outing. Refuses `calendar.day-not-found`, `calendar.day-exists`, `calendar.hours-reversed`. */
export const changeMarketDay = (
  cx: Cx,
  id: MarketDayId,
  facts: MarketDayFacts & { readonly day: string },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    refuseReversed(facts)
    await getMarketDay(tx, id)
    if (!(await updateMarketDay(tx, id, facts))) refuse('calendar.day-exists', { day: facts.day, place: facts.place })
    await insertDayEvents(tx, [id], { what: 'changed', data: facts })
    await notifyPurge(tx, [marketDaysTag])
  })

/** The outing does not take place; with `isWithFollowing` neither do the later ones of its series. Repeating it changes nothing. */
export const cancelMarketDay = (
  cx: Cx,
  id: MarketDayId,
  { reason, isWithFollowing }: { reason: string; isWithFollowing: boolean },
): Promise<void> => changeCancelled(cx, { id, isWithFollowing, reason })

/** It takes place after all. */
export const restoreMarketDay = (cx: Cx, id: MarketDayId): Promise<void> =>
  changeCancelled(cx, { id, isWithFollowing: false, reason: null })

type Cancelling = { readonly id: MarketDayId; readonly isWithFollowing: boolean; readonly reason: string | null }

const changeCancelled = (cx: Cx, cancelling: Cancelling): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await getMarketDay(tx, cancelling.id)
    const { reason } = cancelling
    const changed = await setCancelled(tx, cancelling)
    await insertDayEvents(tx, changed, { what: reason === null ? 'restored' : 'cancelled', data: { reason } })
    await notifyPurge(tx, [marketDaysTag])
  })

function refuseReversed({ opensAt, closesAt }: MarketDayFacts): void {
  if (opensAt !== null && closesAt !== null && opensAt >= closesAt) {
    refuse('calendar.hours-reversed', { opensAt, closesAt })
  }
}
