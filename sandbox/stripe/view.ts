import { clientSecret, type Intent, intentId, type Refund } from './intent-store.ts'

const seconds = (text: string): number => Math.floor(Date.parse(text) / 1000)
const chargeId = ({ number }: Pick<Intent, 'number'>): string => `ch_3Sandbox${String(number).padStart(16, '0')}`
const hasCharge = ({ status }: Intent): boolean => status === 'requires_capture' || status === 'succeeded'

/** As the API version 2026-10-28 words an intent; `origin` is where the bank's page stands. */
export function intentView(intent: Intent, origin: string, expand: readonly string[] = []) {
  const charge = hasCharge(intent) || intent.refunded_amount > 0 ? chargeView(intent) : null
  return {
    id: intentId(intent),
    object: 'payment_intent',
    amount: intent.amount,
    amount_capturable: intent.status === 'requires_capture' ? intent.amount : 0,
    amount_received: intent.captured_amount,
    canceled_at: intent.canceled_at === null ? null : seconds(intent.canceled_at),
    cancellation_reason: null,
    capture_method: intent.capture_method,
    client_secret: clientSecret(intent),
    confirmation_method: 'automatic',
    created: seconds(intent.created_at),
    currency: intent.currency,
    description: intent.description || null,
    last_payment_error: intent.error === '' ? null : JSON.parse(intent.error),
    latest_charge: expand.includes('latest_charge') ? charge : (charge?.id ?? null),
    livemode: false,
    metadata: JSON.parse(intent.metadata),
    next_action: nextAction(intent, origin),
    payment_method: intent.payment_method || null,
    payment_method_types: ['card'],
    statement_descriptor_suffix: intent.descriptor || null,
    status: intent.status,
  }
}

const nextAction = (intent: Intent, origin: string) =>
  intent.status === 'requires_action'
    ? {
        type: 'redirect_to_url',
        redirect_to_url: { url: `${origin}/stripe/_bank/${intentId(intent)}`, return_url: intent.return_url || null },
      }
    : null

export const chargeView = (intent: Intent) => ({
  id: chargeId(intent),
  object: 'charge',
  amount: intent.amount,
  amount_captured: intent.captured_amount,
  amount_refunded: intent.refunded_amount,
  captured: intent.captured_amount > 0,
  created: seconds(intent.created_at),
  currency: intent.currency,
  disputed: intent.is_disputed === 1,
  livemode: false,
  payment_intent: intentId(intent),
  refunded: intent.captured_amount > 0 && intent.refunded_amount === intent.captured_amount,
  status: 'succeeded',
})

export const refundView = ({ number, amount, status, metadata, created_at }: Refund, intent: Intent) => ({
  id: `re_3Sandbox${String(number).padStart(16, '0')}`,
  object: 'refund',
  amount,
  charge: chargeId(intent),
  created: seconds(created_at),
  currency: intent.currency,
  metadata: JSON.parse(metadata),
  payment_intent: intentId(intent),
  reason: null,
  status,
  ...(status === 'failed' ? { failure_reason: 'unknown' } : {}),
})

export const disputeView = (intent: Intent) => ({
  id: `du_1Sandbox${String(intent.number).padStart(16, '0')}`,
  object: 'dispute',
  amount: intent.captured_amount,
  charge: chargeId(intent),
  currency: intent.currency,
  payment_intent: intentId(intent),
  reason: 'fraudulent',
  status: 'needs_response',
})
