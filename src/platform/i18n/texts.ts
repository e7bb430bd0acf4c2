import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance } from 'i18next'
import { z } from 'zod'

/** A language that has a folder in texts/. French and English always have; `isLang` knows the others. */
export type Lang = 'fr' | 'en' | OtherLang
type OtherLang = string & { readonly isOtherLang: true }

const known: Lang[] = []
/** French first: it answers for every text another language has not. */
export const langs: readonly Lang[] = known

export const isLang = (text: unknown): text is Lang => known.some((lang) => lang === text)

const texts = createInstance()
await texts.init({ lng: 'fr', fallbackLng: 'fr', resources: {}, interpolation: { escapeValue: false } })

/** As in `hreflang` and in addresses: `de`, `pt-br`. */
const langFolder = /^[a-z]{2}(-[a-z]{2})?$/
const textsSchema = z.record(z.string(), z.unknown())
const onChange: (() => void)[] = []

/**
 * Takes in every `<folder>/<lang>/*.json`: a new folder is a new language of the shop, a file of a known language replaces
 * the texts it names. A text that is missing is French.
 */
export function addTexts(folder: string): void {
  const found = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const { name } of found.filter(({ name }) => langFolder.test(name)).toSorted(byAge)) {
    if (!isLang(name)) known.push(name as Lang)
    for (const file of readdirSync(join(folder, name)).filter((file) => file.endsWith('.json'))) {
      const content = textsSchema.parse(JSON.parse(readFileSync(join(folder, name, file), 'utf8')))
      texts.addResourceBundle(name, file.slice(0, -'.json'.length), content, true, true)
    }
  }
  for (const forget of onChange) forget()
}

const rank = ['fr', 'en']
const rankOf = ({ name }: { name: string }): number => (rank.includes(name) ? rank.indexOf(name) : rank.length)
const byAge = (a: { name: string }, b: { name: string }): number => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : 1)

/** Takes back what `addTexts` added; for tests. */
export function forgetTexts(lang: Lang): void {
  if (!isLang(lang)) return
  known.splice(known.indexOf(lang), 1)
  for (const name of Object.keys(texts.getDataByLanguage(lang) ?? {})) texts.removeResourceBundle(lang, name)
  for (const forget of onChange) forget()
}

/** What was made from texts is made anew once texts have changed. */
export function madeFromTexts<T>(make: (lang: Lang) => T): (lang: Lang) => T {
  const made = new Map<Lang, T>()
  onChange.push(() => made.clear())
  return (lang) => {
    const kept = made.get(lang) ?? make(lang)
    made.set(lang, kept)
    return kept
  }
}

addTexts(join(import.meta.dirname, '../../../texts'))

export type TextValues = Readonly<Record<string, string | number | Date | undefined>>

/**
 * The text `namespace:key` of texts/<lang>/<namespace>.json with its values filled in, in French where the language has
 * none; the key itself when there is none at all. Values are not escaped: whoever makes HTML escapes.
 */
export function translate(lang: Lang, key: string, values?: TextValues): string {
  if (values && Object.keys(values).length > 0) return texts.t(key, { ...values, lng: lang })
  const kept = plainTexts(lang)
  const found = kept.get(key)
  if (found !== undefined) return found
  const text = texts.t(key, { lng: lang })
  if (kept.size >= plainTextsMax) kept.clear()
  kept.set(key, text)
  return text
}

/** Texts without values, several hundred on every page: looking them up anew was a seventh of a page's time. */
const plainTexts = madeFromTexts(() => new Map<string, string>())
const plainTextsMax = 10_000

export const hasText = (lang: Lang, key: string): boolean => texts.exists(key, { lng: lang, fallbackLng: [] })

/** The language a browser or client asks for (RFC 9110 § 12.5.4), of those we have; French otherwise. */
export function preferredLang(acceptLanguage: string | null | undefined): Lang {
  const wishes = (acceptLanguage ?? '').split(',').flatMap((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const lang = [tag, tag.slice(0, 2)].find(isLang)
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
    return lang ? [{ lang, weight: quality ? Number(quality.trim().slice(2)) : 1 }] : []
  })
  return wishes.toSorted((a, b) => b.weight - a.weight)[0]?.lang ?? 'fr'
}
