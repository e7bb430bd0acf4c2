import type { Lang } from '#platform/i18n'

/** Every page with its address in both languages: routes, links, canonical and hreflang all come from here. */
export const pagePaths = {
  home: { fr: '/', en: '/en' },
  list: { fr: '/disques', en: '/en/records' },
  product: { fr: '/disque/[slug]', en: '/en/record/[slug]' },
  artist: { fr: '/artiste/[slug]', en: '/en/artist/[slug]' },
  label: { fr: '/label/[slug]', en: '/en/label/[slug]' },
  cart: { fr: '/panier', en: '/en/cart' },
  checkout: { fr: '/commander', en: '/en/checkout' },
  order: { fr: '/commande/[number]', en: '/en/order/[number]' },
  journal: { fr: '/journal', en: '/en/journal' },
  post: { fr: '/journal/[slug]', en: '/en/journal/[slug]' },
  'content-page': { fr: '/p/[slug]', en: '/en/p/[slug]' },
  markets: { fr: '/marches', en: '/en/markets' },
  contact: { fr: '/contact', en: '/en/contact' },
  grading: { fr: '/etats', en: '/en/grading' },
  delivery: { fr: '/livraison-retours', en: '/en/delivery-returns' },
  legal: { fr: '/mentions-legales', en: '/en/legal' },
  terms: { fr: '/cgv', en: '/en/terms' },
  withdrawal: { fr: '/retractation', en: '/en/withdrawal' },
} as const

export type PageName = keyof typeof pagePaths

/** Addresses that only take forms. */
export const endpoints = {
  'add-to-cart': { fr: '/panier/ajout', en: '/en/cart/add' },
  'market-calendar': { fr: '/marches.ics', en: '/en/markets.ics' },
  'remove-from-cart': { fr: '/panier/retrait', en: '/en/cart/remove' },
} as const

/** For machines: search engines, product feeds, feed readers. Read anew at every request, never from the page cache. */
export const machineFiles = {
  robots: '/robots.txt',
  sitemap: '/sitemap.xml',
  'sitemap-part': '/sitemaps/[part].xml',
  'google-feed': '/feeds/google.xml',
  'meta-feed': '/feeds/meta.csv',
  rss: '/feeds/new.xml',
} as const

/** Shown for unknown addresses and for our own failures; never linked. */
export const faultPaths = { 'not-found': '/404', failure: '/500' } as const

export type PathParams = Readonly<Record<string, string>>

export function pathOf(page: PageName, lang: Lang, params: PathParams = {}): string {
  return pagePaths[page][lang].replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}
