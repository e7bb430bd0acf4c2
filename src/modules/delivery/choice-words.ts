import { noonOf } from '#platform/clock'
import { formatDay, type Lang, translate } from '#platform/i18n'
import type { DeliveryChoice } from './delivery.ts'

/** Where and when, in one line, wherever an order is shown: pages, mails, papers. */
export function choiceWords(lang: Lang, choice: DeliveryChoice): string {
  if (choice.kind === 'relay') {
    const { name, street, postcode, city } = choice.point
    return `${name}, ${street}, ${postcode} ${city}`
  }
  const day = formatDay(lang, noonOf(choice.day))
  const hours =
    choice.from === null || choice.to === null
      ? ''
      : translate(lang, 'delivery:hours', { from: choice.from, to: choice.to })
  if (choice.kind === 'pickup') return [day, hours].filter(Boolean).join(', ')
  return [day, hours, choice.place, choice.address].filter(Boolean).join(', ')
}

/** '350 m', '1,2 km'. */
export function distanceWords(lang: Lang, meters: number): string {
  if (meters < 1000) return translate(lang, 'delivery:meters', { count: Math.round(meters / 10) * 10 })
  const kilometers = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(meters / 1000)
  return translate(lang, 'delivery:kilometers', { distance: kilometers })
}

/** 'lun. – ven. 9:00–19:00 · sam. 9:00–12:00': days that open alike stand together, closed days are left out. */
export function hoursWords(lang: Lang, hours: readonly (readonly { from: string; to: string }[])[]): string {
  const said = hours.map((windows) => windows.map(({ from, to }) => `${from}–${to}`).join(', '))
  const runs: { first: number; last: number; text: string }[] = []
  for (const [index, text] of said.entries()) {
    const run = runs.at(-1)
    if (run && run.text === text && run.last === index - 1) run.last = index
    else runs.push({ first: index, last: index, text })
  }
  const name = (index: number): string => weekdayName(lang, index)
  return runs
    .filter(({ text }) => text !== '')
    .map(({ first, last, text }) => `${name(first)}${last > first ? ` – ${name(last)}` : ''} ${text}`)
    .join(' · ')
}

/** 0 is Monday: 4 January 2027 was one. */
const weekdayName = (lang: Lang, index: number): string =>
  new Intl.DateTimeFormat(lang, { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2027, 0, 4 + index, 12)),
  )
