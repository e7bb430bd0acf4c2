import { Hono } from 'hono'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { drawUuid } from './item-store.ts'
import { readBody } from './items.ts'
import { refuseVinted } from './refusal.ts'
import { findWebhookByUrl, insertWebhook, listWebhooks, removeWebhook, type Webhook } from './webhook-store.ts'

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
] as const

const WebhookBody = z.object({ url: z.url(), event_types: z.array(z.enum(eventTypes)).min(1) })

/** Each webhook gets a signing key of its own, shown once. */
export function webhooks(machine: Machine): Hono {
  const app = new Hono()
  app.get('/webhooks', (c) => c.json({ webhooks: listWebhooks(machine).map(view) }))
  app.post('/webhooks', async (c) => {
    const { url, event_types: types } = readBody(WebhookBody, await c.req.text())
    if (findWebhookByUrl(machine, url)) refuseVinted(409, 'WEBHOOK_EXISTS', 'A webhook with this address exists.')
    const webhook = { id: drawUuid(machine), url, eventTypes: types, signingKey: `whsec_${drawUuid(machine)}` }
    insertWebhook(machine, webhook)
    return c.json({ ...view(webhook), signing_key: webhook.signingKey }, 201)
  })
  app.delete('/webhooks/:id', (c) =>
    removeWebhook(machine, c.req.param('id'))
      ? c.body(null, 204)
      : refuseVinted(404, 'WEBHOOK_NOT_FOUND', 'There is no such webhook.'),
  )
  return app
}

const view = ({ id, url, eventTypes: types }: Webhook) => ({ id, url, event_types: types })
