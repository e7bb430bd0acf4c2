import type { ShopLocals } from '#app/shop'
import {
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
export function speak({ lang }: Pick<ShopLocals, 'lang'>) {
  return {
    lang,
    t: (key: string, values: TextValues = {}): string =>
      translate(lang, key.includes(':') ? key : `shop:${key}`, values),
    money: (amountMinor: number): string => formatMoney(lang, amountMinor),
    number: (value: number): string => formatNumber(lang, value),
    date: (date: Date): string => formatDate(lang, date),
    dayName: (date: Date): string => formatDay(lang, date),
    dateTime: (date: Date): string => formatDateTime(lang, date),
    link: (page: PageName, params: PathParams = {}): string => pathOf(page, lang, params),
  }
}

export type Speech = ReturnType<typeof speak>

/** Hours as a merchant types them, without a line break inside "10 h". */
export const keepTogether = (text: string): string => text.replace(/(\d) (?=h\b)|(\d h) (?=\d)/g, '$1$2\u00a0')

/** '9:42' until `until`; '0:00' once it has passed. */
export function minutesLeft(now: Date, until: Date): string {
  const seconds = Math.max(0, Math.ceil((until.getTime() - now.getTime()) / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
