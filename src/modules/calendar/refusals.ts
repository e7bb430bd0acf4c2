import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'calendar.day-not-found': { marketDayId: string }
    /** The stall is entered at this place on that day already. */
    'calendar.day-exists': { day: string; place: string }
    'calendar.hours-reversed': { opensAt: string; closesAt: string }
    'calendar.series-too-long': { daysMax: number }
  }
}

export const calendarRefusals = {
  'calendar.day-not-found': 404,
  'calendar.day-exists': 409,
  'calendar.hours-reversed': 422,
  'calendar.series-too-long': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
