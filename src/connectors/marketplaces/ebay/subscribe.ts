import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { ConnectorLink } from '#modules/channels'
import { bodyOf, type EbayAnswer, type EbayClient } from './client.ts'

const api = '/commerce/notification/v1'
const topic = 'ORDER_CONFIRMATION'

const destinations = z.object({
  destinations: z
    .array(
      z.object({
        destinationId: z.string(),
        status: z.string().default('ENABLED'),
        deliveryConfig: z.object({ endpoint: z.string().default('') }).optional(),
      }),
    )
    .default([]),
})
const subscriptions = z.object({
  subscriptions: z
    .array(z.object({ subscriptionId: z.string(), topicId: z.string(), destinationId: z.string(), status: z.string() }))
    .default([]),
})
const topicDetail = z.object({
  supportedPayloads: z
    .array(z.object({ schemaVersion: z.string(), deprecated: z.boolean().default(false) }))
    .default([]),
})

type Door = { readonly address: string; readonly token: string }

/** Alert address, destination (tested by a challenge while it is created), subscription: each used as it is when it exists. */
export async function subscribe(client: EbayClient, settings: ConnectorLink['settings'], door: Door) {
  await ensureConfig(client, settings)
  const destinationId = await ensureDestination(client, door)
  const subscriptionId = await ensureSubscription(client, destinationId)
  return { settings: { notificationSubscriptionId: subscriptionId }, credentials: {} }
}

/** Without an address for its alerts eBay lets no application subscribe (195003). */
async function ensureConfig(client: EbayClient, { alertEmail }: ConnectorLink['settings']): Promise<void> {
  const known = await client.call({ method: 'GET', as: 'application', path: `${api}/config` })
  if (known.status < 300) return
  if (typeof alertEmail !== 'string' || alertEmail === '')
    throw new Outage('ebay', 'alertEmail is missing: fill in an address for the alerts of eBay notifications')
  const answer = await client.call({ method: 'PUT', as: 'application', path: `${api}/config`, json: { alertEmail } })
  bodyOf(z.unknown(), answer)
}

async function ensureDestination(client: EbayClient, { address, token }: Door): Promise<string> {
  const listed = await client.call({ method: 'GET', as: 'application', path: `${api}/destination?limit=100` })
  const json = {
    name: 'etal',
    status: 'ENABLED',
    deliveryConfig: { endpoint: address, verificationToken: token },
  }
  const known = bodyOf(destinations, listed).destinations.find(
    ({ deliveryConfig }) => deliveryConfig?.endpoint === address,
  )
  if (known?.status === 'ENABLED') return known.destinationId
  if (known) {
    const path = `${api}/destination/${known.destinationId}`
    bodyOf(z.unknown(), await client.call({ method: 'PUT', as: 'application', path, json }))
    return known.destinationId
  }
  return idOf(await client.call({ method: 'POST', as: 'application', path: `${api}/destination`, json }))
}

/** Each seller subscribes with their own consent. */
async function ensureSubscription(client: EbayClient, destinationId: string): Promise<string> {
  const listed = await client.call({ method: 'GET', path: `${api}/subscription?limit=100` })
  const known = bodyOf(subscriptions, listed).subscriptions.find(
    (candidate) => candidate.topicId === topic && candidate.destinationId === destinationId,
  )
  if (!known) {
    const payload = { format: 'JSON', schemaVersion: await schemaVersion(client), deliveryProtocol: 'HTTPS' }
    const json = { topicId: topic, status: 'ENABLED', destinationId, payload }
    return idOf(await client.call({ method: 'POST', path: `${api}/subscription`, json }))
  }
  if (known.status !== 'ENABLED') {
    const path = `${api}/subscription/${known.subscriptionId}/enable`
    bodyOf(z.unknown(), await client.call({ method: 'POST', path }))
  }
  return known.subscriptionId
}

async function schemaVersion(client: EbayClient): Promise<string> {
  const answer = await client.call({ method: 'GET', as: 'application', path: `${api}/topic/${topic}` })
  const versions = bodyOf(topicDetail, answer).supportedPayloads.filter(({ deprecated }) => !deprecated)
  return versions.at(-1)?.schemaVersion ?? '1.0'
}

/** A creation answers with its address only. */
function idOf(answer: EbayAnswer): string {
  bodyOf(z.unknown(), answer)
  const id = /\/([^/]+)\/?$/.exec(answer.location ?? '')?.[1]
  if (id === undefined) throw new Outage('ebay', 'unexpected answer at Location: no id')
  return id
}
