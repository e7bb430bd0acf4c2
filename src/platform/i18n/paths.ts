import french from '#texts/fr/paths.json' with { type: 'json' }
import { isLang, type Lang, madeFromTexts, translate } from './texts.ts'

/** A page of the shop, or an address of it that takes a form. texts/fr/paths.json names them all. */
export type PageName = keyof typeof french
export type PathParams = Readonly<Record<string, string>>

export const isPageName = (text: string): text is PageName => Object.hasOwn(french, text)
export const pageNames: readonly PageName[] = Object.keys(french).filter(isPageName)

/** `/en/record/[slug]`: French stands at the root, every other language below its name. */
const patternOf = (page: PageName, lang: Lang): string => {
  const path = translate(lang, `paths:${page}`)
  return lang === 'fr' ? path : `/${lang}${path === '/' ? '' : path}`
}

/** The address of a page in a language: links, redirects, canonical, hreflang, sitemaps and mails all come from here. */
export const pathOf = (page: PageName, lang: Lang, params: PathParams = {}): string =>
  patternOf(page, lang).replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

export const paramNamesOf = (page: PageName): string[] =>
  [...french[page].matchAll(/\[(\w+)\]/g)].flatMap(([, name]) => name ?? [])

/** The language an address is in: the first part of the path where that names one. */
export function langOfPath(path: string): Lang {
  const first = path.split('/', 2)[1]
  return isLang(first) ? first : 'fr'
}

type Place = { readonly page: PageName; readonly params: PathParams }

/** Addresses without parameters first: `/journal/[slug]` must not take one that is written out. */
const placesOf = madeFromTexts((lang) =>
  pageNames
    .map((page) => ({ page, pattern: patternOf(page, lang) }))
    .toSorted((a, b) => Number(a.pattern.includes('[')) - Number(b.pattern.includes('[')))
    .map(({ page, pattern }) => ({ page, matches: matcherOf(pattern) })),
)

const matcherOf = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.*+?^${}()|\\]/g, '\\$&').replace(/\[(\w+)\]/g, '(?<$1>[^/]+)')}$`)

/** Which page stands at a path, or undefined. */
export function findPage(path: string): (Place & { readonly lang: Lang }) | undefined {
  const lang = langOfPath(path)
  for (const { page, matches } of placesOf(lang)) {
    const found = matches.exec(path)
    if (found) return decoded({ page, lang, params: { ...found.groups } })
  }
  return undefined
}

function decoded<T extends Place>(place: T): T | undefined {
  try {
    const params = Object.entries(place.params).map(([name, value]) => [name, decodeURIComponent(value)])
    return { ...place, params: Object.fromEntries(params) }
  } catch {
    return undefined
  }
}
