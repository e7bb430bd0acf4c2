import { createHmac, timingSafeEqual } from 'node:crypto'

export type Keys = { readonly accessKey: string; readonly signingKey: string }
export type SignedRequest = {
  readonly method: string
  /** With its query, exactly as sent. */
  readonly path: string
  readonly body: string
  readonly at: Date
}

const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex')
const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000)

/** `X-Vpi-Hmac-Sha256`. Stale signatures are refused, so each attempt is signed anew (pro-docs.svc.vinted.com, read 2026-09). */
export function signRequest({ accessKey, signingKey }: Keys, { method, path, body, at }: SignedRequest): string {
  const t = secondsOf(at)
  return `t=${t},v1=${hmac(signingKey, [t, method, path, accessKey, body].join('.'))}`
}

const windowSeconds = 300

/** `X-Vpi-Webhook-Hmac-Sha256` over time and raw body, with the webhook's own key. */
export function checkPush(header: string, body: string, { key, now }: { key: string; now: Date }) {
  const given = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/i.exec(header.trim())
  if (!given) return 'signature'
  const t = Number(given[1])
  const wanted = Buffer.from(hmac(key, `${t}.${body}`), 'hex')
  if (!timingSafeEqual(wanted, Buffer.from(given[2] ?? '', 'hex'))) return 'signature'
  return Math.abs(secondsOf(now) - t) > windowSeconds ? 'stale' : 'sound'
}
