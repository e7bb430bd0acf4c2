import { createHmac } from 'node:crypto'
import { queueDelivery } from '#sandbox/deliveries'
import type { Delivery, Machine } from '#sandbox/machine'

/** Where events go, with the secret that signs them; the vendor's dashboard and its API do the same. */
export function addEndpoint({ store }: Machine, { url, secret }: { url: string; secret: string }): number {
  return store.run(
    'insert into stripe_endpoints (url, secret) values (?, ?) on conflict (url) do update set secret = excluded.secret',
    ...[url, secret],
  ).lastId
}

/** Tells every endpoint; ids repeat on duplicates, as at the vendor. */
export function tell(machine: Machine, type: string, object: unknown): void {
  for (const { url } of machine.store.all('select url from stripe_endpoints')) {
    const id = `evt_1Sandbox${Math.floor(machine.random() * 2 ** 48)
      .toString(36)
      .padStart(10, '0')}`
    const body = JSON.stringify({
      id,
      object: 'event',
      api_version: '2026-10-28.endive',
      created: Math.floor(machine.now().getTime() / 1000),
      data: { object },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    })
    queueDelivery(machine, { vendor: 'stripe', url: String(url), topic: type, eventId: id, body })
  }
}

/** `t=…,v1=…` over the raw body, made anew at each attempt. */
export function pushHeaders(machine: Machine, { url, body }: Delivery): Record<string, string> {
  const secret = String(machine.store.get('select secret from stripe_endpoints where url = ?', url)?.secret ?? '')
  const t = Math.floor(machine.now().getTime() / 1000)
  const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')
  return { 'Stripe-Signature': `t=${t},v1=${v1}` }
}
