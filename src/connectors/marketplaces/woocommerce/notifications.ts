import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { ConnectorLink, InboundRequest, Notice, Notifications } from '#modules/channels'
import { bodyOf, dateOf, type WooClient } from './client.ts'
import { isSale, order, toRemoteOrder, type WooOrder } from './orders.ts'

const webhooksPath = '/wc/v3/webhooks'
const topics = ['order.created', 'order.updated'] as const
const webhook = z.object({ id: z.number(), topic: z.string(), delivery_url: z.string() })
const perPage = 100
const pagesMax = 10

/** Deliveries wait for the shop's own cron, which runs when somebody visits the shop: hours are ordinary at night. */
const windowMs = 24 * 3_600_000
const clockSkewMs = 600_000

export const notifications = (client: WooClient, link: ConnectorLink): Notifications => ({
  subscribe: (address) => subscribe(client, link, address),
  read: async (request) => read(link, request),
})

/**
 * One webhook per topic at this address; those there already are switched on again, as WooCommerce switches one off
 * after five failures in a row. The secret is derived, so that a repeated call signs as before.
 */
async function subscribe(client: WooClient, { credentials }: ConnectorLink, address: string) {
  const secret = createHmac('sha256', String(credentials.consumerSecret)).update(address).digest('hex')
  const known = await listWebhooks(client)
  for (const topic of topics) {
    const standing = known.find((candidate) => candidate.topic === topic && candidate.delivery_url === address)
    const json = { name: `Étal ${topic}`, status: 'active', topic, delivery_url: address, secret }
    const answer = standing
      ? await client.call({ method: 'PUT', path: `${webhooksPath}/${standing.id}`, json })
      : await client.call({ method: 'POST', path: webhooksPath, json })
    bodyOf(webhook, answer)
  }
  return { settings: {}, credentials: { webhookSecret: secret } }
}

async function listWebhooks(client: WooClient) {
  const found: z.output<typeof webhook>[] = []
  for (let page = 1; page <= pagesMax; page += 1) {
    const answer = await client.call({ method: 'GET', path: `${webhooksPath}?per_page=${perPage}&page=${page}` })
    found.push(...bodyOf(z.array(webhook), answer))
    if (page >= answer.pages) break
  }
  return found
}

const isPing = ({ body }: InboundRequest): boolean => /^webhook_id=\d+$/.test(body)

const refused = (why: 'signature' | 'stale' | 'malformed', message: string): Notice => ({
  kind: 'refused',
  why,
  message,
})

function read({ credentials, now }: ConnectorLink, request: InboundRequest): Notice {
  // Sent when a webhook is made, unsigned; it tells nothing, and only the answer 200 matters.
  if (isPing(request)) return { kind: 'challenge', body: '', contentType: 'text/plain' }
  if (!isSigned(request, String(credentials.webhookSecret ?? ''))) {
    return refused('signature', 'X-WC-Webhook-Signature does not fit the body')
  }
  const told = readOrder(request.body)
  if (!told) return refused('malformed', 'the body is not an order')
  const occurredAt = dateOf(told.date_modified_gmt)
  const ageMs = now().getTime() - occurredAt.getTime()
  if (ageMs > windowMs || ageMs < -clockSkewMs)
    return refused('stale', `date_modified_gmt is ${told.date_modified_gmt}`)
  return {
    kind: 'event',
    eventId: eventIdOf(request.body, told),
    topic: request.headers.get('x-wc-webhook-topic') ?? 'order',
    occurredAt,
    orders: isSale(told) ? [toRemoteOrder(told)] : [],
    isPollDue: false,
    remoteIds: [],
  }
}

function isSigned({ headers, body }: InboundRequest, secret: string): boolean {
  if (secret === '') return false
  const given = Buffer.from(headers.get('x-wc-webhook-signature') ?? '', 'base64')
  const wanted = createHmac('sha256', secret).update(body).digest()
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function readOrder(body: string): WooOrder | undefined {
  try {
    return order.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}

/**
 * From the signed body alone. The delivery id is a header, so anybody could change it on a replay, and it is a hash of
 * webhook and second: two orders changed in one second share it (class-wc-webhook.php, read 2026-11).
 */
const eventIdOf = (body: string, { id, date_modified_gmt }: WooOrder): string =>
  `${id}:${date_modified_gmt}:${createHash('sha256').update(body).digest('base64url').slice(0, 16)}`
