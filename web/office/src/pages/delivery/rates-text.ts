import type { Hours, Method } from './delivery-query.ts'

type Rate = Method['rates'][number]

/** '500 4,10': a line a step, as people type prices. */
export const ratesText = (rates: readonly Rate[]): string =>
  rates
    .map(({ weightGramsMax, priceMinor }) => `${weightGramsMax} ${(priceMinor / 100).toFixed(2).replace('.', ',')}`)
    .join('\n')

export type Reading<T> = { readonly items: T[] } | { readonly faultyLine: string }

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

function readLines<T>(text: string, read: (line: string) => T | undefined): Reading<T> {
  const items: T[] = []
  for (const line of linesOf(text)) {
    const item = read(line)
    if (item === undefined) return { faultyLine: line }
    items.push(item)
  }
  return { items }
}

export const readRates = (text: string): Reading<Rate> =>
  readLines(text, (line) => {
    const [, grams = '', euros = '', cents = ''] = /^(\d{1,6})\s+(\d{1,3})(?:[,.](\d{1,2}))?\s*€?$/.exec(line) ?? []
    if (grams === '') return undefined
    return { weightGramsMax: Number(grams), priceMinor: Number(euros) * 100 + Number(cents.padEnd(2, '0')) }
  })

const sunday = Date.UTC(2026, 10, 1)

/** From Sunday, as the API counts. */
const weekdays = (lang: string): string[] =>
  Array.from({ length: 7 }, (_, day) =>
    new Intl.DateTimeFormat(lang, { weekday: 'long', timeZone: 'UTC' }).format(sunday + day * 86_400_000).toLowerCase(),
  )

/** 'mardi 10:00 13:00': day, start, end. */
export const hoursText = (hours: readonly Hours[], lang: string): string =>
  hours.map(({ weekday, opensAt, closesAt }) => `${weekdays(lang)[weekday]} ${opensAt} ${closesAt}`).join('\n')

/** Days in full or their first three letters, in either language. */
const weekdayOf = (word: string): number =>
  Math.max(
    ...['fr', 'en'].map((lang) => weekdays(lang).findIndex((name) => name === word || name.slice(0, 3) === word)),
  )

export const readHours = (text: string): Reading<Hours> =>
  readLines(text, (line) => {
    const [, day = '', opensAt = '', closesAt = ''] = /^(\p{L}+)\.?\s+(\d\d:\d\d)\s+(\d\d:\d\d)$/u.exec(line) ?? []
    const weekday = weekdayOf(day.toLowerCase())
    return weekday < 0 ? undefined : { weekday, opensAt, closesAt }
  })
