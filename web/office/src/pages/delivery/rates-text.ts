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

/** '2 10:00 13:00': weekday (0 is Sunday), start, end. */
export const hoursText = (hours: readonly Hours[]): string =>
  hours.map(({ weekday, opensAt, closesAt }) => `${weekday} ${opensAt} ${closesAt}`).join('\n')

export const readHours = (text: string): Reading<Hours> =>
  readLines(text, (line) => {
    const [, weekday = '', opensAt = '', closesAt = ''] = /^([0-6])\s+(\d\d:\d\d)\s+(\d\d:\d\d)$/.exec(line) ?? []
    return weekday === '' ? undefined : { weekday: Number(weekday), opensAt, closesAt }
  })
