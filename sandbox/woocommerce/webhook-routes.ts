import { Hono } from 'hono'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { idOf, jsonBody, type WooContext, type WooEnv } from './access.ts'
import { pageHeaders, pageWish } from './paging.ts'
import { readBody } from './product-rules.ts'
import { refuseWoo } from './refusal.ts'
import { gmtTime, shopTime } from './seller.ts'
import {
  findWebhook,
  insertWebhook,
  listWebhooks,
  removeWebhook,
  replaceWebhook,
  type Webhook,
} from './webhook-store.ts'
import { ping } from './webhooks.ts'

const WebhookBody = z.object({
  name: z.string().optional(),
  status: z.enum(['active', 'paused', 'disabled']).optional(),
  topic: z.string().optional(),
  delivery_url: z.string().optional(),
  secret: z.string().optional(),
})
type WebhookBody = z.output<typeof WebhookBody>

const topics = /^(order|product|customer|coupon)\.(created|updated|deleted|restored)$/

export function webhooks(machine: Machine): Hono<WooEnv> {
  const app = new Hono<WooEnv>()

  app.get('/webhooks', (c) => {
    const wish = pageWish(c)
    const all = listWebhooks(machine)
    pageHeaders(c, wish, all.length)
    return c.json(all.slice((wish.page - 1) * wish.perPage, wish.page * wish.perPage).map((hook) => view(c, hook)))
  })

  app.post('/webhooks', async (c) => {
    const body = checked(readBody(WebhookBody, await jsonBody(c)))
    const { name = 'Webhook', topic = '', delivery_url = '', secret = 'chosen-by-the-shop' } = body
    if (!topic) refuseTopic()
    if (!delivery_url) refuseUrl()
    const id = insertWebhook(machine, { name, status: body.status ?? 'active', topic, delivery_url, secret })
    const webhook = getWebhook(machine, id)
    ping(machine, webhook)
    return c.json(view(c, webhook), 201)
  })

  app.put('/webhooks/:id{\\d+}', async (c) => {
    const webhook = getWebhook(machine, idOf(c))
    const changes = checked(readBody(WebhookBody, await jsonBody(c)))
    replaceWebhook(machine, { ...webhook, ...changes, ...(changes.status === 'active' ? { failure_count: 0 } : {}) })
    return c.json(view(c, getWebhook(machine, webhook.id)))
  })

  app.delete('/webhooks/:id{\\d+}', (c) => {
    const webhook = getWebhook(machine, idOf(c))
    if (c.req.query('force') !== 'true') {
      refuseWoo(501, ['woocommerce_rest_trash_not_supported', 'Webhooks do not support trashing.'])
    }
    removeWebhook(machine, webhook.id)
    return c.json(view(c, webhook))
  })
  return app
}

const refuseTopic = (): never =>
  refuseWoo(400, ['woocommerce_rest_shop_webhook_invalid_topic', 'Webhook topic is required and must be valid.'])
const refuseUrl = (): never =>
  refuseWoo(400, [
    'woocommerce_rest_shop_webhook_invalid_delivery_url',
    'Webhook delivery URL must be a valid URL starting with http:// or https://.',
  ])

function checked(body: WebhookBody) {
  if (body.topic !== undefined && !topics.test(body.topic)) refuseTopic()
  if (body.delivery_url !== undefined && !/^https?:\/\//.test(body.delivery_url)) refuseUrl()
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) satisfies WebhookBody
}

function getWebhook(machine: Machine, id: number): Webhook {
  return findWebhook(machine, id) ?? refuseWoo(404, ['woocommerce_rest_shop_webhook_invalid_id', 'Invalid ID.'])
}

/** The secret is never shown. */
function view(c: WooContext, { id, name, status, topic, delivery_url, created_at, modified_at }: Webhook) {
  const href = `${c.get('base')}/wp-json/wc/v3/webhooks`
  const [resource, event] = topic.split('.')
  return {
    id,
    name,
    status,
    topic,
    resource,
    event,
    hooks: event === 'created' ? ['woocommerce_new_order'] : ['woocommerce_update_order', 'woocommerce_order_refunded'],
    delivery_url,
    date_created: shopTime(created_at),
    date_created_gmt: gmtTime(created_at),
    date_modified: shopTime(modified_at),
    date_modified_gmt: gmtTime(modified_at),
    _links: { self: [{ href: `${href}/${id}` }], collection: [{ href }] },
  }
}
