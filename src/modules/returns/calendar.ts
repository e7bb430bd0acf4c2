import { addDays, parisDay, weekdayOf } from '#platform/clock'

/** Days are texts, `2026-11-29`: the law counts days of the calendar in Paris, not hours. */
export type Day = string

const dayMs = 86_400_000
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
export const dayOf = (instant: Date): Day => parisDay(instant)

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
function easter(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  const [month, day] = [Math.floor(f / 31), (f % 31) + 1]
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Public holidays of mainland France (article L3133-1 of the labour code). */
const fixedHolidays = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']
const daysAfterEaster = [1, 39, 50]

export function isPublicHoliday(day: Day): boolean {
  if (fixedHolidays.includes(day.slice(5))) return true
  const sunday = easter(Number(day.slice(0, 4)))
  return daysAfterEaster.some((days) => addDays(sunday, days) === day)
}

function isWorkingDay(day: Day): boolean {
  return weekdayOf(day) % 6 !== 0 && !isPublicHoliday(day)
}

export const firstWorkingDayFrom = (day: Day): Day => (isWorkingDay(day) ? day : firstWorkingDayFrom(addDays(day, 1)))
