import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { ConnectorLink, InboundRequest, Notice, Notifications, RemoteOrder } from '#modules/channels'
import { expectNone, type ShopifyClient, userErrors } from './client.ts'
import { findOrder } from './orders.ts'

const topics = ['ORDERS_CREATE', 'ORDERS_UPDATED', 'ORDERS_CANCELLED'] as const

/** Shopify tries for four hours; an older push is a replay, or so late that the poll has long brought its order. */
const windowMs = 5 * 3_600_000
const clockSkewMs = 600_000

export const notifications = (client: ShopifyClient, link: ConnectorLink): Notifications => ({
  subscribe: (address) => subscribe(client, address),
  read: (request) => read(client, link, request),
})

export const subscriptionsDocument = `query subscriptions($uri: String!) {
  webhookSubscriptions(first: 50, uri: $uri) { nodes { topic } }
}`
export const subscribeDocument = `mutation subscribe($topic: WebhookSubscriptionTopic!, $webhook: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhook) {
    webhookSubscription { id }
    userErrors { field message }
  }
}`
const subscriptions = z.object({ webhookSubscriptions: z.object({ nodes: z.array(z.object({ topic: z.string() })) }) })
const subscribed = z.object({ webhookSubscriptionCreate: z.object({ userErrors }) })

/** One subscription per topic at this address; those there already are left alone. Shopify signs with the app's secret. */
async function subscribe(client: ShopifyClient, address: string) {
  const { webhookSubscriptions } = await client.ask(subscriptions, subscriptionsDocument, { uri: address })
  const known = new Set(webhookSubscriptions.nodes.map(({ topic }) => topic))
  for (const topic of topics.filter((candidate) => !known.has(candidate))) {
    const variables = { topic, webhook: { uri: address, format: 'JSON' } }
    const { webhookSubscriptionCreate } = await client.ask(subscribed, subscribeDocument, variables)
    expectNone(webhookSubscriptionCreate.userErrors, `the subscription to ${topic}`)
  }
  return { settings: {}, credentials: {} }
}

const refused = (why: 'signature' | 'stale' | 'malformed', message: string): Notice => ({
  kind: 'refused',
  why,
  message,
})

const bodySchema = z.object({ admin_graphql_api_id: z.string() })

async function read(
  client: ShopifyClient,
  { credentials, now }: ConnectorLink,
  request: InboundRequest,
): Promise<Notice> {
  if (!isSigned(request, credentials.appSecret))
    return refused('signature', 'X-Shopify-Hmac-Sha256 does not fit the body')
  const { headers } = request
  const triggeredAt = new Date(headers.get('x-shopify-triggered-at') ?? '')
  const eventId = headers.get('x-shopify-event-id')
  const told = bodySchema.safeParse(jsonOf(request.body))
  if (Number.isNaN(triggeredAt.getTime()) || !eventId || !told.success)
    return refused('malformed', 'X-Shopify-Triggered-At, X-Shopify-Event-Id or the id of the order is missing')
  const ageMs = now().getTime() - triggeredAt.getTime()
  if (ageMs > windowMs || ageMs < -clockSkewMs)
    return refused('stale', `X-Shopify-Triggered-At is ${triggeredAt.toISOString()}`)
  const topic = headers.get('x-shopify-topic') ?? 'orders'
  const orders = await ordersOf(client, told.data.admin_graphql_api_id)
  return {
    kind: 'event',
    // What one event makes of several topics arrives under the same event id.
    eventId: `${eventId} ${topic}`,
    topic,
    occurredAt: triggeredAt,
    orders: orders ?? [],
    isPollDue: orders === undefined,
    remoteIds: [],
  }
}

/** The push says which order; how it stands now is asked for, so that pushes may arrive in any order. */
async function ordersOf(client: ShopifyClient, id: string): Promise<readonly RemoteOrder[] | undefined> {
  try {
    const found = await findOrder(client, id)
    return found ? [found] : []
  } catch (error) {
    if (error instanceof Outage) return undefined
    throw error
  }
}

/** Base64 of the HMAC-SHA256 of the raw body with the app's secret. */
function isSigned({ headers, body }: InboundRequest, secret: unknown): boolean {
  if (typeof secret !== 'string' || secret === '') return false
  const wanted = createHmac('sha256', secret).update(body, 'utf8').digest()
  const given = Buffer.from(headers.get('x-shopify-hmac-sha256') ?? '', 'base64')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
