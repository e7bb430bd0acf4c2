/** The addresses of pages are texts: texts/<lang>/paths.json. A page of the shop is a line there and a file in views/. */
export { type PageName, type PathParams, pathOf } from '#platform/i18n'

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
