import type { DiscogsContext } from './access.ts'
import { refuseDiscogs } from './refusal.ts'

export type PageWish = { page: number; perPage: number }

const perPageDefault = 50
const perPageMax = 100

export function pageWish(c: DiscogsContext): PageWish {
  const perPage = wholeNumber(c.req.query('per_page'), perPageDefault)
  return { page: Math.max(1, wholeNumber(c.req.query('page'), 1)), perPage: Math.min(perPageMax, Math.max(1, perPage)) }
}

const wholeNumber = (text: string | undefined, fallback: number): number =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : fallback

/** The vendor's `pagination` object, and the same addresses in the Link header. A page past the end is a 404. */
export function pagination(c: DiscogsContext, { page, perPage }: PageWish, items: number) {
  const pages = Math.max(1, Math.ceil(items / perPage))
  if (page > pages) refuseDiscogs(404, 'The requested page does not exist.')
  const urls = {
    ...(page > 1 ? { first: pageUrl(c, 1, perPage), prev: pageUrl(c, page - 1, perPage) } : {}),
    ...(page < pages ? { last: pageUrl(c, pages, perPage), next: pageUrl(c, page + 1, perPage) } : {}),
  }
  const links = Object.entries(urls).map(([rel, url]) => `<${url}>; rel="${rel}"`)
  if (links.length > 0) c.header('Link', links.join(', '))
  return { page, pages, per_page: perPage, items, urls }
}

function pageUrl(c: DiscogsContext, page: number, perPage: number): string {
  const url = new URL(c.req.url)
  url.searchParams.set('page', String(page))
  url.searchParams.set('per_page', String(perPage))
  return url.toString()
}
