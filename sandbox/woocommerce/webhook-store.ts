import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

const Webhook = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  topic: z.string(),
  delivery_url: z.string(),
  secret: z.string(),
  failure_count: z.number(),
  created_at: z.string(),
  modified_at: z.string(),
})
export type Webhook = z.output<typeof Webhook>
type WebhookFields = Pick<Webhook, 'name' | 'status' | 'topic' | 'delivery_url' | 'secret'>

export function insertWebhook({ store, now }: Machine, webhook: WebhookFields): number {
  const { name, status, topic, delivery_url, secret } = webhook
  const at = now().toISOString()
  return store.run(
    `insert into woocommerce_webhooks (name, status, topic, delivery_url, secret, created_at, modified_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
    ...[name, status, topic, delivery_url, secret, at, at],
  ).lastId
}

export const replaceWebhook = ({ store, now }: Machine, webhook: Webhook): void =>
  void store.run(
    `update woocommerce_webhooks set name = ?, status = ?, topic = ?, delivery_url = ?, secret = ?, failure_count = ?,
       modified_at = ? where id = ?`,
    ...[webhook.name, webhook.status, webhook.topic, webhook.delivery_url, webhook.secret, webhook.failure_count],
    ...[now().toISOString(), webhook.id],
  )

export const removeWebhook = ({ store }: Machine, id: number): void =>
  void store.run('delete from woocommerce_webhooks where id = ?', id)

export const listWebhooks = ({ store }: Machine): Webhook[] =>
  store.all('select * from woocommerce_webhooks order by id desc').map((row) => Webhook.parse(row))

export const findWebhook = (machine: Machine, id: number): Webhook | undefined =>
  listWebhooks(machine).find((webhook) => webhook.id === id)
