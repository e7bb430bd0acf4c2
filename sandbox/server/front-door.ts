import { setTimeout as pause } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { brokenAnswer, type FaultKind, takeFault } from '#sandbox/faults'
import { type Machine, readSetting, type Vendor } from '#sandbox/machine'

type DoorEnv = { Bindings: Partial<HttpBindings> }
type DoorContext = Context<DoorEnv>

const retryAfterSeconds = 2

/** What lies between a client and any vendor: distance, and the faults somebody planned. */
export function frontDoor(machine: Machine, vendor: Vendor): MiddlewareHandler<DoorEnv> {
  return async (c, next) => {
    const latencyMs = readSetting(machine, `${vendor.name}.latencyMs`)
    if (latencyMs > 0) await pause(latencyMs)
    const path = new URL(c.req.url).pathname
    const kind = takeFault(machine, { vendor: vendor.name, method: c.req.method, path })
    if (kind === undefined) return next()

    const early = beforeWork(machine, vendor, { c, kind })
    if (early) return early
    await next()
    c.res = await afterWork(c, kind)
  }
}

function beforeWork(machine: Machine, vendor: Vendor, { c, kind }: { c: DoorContext; kind: FaultKind }) {
  const refusal = (status: 401 | 429 | 500 | 503, message: string, headers: Record<string, string> = {}) =>
    c.body(JSON.stringify(vendor.errorBody(status, message)), status, {
      'Content-Type': 'application/json',
      ...headers,
    })

  if (kind === 'connection-reset') return brokenAnswer(c, 'reset')
  if (kind === 'error-500') return refusal(500, 'Internal server error')
  if (kind === 'error-503') return refusal(503, 'Service unavailable', { 'Retry-After': String(retryAfterSeconds) })
  if (kind === 'rate-limit') return refusal(429, 'Too many requests', { 'Retry-After': String(retryAfterSeconds) })
  if (kind === 'expired-token') {
    vendor.expireTokens(machine)
    return refusal(401, 'Invalid access token')
  }
  return undefined
}

/** The vendor has done the work, but the client does not learn of it: the case every retry must survive. */
async function afterWork(c: DoorContext, kind: FaultKind): Promise<Response> {
  if (kind === 'reset-after-success') return brokenAnswer(c, 'reset')
  if (kind === 'hang-after-success') return brokenAnswer(c, 'hang')
  if (c.res.body === null) return c.res
  const text = await c.res.text()
  return new Response(text.slice(0, Math.floor(text.length / 2)), c.res)
}
