import type { OrderState } from './orders.ts'

/** Buyers have a week: a transfer takes up to three working days, and each copy is the only one. */
export const transferDays = 7
/** One reminder, this long before the end; nobody's order is cancelled sooner after it. */
export const reminderDays = 2

/** What the reminder leaves on the order; `until` is the end it names. */
export const remindedEvent = 'transfer-reminded'
export const overdueReason = 'transfer-overdue'

const dayMs = 86_400_000
export const daysAfter = (date: Date, days: number): Date => new Date(date.getTime() + days * dayMs)

type Awaiting = {
  readonly source: string
  readonly state: OrderState
  readonly paymentMethod: string
  readonly placedAt: Date
  readonly events: readonly { readonly what: string; readonly data: Readonly<Record<string, unknown>> }[]
}

/** Until when a transfer is waited for: what the reminder said when there was one, null for whatever is not cancelled by itself. */
export function payUntilOf({ source, state, paymentMethod, placedAt, events }: Awaiting): Date | null {
  if (source !== 'shop' || state !== 'placed' || paymentMethod !== 'bank-transfer') return null
  const told = events.findLast(({ what }) => what === remindedEvent)?.data.until
  return typeof told === 'string' ? new Date(told) : daysAfter(placedAt, transferDays)
}

/** After a standstill the reminder comes late; the buyer then still has the days it promises. */
export const untilAtReminder = (placedAt: Date, now: Date): Date =>
  new Date(Math.max(daysAfter(placedAt, transferDays).getTime(), daysAfter(now, reminderDays).getTime()))
