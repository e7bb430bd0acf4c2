import { queueDelivery } from '#sandbox/deliveries'
import type { Delivery, Machine } from '#sandbox/machine'
import { drawUuid } from './item-store.ts'
import { pushSignature } from './signing.ts'
import { findWebhookByUrl, listWebhooks } from './webhook-store.ts'

/** Tells every webhook that asked for this event. The envelope is that of the contract 0.360 as integrators read it. */
export function push(machine: Machine, eventType: string, data: Readonly<Record<string, unknown>>): void {
  for (const { id, url, eventTypes } of listWebhooks(machine)) {
    if (!eventTypes.includes(eventType)) continue
    const body = toJson({ webhook_id: id, event_type: eventType, event_data: data })
    queueDelivery(machine, { vendor: 'vinted-pro', url, topic: eventType, eventId: drawUuid(machine), body })
  }
}

/** Signed at each attempt with the webhook's own key. */
export function pushHeaders(machine: Machine, { url, body }: Delivery): Record<string, string> {
  const key = findWebhookByUrl(machine, url)?.signingKey ?? ''
  const t = Math.floor(machine.now().getTime() / 1000)
  return { 'X-Vpi-Webhook-Hmac-Sha256': `t=${t},v1=${pushSignature(key, t, body)}` }
}

/** Order ids are int64 and stand as bare numbers, which JavaScript cannot hold: written as text, then bared. */
export const int64 = (digits: string): string => `int64:${digits}`
export const toJson = (value: unknown): string => JSON.stringify(value).replaceAll(/"int64:(\d+)"/g, '$1')
