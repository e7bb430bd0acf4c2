import type { Cx } from '#platform/cx'
import { type Lang, langs } from '#platform/i18n'
import type { Links } from './feed-words.ts'
import { countNamesOnSale, countProductsOnSale, nameSitemapRows, sitemapRows } from './queries.ts'
import { element, xmlText } from './xml.ts'

/** The protocol allows 50,000 addresses a file; smaller files are read again sooner (sitemaps.org, read 2026-11). */
const entriesPerSitemap = 5_000

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const namespaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

export const sitemapKinds = ['products', 'artists', 'labels'] as const
export type SitemapKind = (typeof sitemapKinds)[number]
type SitemapFile = 'pages' | `${SitemapKind}-${number}`

const counts: Readonly<Record<SitemapKind, (cx: Cx) => Promise<number>>> = {
  products: countProductsOnSale,
  artists: (cx) => countNamesOnSale(cx, 'artist'),
  labels: (cx) => countNamesOnSale(cx, 'label'),
}

/** The list of sitemaps: the fixed pages, then as many files of products, artists and labels as there are. */
export async function sitemapIndex(cx: Cx, addressOf: (file: SitemapFile) => string): Promise<string> {
  const files: SitemapFile[] = ['pages']
  for (const kind of sitemapKinds) {
    const filesCount = Math.ceil((await counts[kind](cx)) / entriesPerSitemap)
    for (let page = 1; page <= filesCount; page++) files.push(`${kind}-${page}`)
  }
  const entries = files.map((file) => `<sitemap>${element('loc', addressOf(file))}</sitemap>\n`)
  return `${head}<sitemapindex ${namespaces}>\n${entries.join('')}</sitemapindex>\n`
}

/** Every page exists in each language and names the others. */
const entry = (addresses: Readonly<Record<string, string>>, main: string, changedAt?: Date): string => {
  const others = Object.entries(addresses)
    .map(([lang, href]) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${xmlText(href)}"/>`)
    .join('')
  return `<url>${element('loc', main)}${changedAt ? element('lastmod', changedAt.toISOString()) : ''}${others}</url>\n`
}

const urlset = (entries: readonly string[]): string =>
  `${head}<urlset ${namespaces} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join('')}</urlset>\n`

const inAllLangs = (addresses: Readonly<Record<string, string>>, changedAt?: Date): string[] =>
  Object.values(addresses).map((address) => entry(addresses, address, changedAt))

/** One file of products, artists or labels on sale, or undefined when there is no such page. */
export async function shelfSitemap(
  cx: Cx,
  { kind, page }: { kind: SitemapKind; page: number },
  links: Links,
): Promise<string | undefined> {
  const piece = { page, perPage: entriesPerSitemap }
  const rows = kind === 'products' ? await sitemapRows(cx, piece) : await nameSitemapRows(cx, nameKindOf[kind], piece)
  if (rows.length === 0) return undefined
  const addressOf = (lang: Lang, slug: string): string =>
    kind === 'products' ? links.product(lang, { slug, sku: '' }) : links.name(lang, { kind: nameKindOf[kind], slug })
  return urlset(
    rows.flatMap(({ slug, changedAt }) =>
      inAllLangs(Object.fromEntries(langs.map((lang) => [lang, addressOf(lang, slug)])), changedAt),
    ),
  )
}

const nameKindOf = { artists: 'artist', labels: 'label' } as const

/** The pages that do not come and go: each given with its address per language. */
export const pageSitemap = (pages: readonly Readonly<Record<string, string>>[]): string =>
  urlset(pages.flatMap((addresses) => inAllLangs(addresses)))
