import { currentLanguage } from '../i18n.ts'

const timeZone = 'Europe/Paris'
const locale = (): string => (currentLanguage() === 'en' ? 'en-GB' : 'fr-FR')

export const moneyText = (amountMinor: number): string =>
  new Intl.NumberFormat(locale(), { style: 'currency', currency: 'EUR' }).format(amountMinor / 100)

export const countText = (count: number): string => new Intl.NumberFormat(locale()).format(count)

const isSameDay = (one: Date, other: Date): boolean => dayKey(one) === dayKey(other)
const dayKey = (date: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(date)

const yearOf = (date: Date): string => dayKey(date).slice(0, 4)

/** '14:32' today, '3 mars, 14:32' this year, with the year before that. */
export function whenText(iso: string, now = new Date()): string {
  const date = new Date(iso)
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', timeZone }
  if (isSameDay(date, now)) return new Intl.DateTimeFormat(locale(), time).format(date)
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone }
  if (yearOf(date) === yearOf(now)) {
    return new Intl.DateTimeFormat(locale(), { ...day, ...time }).format(date)
  }
  return new Intl.DateTimeFormat(locale(), { ...day, year: 'numeric' }).format(date)
}

export const fullWhenText = (iso: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'full', timeStyle: 'short', timeZone }).format(new Date(iso))

/** '4 déc. 2026' for a day without a time, '2026-12-04'. */
export const dayText = (day: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/** 'il y a 3 minutes', 'dans 2 heures'. */
export function agoText(iso: string, now = Date.now()): string {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000)
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' })
  const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return format.format(Math.round(seconds / length), unit)
}

/** 1250 for '12,5' or '12.50'; undefined when it is not an amount. The API takes cents, people type euros. */
export function minorFromText(text: string): number | undefined {
  const match = /^\s*(\d{1,7})(?:[.,](\d{1,2}))?\s*€?\s*$/.exec(text)
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined
}

/** 'dimanche 22 novembre 2026'. */
export const todayText = (now = new Date()): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'full', timeZone }).format(now)

const bytesPerMegabyte = 1_000_000

export const fileSizeText = (bytes: number): string => {
  const isSmall = bytes < bytesPerMegabyte
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: isSmall ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: isSmall ? 0 : 1,
  }).format(isSmall ? Math.max(1, bytes / 1000) : bytes / bytesPerMegabyte)
}

/** '1,4 s' for 1400. */
export const secondsText = (milliseconds: number): string =>
  new Intl.NumberFormat(locale(), { style: 'unit', unit: 'second', maximumFractionDigits: 1 }).format(
    milliseconds / 1000,
  )

/** 'France' for 'FR'; what is no country code stays as it is. */
export function countryText(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code) : code
}
