import type { MarketDay } from '#modules/calendar'
import { noonOf } from '#platform/clock'
import type { Speech } from './context.ts'

/** 'samedi 5 décembre, 8 h – 13 h'; without hours only the day. */
export function marketWords({ dayName, t }: Speech, day: Pick<MarketDay, 'day' | 'opensAt' | 'closesAt'>): string {
  const name = dayName(noonOf(day.day))
  if (day.opensAt === null || day.closesAt === null) return name
  return `${name}, ${t('calendar:hours', { from: clockWords(t, day.opensAt), to: clockWords(t, day.closesAt) })}`
}

/** '8 h', '8 h 30'; '8:00' in English. */
function clockWords(t: Speech['t'], time: string): string {
  const [hour = '', minute = ''] = time.split(':')
  return t(minute === '00' ? 'calendar:fullHour' : 'calendar:clock', { hour: Number(hour), minute })
}
