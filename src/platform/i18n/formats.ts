import { hasText, type Lang, madeFromTexts, translate } from './texts.ts'

const timeZone = 'Europe/Paris'

/** How a language writes numbers and dates: `locale` of its language.json, the language itself otherwise. */
export const localeOf = madeFromTexts((lang) =>
  hasText(lang, 'language:locale') ? translate(lang, 'language:locale') : lang,
)

/** Its name in itself: 'Deutsch'. */
export const languageName = madeFromTexts((lang) =>
  hasText(lang, 'language:name')
    ? translate(lang, 'language:name')
    : (new Intl.DisplayNames(lang, { type: 'language' }).of(lang) ?? lang),
)

// Making an Intl format costs about 20 µs; they are made once.
const formatsOf = madeFromTexts((lang) => {
  const locale = localeOf(lang)
  return {
    money: new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }),
    number: new Intl.NumberFormat(locale),
    date: new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' }),
    dateTime: new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long', timeStyle: 'short' }),
    day: new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long', day: 'numeric', month: 'long' }),
    region: new Intl.DisplayNames(locale, { type: 'region' }),
  }
})

export const formatMoney = (lang: Lang, amountMinor: number): string => formatsOf(lang).money.format(amountMinor / 100)
export const formatNumber = (lang: Lang, value: number): string => formatsOf(lang).number.format(value)
export const formatDate = (lang: Lang, date: Date): string => formatsOf(lang).date.format(date)
export const formatDateTime = (lang: Lang, date: Date): string => formatsOf(lang).dateTime.format(date)
/** 'samedi 28 novembre' */
export const formatDay = (lang: Lang, date: Date): string => formatsOf(lang).day.format(date)
/** The country of an ISO 3166 code. */
export const formatRegion = (lang: Lang, code: string): string => formatsOf(lang).region.of(code) ?? code
