import type { MiddlewareHandler } from 'hono'
import type { Machine } from '#sandbox/machine'
import { refuseVinted } from './refusal.ts'
import { seller } from './seller.ts'
import { isSame, requestSignature } from './signing.ts'

const windowSeconds = 300
/** Where the stand-in hangs; signatures cover the vendor's own paths. */
const prefix = '/vinted-pro'

/** Every request is signed: key, time, method, path with its query, and the exact body. */
export function access(machine: Machine): MiddlewareHandler {
  return async (c, next) => {
    const url = new URL(c.req.url)
    const given = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(c.req.header('x-vpi-hmac-sha256') ?? '')
    if (c.req.header('x-vpi-access-key') !== seller.accessKey || !given)
      return refuseVinted(401, 'UNAUTHORIZED', 'The access key or the signature header is missing or unknown.')
    const t = Number(given[1])
    if (Math.abs(machine.now().getTime() / 1000 - t) > windowSeconds)
      return refuseVinted(401, 'STALE_SIGNATURE', 'The timestamp of the signature is too old.')
    const wanted = requestSignature(seller.signingKey, {
      t,
      method: c.req.method,
      path: `${url.pathname.slice(prefix.length)}${url.search}`,
      accessKey: seller.accessKey,
      body: await c.req.text(),
    })
    if (!isSame(given[2] ?? '', wanted))
      return refuseVinted(401, 'INVALID_SIGNATURE', 'The signature does not fit the request.')
    return next()
  }
}
