import { generateKeyPairSync } from 'node:crypto'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

const Destination = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  endpoint: z.string(),
  token: z.string(),
})
export type Destination = z.output<typeof Destination>

const Subscription = z.object({
  id: z.string(),
  topic: z.string(),
  status: z.string(),
  destination_id: z.string(),
  schema_version: z.string(),
  created_at: z.string(),
})
export type Subscription = z.output<typeof Subscription>

const Key = z.object({ kid: z.string(), private_pem: z.string(), public_pem: z.string() })
export type Key = z.output<typeof Key>

/** Ids look like the vendor's: letters and digits, drawn from the machine's chance. */
export const drawId = ({ random }: Machine): string =>
  Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

export const alertEmail = ({ store }: Machine): string | undefined => {
  const row = store.get('select alert_email from ebay_notification_config')
  return row && String(row.alert_email)
}

export function setAlertEmail({ store }: Machine, email: string): void {
  store.run('delete from ebay_notification_config')
  store.run('insert into ebay_notification_config (alert_email) values (?)', email)
}

/** The demo's application was set up by somebody who filled everything in. */
export function giveAlertEmail(machine: Machine): void {
  if (alertEmail(machine) === undefined) setAlertEmail(machine, 'alerts@example.org')
}

export const listDestinations = ({ store }: Machine): Destination[] =>
  store.all('select * from ebay_destinations order by rowid').map((row) => Destination.parse(row))

export const findDestination = ({ store }: Machine, id: string): Destination | undefined => {
  const row = store.get('select * from ebay_destinations where id = ?', id)
  return row && Destination.parse(row)
}

export const saveDestination = ({ store }: Machine, { id, name, status, endpoint, token }: Destination): void =>
  void store.run(
    `insert into ebay_destinations (id, name, status, endpoint, token) values (?, ?, ?, ?, ?)
     on conflict (id) do update set name = excluded.name, status = excluded.status, endpoint = excluded.endpoint, token = excluded.token`,
    ...[id, name, status, endpoint, token],
  )

export const removeDestination = ({ store }: Machine, id: string): void =>
  void store.run('delete from ebay_destinations where id = ?', id)

export const listSubscriptions = ({ store }: Machine): Subscription[] =>
  store.all('select * from ebay_subscriptions order by rowid').map((row) => Subscription.parse(row))

export const insertSubscription = ({ store }: Machine, subscription: Subscription): void =>
  void store.run(
    'insert into ebay_subscriptions (id, topic, status, destination_id, schema_version, created_at) values (?, ?, ?, ?, ?, ?)',
    ...[subscription.id, subscription.topic, subscription.status, subscription.destination_id],
    ...[subscription.schema_version, subscription.created_at],
  )

export const setSubscriptionStatus = ({ store }: Machine, id: string, status: string): void =>
  void store.run('update ebay_subscriptions set status = ? where id = ?', status, id)

export const removeSubscription = ({ store }: Machine, id: string): void =>
  void store.run('delete from ebay_subscriptions where id = ?', id)

export const findKey = ({ store }: Machine, kid: string): Key | undefined => {
  const row = store.get('select * from ebay_keys where kid = ?', kid)
  return row && Key.parse(row)
}

/** The vendor's own key pair. Real chance, as nothing but its signatures depends on it. */
export function signingKey(machine: Machine): Key {
  const row = machine.store.get('select * from ebay_keys limit 1')
  if (row) return Key.parse(row)
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const key = { kid: drawId(machine), private_pem: pair.privateKey, public_pem: pair.publicKey }
  machine.store.run(
    'insert into ebay_keys (kid, private_pem, public_pem) values (?, ?, ?)',
    ...[key.kid, key.private_pem, key.public_pem],
  )
  return key
}
