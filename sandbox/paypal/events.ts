import { createHmac } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { queueDelivery } from '#sandbox/deliveries'
import type { Delivery, Machine } from '#sandbox/machine'

export const addWebhook = ({ store }: Machine, { id, url }: { id: string; url: string }): void =>
  void store.run('insert or replace into paypal_webhooks (id, url) values (?, ?)', id, url)

export function tell(machine: Machine, eventType: string, resource: object): void {
  for (const { url } of machine.store.all('select url from paypal_webhooks')) {
    const id = `WH-${Math.floor(machine.random() * 2 ** 48)
      .toString(36)
      .toUpperCase()}-SBX`
    const body = JSON.stringify({
      id,
      event_version: '1.0',
      create_time: machine.now().toISOString(),
      resource_type: eventType.startsWith('CHECKOUT') ? 'checkout-order' : 'payment',
      event_type: eventType,
      summary: eventType,
      resource,
    })
    queueDelivery(machine, { vendor: 'paypal', url: String(url), topic: eventType, eventId: id, body })
  }
}

/**
 * The vendor signs `transmission id|time|webhook id|crc32 of the body` with a certificate; here with a key nobody else
 * knows, since the shop asks the vendor instead of checking itself.
 */
export const signatureOf = (facts: { id: string; time: string; webhookId: string; body: string }): string =>
  createHmac('sha256', 'the stand-in’s own key')
    .update([facts.id, facts.time, facts.webhookId, crc32(facts.body)].join('|'))
    .digest('base64')

export function pushHeaders({ store, now }: Machine, delivery: Delivery): Record<string, string> {
  const webhookId = String(store.get('select id from paypal_webhooks where url = ?', delivery.url)?.id ?? '')
  const facts = {
    id: `t-${delivery.id}-${delivery.attempt}`,
    time: now().toISOString(),
    webhookId,
    body: delivery.body,
  }
  return {
    'PayPal-Auth-Algo': 'SHA256withRSA',
    'PayPal-Cert-Url': 'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-sandbox',
    'PayPal-Transmission-Id': facts.id,
    'PayPal-Transmission-Time': facts.time,
    'PayPal-Transmission-Sig': signatureOf(facts),
  }
}
