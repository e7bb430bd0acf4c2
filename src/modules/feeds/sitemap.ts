import type { Cx } from '#platform/cx'
import { langs } from '#platform/i18n'
import type { Links } from './feed-words.ts'
import { countProductsOnSale, sitemapRows } from './queries.ts'
import { element, xmlText } from './xml.ts'

/** The protocol allows 50,000 addresses a file; smaller files are read again sooner (sitemaps.org, read 2026-11). */
export const productsPerSitemap = 5_000

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const namespaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

/** The list of sitemaps: the fixed pages, then as many files of products as there are. */
export async function sitemapIndex(cx: Cx, addressOf: (file: 'pages' | number) => string): Promise<string> {
  const filesCount = Math.ceil((await countProductsOnSale(cx)) / productsPerSitemap)
  const files = ['pages' as const, ...Array.from({ length: filesCount }, (_, index) => index + 1)]
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

/** One file of products on sale, or undefined when there is no such page. */
export async function productSitemap(cx: Cx, page: number, links: Links): Promise<string | undefined> {
  const rows = await sitemapRows(cx, page, productsPerSitemap)
  if (rows.length === 0) return undefined
  return urlset(
    rows.flatMap(({ slug, changedAt }) =>
      inAllLangs(Object.fromEntries(langs.map((lang) => [lang, links.product(lang, { slug, sku: '' })])), changedAt),
    ),
  )
}

/** The pages that do not come and go: each given with its address per language. */
export const pageSitemap = (pages: readonly Readonly<Record<string, string>>[]): string =>
  urlset(pages.flatMap((addresses) => inAllLangs(addresses)))
