import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { refuseStripe } from './refusal.ts'

const Intent = z.object({
  number: z.number(),
  status: z.enum([
    'requires_payment_method',
    'requires_action',
    'processing',
    'requires_capture',
    'canceled',
    'succeeded',
  ]),
  amount: z.number(),
  currency: z.string(),
  capture_method: z.string(),
  description: z.string(),
  metadata: z.string(),
  descriptor: z.string(),
  return_url: z.string(),
  payment_method: z.string(),
  card_outcome: z.string(),
  error: z.string(),
  captured_amount: z.number(),
  refunded_amount: z.number(),
  is_disputed: z.number(),
  created_at: z.string(),
  canceled_at: z.string().nullable(),
})
export type Intent = z.output<typeof Intent>

export type NewIntent = Pick<
  Intent,
  'amount' | 'currency' | 'capture_method' | 'description' | 'metadata' | 'descriptor'
>

export function insertIntent({ store, now }: Machine, fresh: NewIntent): Intent {
  const { lastId } = store.run(
    `insert into stripe_intents (status, amount, currency, capture_method, description, metadata, descriptor, created_at)
     values ('requires_payment_method', ?, ?, ?, ?, ?, ?, ?)`,
    ...[fresh.amount, fresh.currency, fresh.capture_method, fresh.description, fresh.metadata, fresh.descriptor],
    now().toISOString(),
  )
  return Intent.parse(store.get('select * from stripe_intents where number = ?', lastId))
}

const prefix = 'pi_3Sandbox'
export const intentId = ({ number }: Pick<Intent, 'number'>): string => `${prefix}${String(number).padStart(16, '0')}`
/** Whoever knows it may confirm this intent from a browser, and nothing else. */
export const clientSecret = (intent: Pick<Intent, 'number'>): string =>
  `${intentId(intent)}_secret_${String(intent.number * 7919).padStart(12, '0')}`

export function getIntent({ store }: Machine, id: string): Intent {
  const number = id.startsWith(prefix) ? Number(id.slice(prefix.length)) : Number.NaN
  const row = store.get('select * from stripe_intents where number = ?', Number.isInteger(number) ? number : -1)
  return row ? Intent.parse(row) : refuseStripe(404, 'resource_missing', `No such payment_intent: '${id}'`)
}

export function saveIntent({ store }: Machine, changed: Intent): Intent {
  store.run(
    `update stripe_intents set status = ?, return_url = ?, payment_method = ?, card_outcome = ?, error = ?, captured_amount = ?,
       refunded_amount = ?, is_disputed = ?, canceled_at = ? where number = ?`,
    ...[changed.status, changed.return_url, changed.payment_method, changed.card_outcome, changed.error],
    ...[changed.captured_amount, changed.refunded_amount, changed.is_disputed, changed.canceled_at, changed.number],
  )
  return changed
}

const Refund = z.object({
  number: z.number(),
  intent: z.number(),
  amount: z.number(),
  status: z.string(),
  metadata: z.string(),
  created_at: z.string(),
})
export type Refund = z.output<typeof Refund>

export function insertRefund({ store, now }: Machine, fresh: Omit<Refund, 'number' | 'created_at'>): Refund {
  const { lastId } = store.run(
    'insert into stripe_refunds (intent, amount, status, metadata, created_at) values (?, ?, ?, ?, ?)',
    ...[fresh.intent, fresh.amount, fresh.status, fresh.metadata, now().toISOString()],
  )
  return Refund.parse(store.get('select * from stripe_refunds where number = ?', lastId))
}

export const listRefunds = ({ store }: Machine, intent: Pick<Intent, 'number'>): Refund[] =>
  store
    .all('select * from stripe_refunds where intent = ? order by number desc', intent.number)
    .map((row) => Refund.parse(row))
