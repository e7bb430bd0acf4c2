import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { type Machine, readSetting } from '#sandbox/machine'
import { refuseWoo } from './refusal.ts'
import { seller } from './seller.ts'

export type WooEnv = { Variables: { base: string }; Bindings: Partial<HttpBindings> }
export type WooContext = Context<WooEnv>

const windowMs = 60_000

/** WooCommerce itself has no rate limit; the host in front of it has, and answers in its own words. */
export function hostLimit(machine: Machine): MiddlewareHandler<WooEnv> {
  let recent: number[] = []
  return async (c, next) => {
    c.set('base', `${new URL(c.req.url).origin}/woocommerce`)
    const at = machine.now().getTime()
    recent = recent.filter((earlier) => earlier > at - windowMs)
    if (recent.length >= readSetting(machine, 'woocommerce.requestsPerMinute')) {
      return c.html('<html><body><h1>429 Too Many Requests</h1></body></html>', 429, { 'Retry-After': '10' })
    }
    recent.push(at)
    await next()
  }
}

/** Basic authentication with the consumer key, as over HTTPS; over plain HTTP the real site wants OAuth 1.0a. */
export const restKey: MiddlewareHandler<WooEnv> = async (c, next) => {
  const [scheme, encoded = ''] = (c.req.header('authorization') ?? '').split(' ')
  if (scheme !== 'Basic') refuseWoo(401, ['woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.'])
  const [key, secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  const code = 'woocommerce_rest_authentication_error'
  if (key !== seller.consumerKey) refuseWoo(401, [code, 'Consumer key is invalid.'])
  if (secret !== seller.consumerSecret) refuseWoo(401, [code, 'Consumer secret is invalid.'])
  await next()
}

export async function jsonBody(c: WooContext): Promise<Readonly<Record<string, unknown>>> {
  try {
    const body: unknown = JSON.parse(await c.req.text())
    if (body !== null && typeof body === 'object' && !Array.isArray(body)) return { ...body }
  } catch {
    // Falls through to the same refusal as a body that is not an object.
  }
  return refuseWoo(400, ['rest_invalid_json', 'Invalid JSON body passed.'])
}

/** An id in the path; what is no number matches no route. */
export const idOf = (c: WooContext, name = 'id'): number => Number(c.req.param(name))
