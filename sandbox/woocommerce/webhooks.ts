import { createHash, createHmac } from 'node:crypto'
import { queueDelivery } from '#sandbox/deliveries'
import type { Delivery, Machine } from '#sandbox/machine'
import { findOrder } from './order-store.ts'
import { orderView } from './order-view.ts'
import { listWebhooks, replaceWebhook, type Webhook } from './webhook-store.ts'

const vendor = 'woocommerce'
const source = 'https://bac-a-disques.example/'
const pingTopic = 'ping'

/** The body is the order exactly as the API shows it. An order that is not visible yet is announced by nobody. */
export function announceOrder(machine: Machine, orderId: number, event: 'created' | 'updated'): void {
  const order = findOrder(machine, orderId)
  if (!order) return
  const topic = `order.${event}`
  const body = JSON.stringify(orderView(machine, order, source.slice(0, -1)))
  for (const webhook of listWebhooks(machine)) {
    if (webhook.status !== 'active' || webhook.topic !== topic) continue
    queueDelivery(machine, { vendor, url: webhook.delivery_url, topic, eventId: deliveryId(machine, webhook), body })
  }
}

/** A hash of webhook and second: two deliveries of one second carry the same id, as at the vendor's. */
const deliveryId = ({ now }: Machine, { id }: Webhook): string =>
  createHash('md5')
    .update(`${id}${Math.floor(now().getTime() / 1000)}`)
    .digest('hex')

/** Sent once when a webhook is made: a form, unsigned. */
export const ping = (machine: Machine, { id, delivery_url: url }: Webhook): void =>
  queueDelivery(machine, { vendor, url, topic: pingTopic, eventId: String(id), body: `webhook_id=${id}` })

export function pushHeaders(machine: Machine, { topic, url, eventId, body }: Delivery): Record<string, string> {
  const agent = { 'User-Agent': 'WooCommerce/10.3.0 Hookshot (WordPress/6.9)' }
  if (topic === pingTopic) return { ...agent, 'Content-Type': 'application/x-www-form-urlencoded' }
  const webhook = webhookOf(machine, { topic, url })
  const [resource = '', event = ''] = topic.split('.')
  return {
    ...agent,
    'X-WC-Webhook-Source': source,
    'X-WC-Webhook-Topic': topic,
    'X-WC-Webhook-Resource': resource,
    'X-WC-Webhook-Event': event,
    'X-WC-Webhook-Signature': createHmac('sha256', webhook?.secret ?? '')
      .update(body)
      .digest('base64'),
    'X-WC-Webhook-ID': String(webhook?.id ?? 0),
    'X-WC-Webhook-Delivery-ID': eventId,
  }
}

const webhookOf = (machine: Machine, { topic, url }: Pick<Delivery, 'topic' | 'url'>): Webhook | undefined =>
  listWebhooks(machine).find((webhook) => webhook.topic === topic && webhook.delivery_url === url)

const failuresMax = 5

/** A failed delivery is never repeated; after more than five in a row the webhook is switched off. */
export function countDelivery(machine: Machine, delivery: Delivery, isTaken: boolean): void {
  const webhook = webhookOf(machine, delivery)
  if (!webhook) return
  if (isTaken) replaceWebhook(machine, { ...webhook, failure_count: 0 })
  else if (webhook.failure_count >= failuresMax) replaceWebhook(machine, { ...webhook, status: 'disabled' })
  else replaceWebhook(machine, { ...webhook, failure_count: webhook.failure_count + 1 })
}
