import { addDays, weekdayOf } from '#platform/clock'

/** Sunday of Easter in the Gregorian calendar (Meeus, Jones, Butcher). */
export function easterSunday(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Fixed days of Code du travail L3133-1; Alsace and Moselle have two more, on which carriers still drive. */
const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'] as const
/** Easter Monday, Ascension, Whit Monday, counted from Easter Sunday. */
const movable = [1, 39, 50] as const

export const frenchHolidays = (year: number): string[] =>
  [...fixed.map((day) => `${year}-${day}`), ...movable.map((days) => addDays(easterSunday(year), days))].toSorted()

const isHoliday = (day: string): boolean => frenchHolidays(Number(day.slice(0, 4))).includes(day)

/** Monday to Friday: the shop packs. */
export const isWorkingDay = (day: string): boolean => ![0, 6].includes(weekdayOf(day)) && !isHoliday(day)
/** Monday to Saturday: carriers deliver. */
export const isDeliveryDay = (day: string): boolean => weekdayOf(day) !== 0 && !isHoliday(day)

/** The day itself for 0; otherwise the `count`-th day after it that counts. */
export function daysAfter(day: string, count: number, counts: (day: string) => boolean): string {
  let reached = day
  for (let left = count; left > 0; ) {
    reached = addDays(reached, 1)
    if (counts(reached)) left -= 1
  }
  return reached
}

/** The day itself when it counts, else the next that does. */
export const onOrAfter = (day: string, counts: (day: string) => boolean): string =>
  counts(day) ? day : daysAfter(day, 1, counts)
