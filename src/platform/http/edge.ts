import { randomUUID } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Actor, Cx } from '#platform/cx'
import { isLang, type Lang, preferredLang } from '#platform/i18n'
import type { RequestFacts } from './route.ts'

/** What the edge knows of every request, set once by `requestEdge`. */
type EdgeVariables = {
  requestId: string
  lang: Lang
  ip: string
  actor: Actor
  nonce: string
}

export type EdgeEnv = {
  Variables: EdgeVariables
  Bindings: { incoming?: { socket?: { remoteAddress?: string } } }
}

export type EdgeContext = Context<EdgeEnv>

export type RequestObserver = (request: { method: string; route: string; status: number; durationMs: number }) => void

type EdgeOptions = {
  readonly newCx: () => Cx
  readonly trustedProxies: number
  readonly observe: RequestObserver
}

const anonymousActor: Actor = { id: 'anonymous', name: '', permissions: new Set() }

const requestIdPattern = /^[\w.-]{8,64}$/

/** Gives every request an id, a language and an address, and writes one log line per request; never a body. */
export const requestEdge =
  ({ newCx, trustedProxies, observe }: EdgeOptions): MiddlewareHandler<EdgeEnv> =>
  async (c, next) => {
    const startedAt = performance.now()
    const given = c.req.header('x-request-id') ?? ''
    c.set('requestId', requestIdPattern.test(given) ? given : randomUUID())
    c.set('lang', langOf(c))
    c.set('ip', addressOf(c, trustedProxies))
    c.set('actor', anonymousActor)
    await next()
    c.res.headers.set('x-request-id', c.var.requestId)
    const durationMs = Math.round((performance.now() - startedAt) * 10) / 10
    const { method, path } = c.req
    const { status } = c.res
    observe({ method, route: routeOf(c), status, durationMs })
    const line = { requestId: c.var.requestId, method, path, status, durationMs, actor: c.var.actor.id }
    newCx().log[status >= 500 ? 'error' : 'debug'](line, 'request')
  }

const langOf = (c: Context): Lang => {
  const asked = c.req.query('lang')
  return isLang(asked) ? asked : preferredLang(c.req.header('accept-language'))
}

/** The address behind `trustedProxies` proxies of our own; what a client itself writes further left is not believed. */
function addressOf(c: EdgeContext, trustedProxies: number): string {
  const peer = c.env?.incoming?.socket?.remoteAddress ?? '127.0.0.1'
  if (trustedProxies === 0) return peer
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  return hops.at(-trustedProxies) || peer
}

/** The route's pattern, so that metrics count routes and not ids. */
function routeOf(c: Context): string {
  const { path } = c.req
  if (path.startsWith('/api/v1')) return c.req.routePath
  return path.startsWith('/api') || path.startsWith('/office') ? `/${path.split('/')[1]}` : 'shop'
}

export const factsOf = (c: EdgeContext): RequestFacts => ({
  requestId: c.var.requestId,
  lang: c.var.lang,
  ip: c.var.ip,
  idempotencyKey: c.req.header('idempotency-key'),
})
