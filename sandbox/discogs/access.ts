import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { type Machine, readSetting } from '#sandbox/machine'
import { refuseDiscogs } from './refusal.ts'
import { seller } from './seller.ts'

export type DiscogsEnv = { Variables: { isSeller: boolean; base: string }; Bindings: Partial<HttpBindings> }
export type DiscogsContext = Context<DiscogsEnv>

/** Names that identify no application are blocked; the vendor's page lists browsers and bare tools as bad examples. */
const anonymousAgents = /^(node|undici|mozilla\/.*|curl\/.*|my app)?$/i
const windowMs = 60_000
const anonymousPerMinute = 25

/** User-Agent first, then the token, then the moving window of requests per source address. */
export function access(machine: Machine): MiddlewareHandler<DiscogsEnv> {
  const window = new Map<string, number[]>()
  return async (c, next) => {
    const url = new URL(c.req.url)
    c.set('base', `${url.origin}/discogs`)
    if (anonymousAgents.test(c.req.header('user-agent') ?? '')) {
      refuseDiscogs(403, 'Please identify your application with a unique User-Agent.')
    }
    const authorization = c.req.header('authorization')
    const isSeller = authorization === `Discogs token=${seller.token}`
    c.set('isSeller', isSeller)

    const limit = isSeller ? readSetting(machine, 'discogs.requestsPerMinute') : anonymousPerMinute
    const used = countRequest(window, sourceAddress(c), { at: machine.now().getTime(), limit })
    c.header('X-Discogs-Ratelimit', String(limit))
    c.header('X-Discogs-Ratelimit-Used', String(Math.min(used, limit)))
    c.header('X-Discogs-Ratelimit-Remaining', String(Math.max(0, limit - used)))
    if (used > limit) refuseDiscogs(429, 'You are making requests too quickly.')

    if (authorization !== undefined && !isSeller)
      refuseDiscogs(401, 'Invalid consumer token. Please register an app before making requests.')
    await next()
  }
}

/** A refused request does not count, so a client that waits gets through. */
function countRequest(
  window: Map<string, number[]>,
  source: string,
  { at, limit }: { at: number; limit: number },
): number {
  const recent = (window.get(source) ?? []).filter((earlier) => earlier > at - windowMs)
  if (recent.length < limit) recent.push(at)
  else return limit + 1
  window.set(source, recent)
  return recent.length
}

const sourceAddress = (c: DiscogsContext): string => c.env?.incoming?.socket.remoteAddress ?? 'in-process'

export function requireSeller(c: DiscogsContext): void {
  if (!c.get('isSeller')) refuseDiscogs(401, 'You must authenticate to access this resource.')
}

export async function jsonBody(c: DiscogsContext): Promise<Readonly<Record<string, unknown>>> {
  const text = await c.req.text()
  try {
    const body: unknown = JSON.parse(text)
    if (body !== null && typeof body === 'object' && !Array.isArray(body)) return { ...body }
  } catch {
    // Falls through to the same refusal as a body that is not an object.
  }
  return refuseDiscogs(400, 'The request body is not valid JSON.')
}
