import { findPage, type PageName } from '#platform/i18n'

/** One page that was answered, as much of it as is ever kept. */
export type Look = {
  readonly path: string
  /** The product it shows, by its address. */
  readonly slug: string | undefined
  /** The product whose page led here. */
  readonly fromSlug: string | undefined
}

export type Answered = {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly userAgent: string
  readonly referer: string
  readonly cookie: string
  /** Prefetched pages were not looked at yet. */
  readonly purpose: string
  /** Global Privacy Control: `1` asks not to be measured. */
  readonly privacy: string
}

/** Set to `non` by who does not want to be counted. */
export const optOutCookie = 'etal_mesure'
const saysNo = new RegExp(`(^|; *)${optOutCookie}=non(;|$)`)

/** Pages whose address is somebody's key. */
const personal: ReadonlySet<PageName> = new Set(['order', 'write-review', 'thread'])
const program =
  /bot|crawl|spider|slurp|preview|monitor|curl|wget|python|java\/|go-http|node|axios|headlesschrome|lighthouse|facebookexternalhit|whatsapp|feed/i
const pathCharsMax = 200

/** What to count of an answer, or undefined: not a page, not for people, not wanted. */
export function lookOf(answered: Answered): Look | undefined {
  const { method, url, status, userAgent, cookie, purpose, privacy } = answered
  const isRead = method === 'GET' && (status === 200 || status === 304) && !/prefetch|prerender/i.test(purpose)
  const isPerson = userAgent !== '' && !program.test(userAgent)
  const isWilling = privacy !== '1' && !saysNo.test(cookie)
  const path = pathIn(url)
  if (!isRead || !isPerson || !isWilling || path.length > pathCharsMax) return undefined
  const place = findPage(path)
  if (!place || personal.has(place.page)) return undefined
  const slug = productIn(path)
  const from = productIn(pathIn(answered.referer))
  return { path, slug, fromSlug: slug === undefined || from === slug ? undefined : from }
}

const pathIn = (url: string): string => url.replace(/^https?:\/\/[^/]*/, '').replace(/[?#].*$/, '') || '/'

function productIn(path: string): string | undefined {
  const place = findPage(path)
  return place?.page === 'product' ? place.params.slug : undefined
}
