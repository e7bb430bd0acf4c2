import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { queueDelivery } from '#sandbox/deliveries'
import type { Delivery, Machine } from '#sandbox/machine'
import type { Order } from './order-store.ts'
import { webhookBody } from './order-view.ts'
import { gid, shop } from './seller.ts'

const Args = z.object({ topic: z.string(), webhookSubscription: z.object({ uri: z.string() }) })

export const webhookQueries = ({ store }: Machine) => ({
  webhookSubscriptions: ({ uri }: { uri?: string }) => ({
    nodes: store
      .all('select * from shopify_webhooks where (? is null or uri = ?) order by id', uri ?? null, uri ?? null)
      .map((row) => ({
        id: gid('WebhookSubscription', Number(row.id)),
        topic: String(row.topic),
        uri: String(row.uri),
      })),
  }),
})

export const webhookMutations = ({ store }: Machine) => ({
  webhookSubscriptionCreate: (args: unknown) => {
    const { topic, webhookSubscription } = Args.parse(args)
    const { uri } = webhookSubscription
    const refused = (message: string) => ({
      webhookSubscription: null,
      userErrors: [{ field: ['webhookSubscription', 'uri'], message }],
    })
    if (!URL.canParse(uri)) return refused('Address is invalid')
    if (store.get('select 1 from shopify_webhooks where topic = ? and uri = ?', topic, uri))
      return refused('Address for this topic has already been taken')
    const id = store.run('insert into shopify_webhooks (topic, uri) values (?, ?)', topic, uri).lastId
    return { webhookSubscription: { id: gid('WebhookSubscription', id), topic, uri }, userErrors: [] }
  },
})

/** One event for everybody who asked for one of its topics; the topics share its id. */
export function pushOrder(machine: Machine, order: Order, topics: readonly string[]): void {
  const body = JSON.stringify(webhookBody(order))
  const eventId = `${order.id}-${Date.parse(order.updated_at)}-${topics[0]}`
  for (const topic of topics) {
    for (const { uri } of machine.store.all('select uri from shopify_webhooks where topic = ? order by id', topic))
      queueDelivery(machine, { vendor: 'shopify', url: String(uri), topic, eventId, body })
  }
}

const Body = z.object({ updated_at: z.string() })

/** The signature covers the raw body and nothing else; the moment is that of the event, the same at every attempt. */
export function pushHeaders(_machine: Machine, { id, topic, eventId, body }: Delivery): Record<string, string> {
  return {
    'X-Shopify-Topic': topic.toLowerCase().replace('_', '/'),
    'X-Shopify-Hmac-Sha256': createHmac('sha256', shop.appSecret).update(body, 'utf8').digest('base64'),
    'X-Shopify-Shop-Domain': shop.domain,
    'X-Shopify-API-Version': '2026-10',
    'X-Shopify-Webhook-Id': String(id),
    'X-Shopify-Event-Id': eventId,
    'X-Shopify-Triggered-At': Body.parse(JSON.parse(body)).updated_at,
  }
}
