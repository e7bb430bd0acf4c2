import { readdirSync, readFileSync } from 'node:fs'
import { createInstance } from 'i18next'

export const langs = ['fr', 'en'] as const
export type Lang = (typeof langs)[number]

export const isLang = (text: unknown): text is Lang => langs.some((lang) => lang === text)

const textsFolder = new URL('../../../texts/', import.meta.url)

const namespaces = readdirSync(new URL('fr/', textsFolder))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))

const textsOf = (lang: Lang): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    namespaces.map((name) => [name, JSON.parse(readFileSync(new URL(`${lang}/${name}.json`, textsFolder), 'utf8'))]),
  )

const texts = createInstance()
await texts.init({
  lng: 'fr',
  fallbackLng: 'fr',
  supportedLngs: [...langs],
  ns: namespaces,
  resources: { fr: textsOf('fr'), en: textsOf('en') },
  interpolation: { escapeValue: false },
})

export type TextValues = Readonly<Record<string, string | number | Date | undefined>>

/**
 * The text `namespace:key` of texts/<lang>/<namespace>.json with its values filled in; the key itself when there is none.
 * Values are not escaped: whoever makes HTML escapes.
 */
export const translate = (lang: Lang, key: string, values: TextValues = {}): string =>
  texts.t(key, { ...values, lng: lang })

export const hasText = (lang: Lang, key: string): boolean => texts.exists(key, { lng: lang, fallbackLng: [] })

const locales = { fr: 'fr-FR', en: 'en-GB' } as const satisfies Record<Lang, string>
const timeZone = 'Europe/Paris'

// Making an Intl format costs about 20 µs; they are made once.
const formats = {
  fr: formatsOf('fr'),
  en: formatsOf('en'),
} as const satisfies Record<Lang, unknown>

function formatsOf(lang: Lang) {
  const locale = locales[lang]
  return {
    money: new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }),
    number: new Intl.NumberFormat(locale),
    date: new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' }),
    dateTime: new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long', timeStyle: 'short' }),
  }
}

export const formatMoney = (lang: Lang, amountMinor: number): string => formats[lang].money.format(amountMinor / 100)
export const formatNumber = (lang: Lang, value: number): string => formats[lang].number.format(value)
export const formatDate = (lang: Lang, date: Date): string => formats[lang].date.format(date)
export const formatDateTime = (lang: Lang, date: Date): string => formats[lang].dateTime.format(date)

/** The language a browser or client asks for (RFC 9110 § 12.5.4), of those we have; French otherwise. */
export function preferredLang(acceptLanguage: string | null | undefined): Lang {
  const wishes = (acceptLanguage ?? '').split(',').flatMap((part) => {
    const [tag = '', ...parameters] = part.trim().split(';')
    const lang = tag.slice(0, 2).toLowerCase()
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
    return isLang(lang) ? [{ lang, weight: quality ? Number(quality.trim().slice(2)) : 1 }] : []
  })
  return wishes.toSorted((a, b) => b.weight - a.weight)[0]?.lang ?? 'fr'
}
