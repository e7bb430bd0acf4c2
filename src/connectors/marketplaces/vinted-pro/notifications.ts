import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { ConnectorLink, Notice, Notifications } from '#modules/channels'
import { bodyOf, system, type VintedClient } from './client.ts'
import { parseExactly } from './exact-json.ts'
import { findOrder } from './orders.ts'
import { checkPush } from './signing.ts'

const webhooksPath = '/api/v1/webhooks'
/** Orders, and everything that happens to an item without us asking for it at this moment. */
const eventTypes = [
  'CREATE_ITEM_SUCCESS',
  'CREATE_ITEM_FAILURE',
  'UPDATE_ITEM_SUCCESS',
  'UPDATE_ITEM_FAILURE',
  'DELETE_ITEM_SUCCESS',
  'DELETE_ITEM_FAILURE',
  'ITEM_DELETED',
  'ITEM_SOLD',
  'ITEM_UPDATED',
  'ITEM_PUBLISHED',
  'ITEM_DRAFT_UPDATED',
  'ITEM_REUPLOADED',
  'ORDER_CREATED',
  'ORDER_CANCELLED',
  'CANCEL_ORDER_FAILURE',
  'SHIPMENT_LABEL_CREATED',
  'VINTED_AUTHENTICATION_ERROR',
]
/** After these something must be asked that the push does not carry. */
const pollTypes = ['ITEM_SOLD', 'VINTED_AUTHENTICATION_ERROR']

const id = z.union([z.string(), z.number().int()]).transform(String)
const details = z.looseObject({ order_id: id.optional(), item_id: id.optional(), id: id.optional() })
/** `event_data` in the contract; another reading of it says `data`. */
const push = z
  .object({ event_type: z.string(), event_data: details.optional(), data: details.optional() })
  .transform(({ event_type: type, event_data, data }) => ({ type, about: event_data ?? data ?? {} }))
type Push = z.output<typeof push>

const webhook = z.object({ id: z.string(), url: z.string() })
const webhookList = z.object({ webhooks: z.array(webhook).default([]) })
const newWebhook = webhook.extend({ signing_key: z.string() })

export function notifications(client: VintedClient, link: ConnectorLink): Notifications {
  const key = link.credentials.webhookSigningKey
  return {
    subscribe: (address) => subscribe(client, address, link),
    async read({ headers, body }) {
      if (typeof key !== 'string' || key === '') return refused('signature', 'no webhook is registered')
      const verdict = checkPush(headers.get('x-vpi-webhook-hmac-sha256') ?? '', body, { key, now: link.now() })
      if (verdict !== 'sound') return refused(verdict, 'X-Vpi-Webhook-Hmac-Sha256')
      const told = push.safeParse(parsed(body))
      return told.success ? event(client, told.data, { body, now: link.now() }) : refused('malformed', 'event_type')
    },
  }
}

const refused = (why: 'signature' | 'stale' | 'malformed', message: string): Notice => ({
  kind: 'refused',
  why,
  message,
})

function parsed(body: string): unknown {
  try {
    return parseExactly(body)
  } catch {
    return undefined
  }
}

/** The key of a webhook is shown once: one whose key we do not have is replaced. */
async function subscribe(client: VintedClient, address: string, { settings, credentials }: ConnectorLink) {
  const listed = bodyOf(webhookList, await client.call({ method: 'GET', path: webhooksPath })).webhooks
  const known = listed.find(({ url }) => url === address)
  if (known && known.id === settings.webhookId && typeof credentials.webhookSigningKey === 'string')
    return { settings: {}, credentials: {} }
  if (known) await remove(client, known.id)
  const json = { url: address, event_types: eventTypes }
  const made = bodyOf(newWebhook, await client.call({ method: 'POST', path: webhooksPath, json }))
  return { settings: { webhookId: made.id }, credentials: { webhookSigningKey: made.signing_key } }
}

async function remove(client: VintedClient, webhookId: string): Promise<void> {
  const answer = await client.call({ method: 'DELETE', path: `${webhooksPath}/${encodeURIComponent(webhookId)}` })
  if (answer.status >= 300 && answer.status !== 404)
    throw new Outage(system, `the webhook could not be replaced (${answer.status})`)
}

/** The vendor gives its events no id: what they say is their id, so that a repeated delivery counts once. */
async function event(client: VintedClient, { type, about }: Push, at: { body: string; now: Date }): Promise<Notice> {
  const isOrder = type.includes('ORDER') || type.startsWith('SHIPMENT')
  const orderId = about.order_id ?? (isOrder ? about.id : undefined)
  const itemId = about.item_id ?? (isOrder ? undefined : about.id)
  const order = orderId === undefined ? undefined : await findOrder(client, orderId)
  return {
    kind: 'event',
    eventId: createHash('sha256').update(at.body).digest('hex'),
    topic: type,
    occurredAt: at.now,
    orders: order ? [order] : [],
    isPollDue: pollTypes.includes(type) || (orderId !== undefined && !order),
    remoteIds: itemId === undefined ? [] : [itemId],
  }
}
