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
    currency: new Intl.DisplayNames(locale, { type: 'currency' }),
  }
})

export const formatMoney = (lang: Lang, amountMinor: number): string => formatsOf(lang).money.format(amountMinor / 100)

/** Their short signs stand for one currency only among those the bank publishes. */
const shortSigns: ReadonlySet<string> = new Set(['USD', 'GBP', 'JPY'])

export const currencyFormatOptions = (currency: string) =>
  ({ style: 'currency', currency, currencyDisplay: shortSigns.has(currency) ? 'narrowSymbol' : 'symbol' }) as const

const currencyFormatsOf = madeFromTexts((lang) => {
  const made = new Map<string, Intl.NumberFormat>()
  return (currency: string): Intl.NumberFormat => {
    const format = made.get(currency) ?? new Intl.NumberFormat(localeOf(lang), currencyFormatOptions(currency))
    made.set(currency, format)
    return format
  }
})

/** How many places a currency has behind the point: 0 for the yen. */
export const currencyDecimals = (currency: string): number =>
  currencyFormatsOf('fr')(currency).resolvedOptions().maximumFractionDigits ?? 2

/** An amount in a currency's own smallest unit. */
export const formatCurrency = (lang: Lang, currency: string, amountMinor: number): string =>
  currencyFormatsOf(lang)(currency).format(amountMinor / 10 ** currencyDecimals(currency))

/** 'dollar des États-Unis' */
export const formatCurrencyName = (lang: Lang, currency: string): string =>
  formatsOf(lang).currency.of(currency) ?? currency
export const formatNumber = (lang: Lang, value: number): string => formatsOf(lang).number.format(value)
export const formatDate = (lang: Lang, date: Date): string => formatsOf(lang).date.format(date)
export const formatDateTime = (lang: Lang, date: Date): string => formatsOf(lang).dateTime.format(date)
/** 'samedi 28 novembre' */
export const formatDay = (lang: Lang, date: Date): string => formatsOf(lang).day.format(date)
/** The country of an ISO 3166 code. */
export const formatRegion = (lang: Lang, code: string): string => formatsOf(lang).region.of(code) ?? code
