import { createHash, createHmac, createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { ConnectorLink, InboundRequest, Notice, Notifications } from '#modules/channels'
import { bodyOf, type EbayClient } from './client.ts'
import { findOrder } from './orders.ts'
import { subscribe } from './subscribe.ts'

const signature = z.object({ kid: z.string(), signature: z.string() })
const publicKey = z.object({ key: z.string(), digest: z.string().default('SHA1') })
const push = z.object({
  metadata: z.object({ topic: z.string() }),
  notification: z.object({
    notificationId: z.string(),
    eventDate: z.iso.datetime(),
    publishDate: z.iso.datetime(),
    data: z.looseObject({
      order: z.object({ orderId: z.string() }).optional(),
      username: z.string().nullish(),
      userId: z.string().nullish(),
    }),
  }),
})
type Push = z.output<typeof push>

/** eBay asks to keep keys for an hour; they hardly ever change. */
const keyLifeMs = 3_600_000
/** A push is signed with its date of publication; older ones have been polled long since. */
const replayWindowMs = 3_600_000

export type KeyCache = Map<string, { readonly pem: string; readonly digest: string; readonly endsAt: number }>

/** Known on both sides before the address is registered, because eBay tests the address while it is being registered. */
const verificationToken = ({ credentials: { clientSecret } }: ConnectorLink): string =>
  createHmac('sha256', String(clientSecret)).update('etal notifications').digest('hex')

export function notifications(client: EbayClient, link: ConnectorLink, keys: KeyCache): Notifications {
  return {
    subscribe: (address) => subscribe(client, link.settings, { address, token: verificationToken(link) }),
    async read(request) {
      const code = request.query.challenge_code
      if (request.method === 'GET' && code !== undefined) return challenge(request, code, verificationToken(link))
      const told = z.safeParse(push, parseJson(request.body))
      if (!told.success) return refusal('malformed', told.error.issues[0]?.message ?? 'not a notification')
      if (!(await isSigned(client, request, { keys, now: link.now() })))
        return refusal('signature', 'X-EBAY-SIGNATURE does not fit the body')
      const age = Math.abs(link.now().getTime() - Date.parse(told.data.notification.publishDate))
      if (age > replayWindowMs) return refusal('stale', `published at ${told.data.notification.publishDate}`)
      return event(client, told.data)
    },
  }
}

const refusal = (why: 'signature' | 'stale' | 'malformed', message: string): Notice => ({
  kind: 'refused',
  why,
  message,
})

/** https://developer.ebay.com/marketplace-account-deletion: SHA-256 of code, token and address, in this order. */
function challenge({ address }: InboundRequest, code: string, token: string): Notice {
  const challengeResponse = createHash('sha256').update(code).update(token).update(address).digest('hex')
  return { kind: 'challenge', body: JSON.stringify({ challengeResponse }), contentType: 'application/json' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The header is base64 of JSON {alg, kid, signature, digest}; the signature covers the body as it came. */
async function isSigned(
  client: EbayClient,
  { headers, body }: InboundRequest,
  { keys, now }: { keys: KeyCache; now: Date },
): Promise<boolean> {
  const header = Buffer.from(headers.get('x-ebay-signature') ?? '', 'base64').toString('utf8')
  const told = signature.safeParse(parseJson(header))
  if (!told.success) return false
  const key = await keyOf(client, told.data.kid, { keys, now })
  if (!key) return false
  try {
    const signed = Buffer.from(told.data.signature, 'base64')
    return verify(key.digest.toLowerCase(), Buffer.from(body), createPublicKey(key.pem), signed)
  } catch {
    return false
  }
}

/** Undefined for a key the vendor does not know: then the push is not the vendor's. */
async function keyOf(client: EbayClient, kid: string, { keys, now }: { keys: KeyCache; now: Date }) {
  const known = keys.get(kid)
  if (known && known.endsAt > now.getTime()) return known
  const path = `/commerce/notification/v1/public_key/${encodeURIComponent(kid)}`
  const answer = await client.call({ method: 'GET', as: 'application', path })
  if (answer.status === 404 || answer.status === 400) return undefined
  const { key, digest } = bodyOf(publicKey, answer)
  const fresh = { pem: pemOf(key), digest, endsAt: now.getTime() + keyLifeMs }
  keys.set(kid, fresh)
  return fresh
}

/** The vendor leaves the line breaks out. */
function pemOf(key: string): string {
  const base64 = key.replaceAll(/-----[A-Z ]+-----/g, '').replaceAll(/\s/g, '')
  if (base64 === '') throw new Outage('ebay', 'unexpected answer at key: no public key')
  return `-----BEGIN PUBLIC KEY-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END PUBLIC KEY-----\n`
}

/** An order push carries only ids: the order is read from the API. Not shown there yet: the next poll brings it. */
async function event(client: EbayClient, { metadata, notification }: Push): Promise<Notice> {
  const orderId = notification.data.order?.orderId
  const order = orderId === undefined ? undefined : await findOrder(client, orderId)
  return {
    kind: 'event',
    eventId: notification.notificationId,
    topic: metadata.topic,
    occurredAt: new Date(notification.eventDate),
    orders: order ? [order] : [],
    isPollDue: orderId !== undefined && !order,
    remoteIds: [],
    ...(metadata.topic === departureTopic ? { departedBuyers: namesOf(notification.data) } : {}),
  }
}

/** Every application must honour it: https://developer.ebay.com/marketplace-account-deletion. Orders name buyers by either. */
const departureTopic = 'MARKETPLACE_ACCOUNT_DELETION'

const namesOf = ({ username, userId }: Push['notification']['data']): string[] =>
  [username, userId].filter((name) => typeof name === 'string' && name !== '').flatMap((name) => name ?? [])
