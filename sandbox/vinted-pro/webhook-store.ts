import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

const Webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    event_types: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(z.array(z.string())),
    signing_key: z.string(),
  })
  .transform(({ id, url, event_types: eventTypes, signing_key: signingKey }) => ({ id, url, eventTypes, signingKey }))
export type Webhook = z.output<typeof Webhook>

export const listWebhooks = ({ store }: Machine): Webhook[] =>
  store.all('select * from vinted_webhooks order by rowid').map((row) => Webhook.parse(row))

export function findWebhookByUrl({ store }: Machine, url: string): Webhook | undefined {
  const row = store.get('select * from vinted_webhooks where url = ?', url)
  return row && Webhook.parse(row)
}

export const insertWebhook = ({ store }: Machine, { id, url, eventTypes, signingKey }: Webhook): void =>
  void store.run(
    'insert into vinted_webhooks (id, url, event_types, signing_key) values (?, ?, ?, ?)',
    ...[id, url, JSON.stringify(eventTypes), signingKey],
  )

export const removeWebhook = ({ store }: Machine, id: string): boolean =>
  store.run('delete from vinted_webhooks where id = ?', id).changes === 1
