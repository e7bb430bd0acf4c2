import type { WooContext } from './access.ts'
import { refuseParameter } from './refusal.ts'

export type PageWish = { page: number; perPage: number }

const perPageDefault = 10
const perPageMax = 100

export function pageWish(c: WooContext): PageWish {
  const perPage = wholeNumber(c, 'per_page', perPageDefault)
  if (perPage < 1 || perPage > perPageMax)
    refuseParameter('per_page', 'must be between 1 (inclusive) and 100 (inclusive)')
  const page = wholeNumber(c, 'page', 1)
  return { page: page < 1 ? refuseParameter('page', 'must be greater than or equal to 1') : page, perPage }
}

function wholeNumber(c: WooContext, name: string, fallback: number): number {
  const text = c.req.query(name)
  if (text === undefined) return fallback
  return /^\d{1,9}$/.test(text) ? Number(text) : refuseParameter(name, 'is not of type integer.')
}

/** A page past the end is an empty list, not an error. */
export function pageHeaders(c: WooContext, { page, perPage }: PageWish, total: number): void {
  const pages = Math.ceil(total / perPage)
  c.header('X-WP-Total', String(total))
  c.header('X-WP-TotalPages', String(pages))
  const links = [
    ...(page > 1 ? [`<${pageUrl(c, Math.min(page - 1, pages))}>; rel="prev"`] : []),
    ...(page < pages ? [`<${pageUrl(c, page + 1)}>; rel="next"`] : []),
  ]
  if (links.length > 0) c.header('Link', links.join(', '))
}

function pageUrl(c: WooContext, page: number): string {
  const url = new URL(c.req.url)
  url.searchParams.set('page', String(page))
  return url.toString()
}

/** `a,b` or `name[]=a&name[]=b`: WordPress takes lists both ways. */
export function listQuery(c: WooContext, name: string): string[] {
  const values = [...(c.req.queries(name) ?? []), ...(c.req.queries(`${name}[]`) ?? [])]
  return values.flatMap((value) => value.split(',')).filter(Boolean)
}

export function choiceQuery<const W extends string>(c: WooContext, name: string, choices: readonly [W, ...W[]]): W {
  const text = c.req.query(name)
  if (text === undefined) return choices[0]
  return choices.find((choice) => choice === text) ?? refuseParameter(name, `is not one of ${choices.join(', ')}.`)
}
