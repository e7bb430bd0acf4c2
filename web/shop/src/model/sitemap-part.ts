import { type SitemapKind, sitemapKinds } from '#modules/feeds'

/** Products, page 3, for 'products-3'; undefined for anything else. */
export function readPart(part: string): { kind: SitemapKind; page: number } | undefined {
  const [, word, page] = /^([a-z]+)-([1-9]\d{0,5})$/.exec(part) ?? []
  const kind = sitemapKinds.find((known) => known === word)
  return kind && { kind, page: Number(page) }
}
