import type { Machine } from '#sandbox/machine'
import { cardError, outcomeOf } from './cards.ts'
import { tell } from './events.ts'
import type { FormValue } from './form.ts'
import { type Intent, insertRefund, intentId, type Refund, saveIntent } from './intent-store.ts'
import { refuseStripe, StripeRefusal } from './refusal.ts'
import { chargeView, disputeView, intentView, refundView } from './view.ts'

type Form = Readonly<Record<string, FormValue>>
const textOf = (value: FormValue | undefined): string => (typeof value === 'string' ? value : '')
const inside = (value: FormValue | undefined, name: string): FormValue | undefined =>
  typeof value === 'object' ? value[name] : undefined

function refuseState(intent: Intent, verb: string): never {
  return refuseStripe(
    400,
    'payment_intent_unexpected_state',
    `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
  )
}

/** The buyer's confirmation, with a typed test card or one of the vendor's test tokens. */
export function confirm(machine: Machine, intent: Intent, form: Form, origin: string): Intent {
  if (intent.status !== 'requires_payment_method') return refuseState(intent, 'confirm')
  const number = textOf(inside(inside(form.payment_method_data, 'card'), 'number'))
  const card = number || textOf(form.payment_method)
  const outcome = outcomeOf(card) ?? refuseStripe(402, 'card_declined', 'Only test cards are accepted here.')
  const [first = '', second = ''] = outcome.split(',')
  const named = {
    ...intent,
    return_url: textOf(form.return_url),
    payment_method: `pm_1Sandbox${card.slice(-4)}`,
    error: '',
  }
  if (first === '3ds') {
    const asked = saveIntent(machine, { ...named, status: 'requires_action', card_outcome: second })
    tell(machine, 'payment_intent.requires_action', intentView(asked, origin))
    return asked
  }
  const settled = decide(machine, named, { outcome: first, origin })
  if (settled.status === 'requires_payment_method')
    throw new StripeRefusal(402, { ...cardError(first), payment_intent: intentView(settled, origin) })
  return settled
}

/** What the bank's page does: the buyer agreed there, or not. */
export function authenticate(machine: Machine, intent: Intent, isAgreed: boolean, origin: string): Intent {
  if (intent.status !== 'requires_action') return intent
  const outcome = isAgreed ? intent.card_outcome : 'payment_intent_authentication_failure'
  return decide(machine, intent, { outcome, origin })
}

type Decision = { readonly outcome: string; readonly origin: string }

function decide(machine: Machine, intent: Intent, { outcome, origin }: Decision): Intent {
  const [verdict] = outcome.split(':')
  if (verdict !== 'ok') {
    const error = JSON.stringify({ ...cardError(outcome) })
    const failed = saveIntent(machine, { ...intent, status: 'requires_payment_method', payment_method: '', error })
    tell(machine, 'payment_intent.payment_failed', intentView(failed, origin))
    return failed
  }
  const held = saveIntent(machine, { ...intent, status: 'requires_capture', card_outcome: outcome })
  tell(machine, 'payment_intent.amount_capturable_updated', intentView(held, origin))
  return intent.capture_method === 'manual' ? held : capture(machine, held, origin)
}

export function capture(machine: Machine, intent: Intent, origin: string): Intent {
  if (intent.status !== 'requires_capture') return refuseState(intent, 'capture')
  const isDisputed = intent.card_outcome.endsWith(':disputed')
  const taken = saveIntent(machine, {
    ...intent,
    status: 'succeeded',
    captured_amount: intent.amount,
    is_disputed: isDisputed ? 1 : 0,
  })
  tell(machine, 'payment_intent.succeeded', intentView(taken, origin))
  if (isDisputed) tell(machine, 'charge.dispute.created', disputeView(taken))
  return taken
}

export function cancel(machine: Machine, intent: Intent, origin: string): Intent {
  if (intent.status === 'succeeded' || intent.status === 'canceled') return refuseState(intent, 'cancel')
  const gone = saveIntent(machine, { ...intent, status: 'canceled', canceled_at: machine.now().toISOString() })
  tell(machine, 'payment_intent.canceled', intentView(gone, origin))
  return gone
}

/** Without an amount all that is left. A card that refuses refunds takes the money and says so afterwards, as at the vendor. */
export function refund(machine: Machine, intent: Intent, form: Form): Refund {
  const left = intent.captured_amount - intent.refunded_amount
  if (left === 0)
    refuseStripe(400, 'charge_already_refunded', `The payment ${intentId(intent)} has no money left to refund.`)
  const amount = textOf(form.amount) === '' ? left : Number(textOf(form.amount))
  if (!Number.isInteger(amount) || amount < 1 || amount > left)
    refuseStripe(
      400,
      'amount_too_large',
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
    )
  const isFailed = intent.card_outcome.endsWith(':refund_fails')
  const status = isFailed ? 'failed' : 'succeeded'
  const metadata = JSON.stringify(form.metadata ?? {})
  const made = insertRefund(machine, { intent: intent.number, amount, status, metadata })
  const changed = isFailed
    ? intent
    : saveIntent(machine, { ...intent, refunded_amount: intent.refunded_amount + amount })
  tell(machine, isFailed ? 'refund.failed' : 'refund.created', refundView(made, changed))
  if (!isFailed) tell(machine, 'charge.refunded', chargeView(changed))
  return made
}
