/** Days and times of day as people in France mean them; `2026-11-28` and `08:30`. */
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function partsOf(instant: Date): Readonly<Record<string, string>> {
  return Object.fromEntries(parts.formatToParts(instant).map(({ type, value }) => [type, value]))
}

/** The calendar day in Paris, `2026-11-28`. */
export function parisDay(instant: Date): string {
  const { year = '', month = '', day = '' } = partsOf(instant)
  return `${year}-${month}-${day}`
}

/** The clock in Paris, `08:30`. */
export function parisTime(instant: Date): string {
  const { hour = '', minute = '' } = partsOf(instant)
  return `${hour}:${minute}`
}

/** The instant of a clock time in Paris. In the hour that summer time skips, the hour after it. */
export function parisInstant(day: string, time: string): Date {
  const asUtc = new Date(`${day}T${time}:00Z`)
  const shown = new Date(`${parisDay(asUtc)}T${parisTime(asUtc)}:00Z`)
  const guess = new Date(2 * asUtc.getTime() - shown.getTime())
  // On the two days a year when the offset changes in between, the guess is an hour off.
  const again = new Date(`${parisDay(guess)}T${parisTime(guess)}:00Z`)
  return new Date(guess.getTime() + asUtc.getTime() - again.getTime())
}

const dayMs = 86_400_000

/** Calendar arithmetic without hours: the day `count` days later. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + count * dayMs).toISOString().slice(0, 10)

/** 0 is Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay()

/** Noon of that day: the same day in every zone Europe's servers run in, for formats that want an instant. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)
