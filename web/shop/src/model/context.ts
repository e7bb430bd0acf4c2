import type { ShopLocals } from '#app/shop'
import type { ShownCurrency } from '#app/shop-currency'
import { approximateMinor } from '#modules/currencies'
import {
  currencyDecimals,
  currencyFormatOptions,
  formatCurrency,
  formatDate,
  formatDateTime,
  formatDay,
  formatMoney,
  formatNumber,
  type TextValues,
  translate,
} from '#platform/i18n'
import { type PageName, type PathParams, pathOf } from '../paths.ts'

/** What a view needs to speak its reader's language: texts of `shop.json` (or of `file:key`), amounts, dates, links. */
export function speak({ lang, currency }: Pick<ShopLocals, 'lang'> & Partial<Pick<ShopLocals, 'currency'>>) {
  const about = (amountMinor: number): string | undefined =>
    currency && translate(lang, 'currencies:about', { amount: inCurrency(lang, currency, amountMinor) })
  return {
    lang,
    t: (key: string, values: TextValues = {}): string =>
      translate(lang, key.includes(':') ? key : `shop:${key}`, values),
    money: (amountMinor: number): string => formatMoney(lang, amountMinor),
    /** « env. 12,40 $ » in the currency the reader picked. */
    about,
    /** « 10,66 € (env. 12,40 $) », for prices in sentences. */
    price: (amountMinor: number): string =>
      [formatMoney(lang, amountMinor), about(amountMinor)?.replace(/.+/, '($&)')].filter(Boolean).join(' '),
    number: (value: number): string => formatNumber(lang, value),
    date: (date: Date): string => formatDate(lang, date),
    dayName: (date: Date): string => formatDay(lang, date),
    dateTime: (date: Date): string => formatDateTime(lang, date),
    link: (page: PageName, params: PathParams = {}): string => pathOf(page, lang, params),
  }
}

const inCurrency = (lang: ShopLocals['lang'], { code, rateMicro }: ShownCurrency, amountMinor: number): string =>
  formatCurrency(lang, code, approximateMinor(amountMinor, rateMicro, currencyDecimals(code)))

/** What the checkout's script needs to say its totals in the reader's currency. */
export const currencyForScripts = ({ lang, currency }: Pick<ShopLocals, 'lang' | 'currency'>): string | undefined =>
  currency &&
  JSON.stringify({
    words: translate(lang, 'currencies:about'),
    rateMicro: currency.rateMicro,
    decimals: currencyDecimals(currency.code),
    format: currencyFormatOptions(currency.code),
  })

export type Speech = ReturnType<typeof speak>

/** Hours as a merchant types them, without a line break inside "10 h". */
export const keepTogether = (text: string): string => text.replace(/(\d) (?=h\b)|(\d h) (?=\d)/g, '$1$2\u00a0')

/** '9:42' until `until`; '0:00' once it has passed. */
export function minutesLeft(now: Date, until: Date): string {
  const seconds = Math.max(0, Math.ceil((until.getTime() - now.getTime()) / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
