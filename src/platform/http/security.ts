import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { refuse } from '#kernel/refusal'
import { findPage } from '#platform/i18n'
import type { EdgeContext, EdgeEnv } from './edge.ts'

/** Shared by all areas: nothing from other hosts, no frames, no plugins. Scripts are files of our own, never inline. */
const common = {
  'default-src': "'self'",
  'base-uri': "'self'",
  'connect-src': "'self'",
  'font-src': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'img-src': "'self' data: blob:",
  'object-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
} as const

type Area = 'shop' | 'office' | 'docs'

const areaOf = (path: string): Area => {
  if (path.startsWith('/office')) return 'office'
  return path.startsWith('/api/docs') ? 'docs' : 'shop'
}

/** The office's component library makes style elements, which carry the nonce; the API viewer writes style attributes. */
const styleSource = (area: Area, nonce: string): string =>
  ({
    shop: "'self'",
    office: `'self' 'nonce-${nonce}'`,
    docs: "'self' 'unsafe-inline'",
  })[area]

/** For a page that only our own office may show in a frame: the preview of a look. */
export const framedPolicy: string = Object.entries({ ...common, 'frame-ancestors': "'self'" })
  .map(([name, value]) => `${name} ${value}`)
  .join('; ')

/** The shop's policy for a page whose reader lets some hosts of others in. */
export const openedPolicy = (hosts: Readonly<Record<'script' | 'connect' | 'img', readonly string[]>>): string =>
  contentPolicy(Object.fromEntries(Object.entries(hosts).map(([part, allowed]) => [`${part}-src`, allowed])))

function policyOf(path: string, nonce: string): string {
  const directives = { ...common, 'style-src': styleSource(areaOf(path), nonce) }
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** For a page of the shop that loads from named hosts beside ours; it sets this policy on its own answer. */
export function contentPolicy(extra: Readonly<Record<string, readonly string[]>>): string {
  const directives: Record<string, string> = { ...common }
  for (const [name, hosts] of Object.entries(extra))
    if (hosts.length > 0) directives[name] = [directives[name] ?? "'self'", ...hosts].join(' ')
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** Wallets ask for their sheet through the provider's frame, on the payment page and nowhere else. */
const isPaymentPage = (path: string): boolean => findPage(path)?.page === 'pay'

const headersFor = (publicUrl: string, paymentFrom: string[] = []) =>
  secureHeaders({
    crossOriginEmbedderPolicy: false,
    referrerPolicy: 'strict-origin-when-cross-origin',
    strictTransportSecurity: publicUrl.startsWith('https:') && 'max-age=31536000',
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: ['self'], geolocation: [], microphone: [], payment: paymentFrom },
  })

/** Security headers on every answer. A page that sets its own content policy keeps it. */
export function security(publicUrl: string): MiddlewareHandler<EdgeEnv> {
  const headers = headersFor(publicUrl)
  const headersOfPayment = headersFor(publicUrl, ['self', 'https://js.stripe.com'])
  return async (c, next) => {
    c.set('nonce', randomBytes(16).toString('base64'))
    await (isPaymentPage(c.req.path) ? headersOfPayment : headers)(c, next)
    const own = c.res.headers.get('content-security-policy')
    if (own?.includes("frame-ancestors 'self'")) c.res.headers.set('x-frame-options', 'SAMEORIGIN')
    if (own === null) {
      c.res.headers.set('content-security-policy', policyOf(c.req.path, c.var.nonce))
    }
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that a browser sends from another site (`request.cross-site`). Requests with a bearer token carry no
 * cookie rights and pass. Browsers send Sec-Fetch-Site or Origin with every write; a client that sends neither is not a
 * browser and has no cookies of ours.
 */
export const refuseCrossSite =
  (publicUrl: string): MiddlewareHandler<EdgeEnv> =>
  async (c, next) => {
    if (!safeMethods.has(c.req.method) && !hasBearer(c) && isCrossSite(c, publicUrl)) refuse('request.cross-site', {})
    await next()
  }

const hasBearer = (c: EdgeContext): boolean => /^bearer /i.test(c.req.header('authorization') ?? '')

function isCrossSite(c: EdgeContext, publicUrl: string): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = c.req.header('origin')
  return origin !== undefined && origin !== new URL(publicUrl).origin && origin !== new URL(c.req.url).origin
}
