import { type MarketDay, nextMarketDays } from '#modules/calendar'
import { addDays, parisDay, parisTime, weekdayOf } from '#platform/clock'
import type { Cx } from '#platform/cx'
import type { CollectionSlot, DeliveryMethod } from './delivery.ts'
import { estimateDelivery } from './estimate.ts'
import { frenchHolidays } from './holidays.ts'
import { type CollectionWindow, listCollectionHours } from './queries.ts'

const daysAhead = 14
const slotsMax = 40
const slotMinutes = 60

/** When an order placed now can be collected at the shop: slots of an hour within the opening hours, from the day it is ready. */
export async function collectionSlots(cx: Cx, method: DeliveryMethod): Promise<CollectionSlot[]> {
  const { from } = estimateDelivery(method, cx.now())
  return slotsFrom(await listCollectionHours(cx), { firstDay: from, now: cx.now() })
}

export function slotsFrom(
  windows: readonly CollectionWindow[],
  { firstDay, now }: { firstDay: string; now: Date },
): CollectionSlot[] {
  const days = Array.from({ length: daysAhead }, (_, index) => addDays(firstDay, index))
  const isPast = ({ day, from }: CollectionSlot): boolean => day === parisDay(now) && from <= parisTime(now)
  return days
    .filter((day) => !frenchHolidays(Number(day.slice(0, 4))).includes(day))
    .flatMap((day) => windows.filter(({ weekday }) => weekday === weekdayOf(day)).flatMap((window) => cut(day, window)))
    .filter((slot) => !isPast(slot))
    .slice(0, slotsMax)
}

function cut(day: string, { opensAt, closesAt }: CollectionWindow): CollectionSlot[] {
  const [start, end] = [minutesOf(opensAt), minutesOf(closesAt)]
  const count = Math.max(1, Math.floor((end - start) / slotMinutes))
  return Array.from({ length: count }, (_, index) => ({
    day,
    from: clock(start + index * slotMinutes),
    // The last slot takes what is left of the window.
    to: index === count - 1 ? closesAt : clock(start + (index + 1) * slotMinutes),
  }))
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

export const slotKey = ({ day, from }: CollectionSlot): string => `${day}T${from}`

const marketDaysOffered = 6

/** The market days an order placed now can be taken to. */
export async function collectionMarketDays(cx: Cx, method: DeliveryMethod): Promise<MarketDay[]> {
  const { from } = estimateDelivery(method, cx.now())
  return (await nextMarketDays(cx, marketDaysOffered * 2)).filter(({ day }) => day >= from).slice(0, marketDaysOffered)
}
