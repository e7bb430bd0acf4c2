/** Monday is 1. Times are 'HH:MM' on the clock in Paris, so they sort as text. */
export type AnsweringHours = { readonly weekday: number; readonly opens: string; readonly closes: string }

/** `now`: somebody answers, until `closes`; `later`: the next time is `opens` on that weekday, `inDays` from today. */
export type Answering =
  | { readonly kind: 'now'; readonly closes: string }
  | { readonly kind: 'later'; readonly opens: string; readonly weekday: number; readonly inDays: number }

const parisClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Whether somebody answers now, or when next; undefined when no hours are kept. */
export function answering(hours: readonly AnsweringHours[], now: Date): Answering | undefined {
  const parts = new Map(parisClock.formatToParts(now).map(({ type, value }) => [type, value]))
  const weekday = weekdays.indexOf(parts.get('weekday') ?? '') + 1
  const time = `${parts.get('hour')}:${parts.get('minute')}`
  const open = hours.find((span) => span.weekday === weekday && span.opens <= time && time < span.closes)
  if (open) return { kind: 'now', closes: open.closes }
  const coming = hours
    .map((span) => ({ ...span, inDays: daysUntil(span, { weekday, time }) }))
    .toSorted((a, b) => a.inDays - b.inDays || (a.opens < b.opens ? -1 : 1))
  const [next] = coming
  return next && { kind: 'later', opens: next.opens, weekday: next.weekday, inDays: next.inDays }
}

function daysUntil(span: AnsweringHours, { weekday, time }: { weekday: number; time: string }): number {
  const days = (span.weekday - weekday + 7) % 7
  return days === 0 && span.opens <= time ? 7 : days
}
