import Stripe from 'stripe'
import type {
  NewProviderPayment,
  PaymentConnector,
  PaymentProvider,
  ProviderAccount,
  ProviderPayment,
  ProviderReference,
  RefundAnswer,
} from '#modules/payments'
import type { HttpClient } from '#platform/http-client'
import { outageOf, stripeClient } from './client.ts'
import { readNotice } from './read-notice.ts'

export type StripePlace = { readonly apiUrl: string; readonly scriptUrl: string }
type Setup = {
  readonly http: HttpClient
  readonly standIn?: { place: StripePlace; account: ProviderAccount } | undefined
}
type Opened = { readonly stripe: Stripe; readonly account: ProviderAccount; readonly scriptUrl: string }

const vendorPlace: StripePlace = { apiUrl: 'https://api.stripe.com', scriptUrl: 'https://js.stripe.com/v3/' }
/** docs.stripe.com/security/guide#content-security-policy, read 2026-11. */
const vendorHosts = {
  script: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frame: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  connect: ['https://api.stripe.com'],
  form: ['https://hooks.stripe.com'],
}

/**
 * Cards, Apple Pay and Google Pay through the Payment Element; the card never touches our page. Manual capture: what the
 * buyer confirms is reserved, and taken once the copies are the order's.
 */
export function stripe({ http, standIn }: Setup): PaymentConnector {
  const origin = standIn && new URL(standIn.place.scriptUrl).origin
  return {
    name: 'stripe',
    open: (account) => openAt(http, account, vendorPlace),
    hosts: origin ? { script: [origin], frame: [origin], connect: [origin], form: [origin] } : vendorHosts,
    ...(standIn && { preset: openAt(http, standIn.account, standIn.place) }),
  }
}

function openAt(http: HttpClient, account: ProviderAccount, { apiUrl, scriptUrl }: StripePlace): PaymentProvider {
  const client = stripeClient(http, { baseUrl: apiUrl, secretKey: account.secretKey })
  const opened = { stripe: client, account, scriptUrl }
  return {
    name: 'stripe',
    create: (request) => create(opened, request),
    find: (payment) => find(opened, payment),
    authorise: (payment) => find(opened, payment),
    capture: (payment) => capture(opened, payment),
    cancel: (payment) => cancel(opened, payment),
    refund: (payment) => refund(opened, payment, { key: `refund:${payment.paymentId}` }),
    refundPart: (part) => refund(opened, part, { key: `refund:${part.refundId}`, amountMinor: part.amountMinor }),
    readNotice: (push) => readNotice(client, { ...push, secret: account.webhookSecret }),
  }
}

const asked = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    throw outageOf(error)
  }
}

/** The payment id is the key: asked again, after a crash or from two processes, it is the same intent. */
async function create(
  opened: Opened,
  { paymentId, amountMinor, reference }: NewProviderPayment,
): Promise<ProviderPayment> {
  const { descriptor } = opened.account
  const intent = await asked(
    opened.stripe.paymentIntents.create(
      {
        amount: amountMinor,
        currency: 'eur',
        capture_method: 'manual',
        automatic_payment_methods: { enabled: true },
        description: reference,
        metadata: { payment: paymentId, reference },
        ...(descriptor && { statement_descriptor_suffix: descriptor }),
      },
      { idempotencyKey: paymentId },
    ),
  )
  return toPayment(opened, intent)
}

const find = async (opened: Opened, { providerPaymentId }: ProviderReference): Promise<ProviderPayment> =>
  toPayment(
    opened,
    await asked(opened.stripe.paymentIntents.retrieve(providerPaymentId, { expand: ['latest_charge'] })),
  )

function toPayment(opened: Opened, intent: Stripe.PaymentIntent): ProviderPayment {
  const declineCode = intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code
  const state = stateOf(intent)
  const isOpen = state === 'open' || state === 'acting'
  return {
    providerPaymentId: intent.id,
    state,
    ...(declineCode !== undefined && { declineCode }),
    ...(isOpen && {
      handover: {
        kind: 'form',
        scriptUrl: opened.scriptUrl,
        publicKey: opened.account.publicKey,
        clientSecret: intent.client_secret ?? '',
      },
    }),
  }
}

function stateOf({ status, latest_charge: charge }: Stripe.PaymentIntent): ProviderPayment['state'] {
  if (status === 'requires_capture') return 'authorised'
  if (status === 'canceled') return 'cancelled'
  if (status === 'processing') return 'processing'
  if (status === 'requires_action') return 'acting'
  if (status !== 'succeeded') return 'open'
  return typeof charge === 'object' && charge?.refunded ? 'refunded' : 'captured'
}

async function capture(opened: Opened, payment: ProviderReference): Promise<void> {
  await unlessThere(opened, payment, {
    states: ['captured', 'refunded'],
    work: () =>
      opened.stripe.paymentIntents.capture(
        payment.providerPaymentId,
        {},
        { idempotencyKey: `capture:${payment.paymentId}` },
      ),
  })
}

async function cancel(opened: Opened, payment: ProviderReference): Promise<void> {
  await unlessThere(opened, payment, {
    states: ['cancelled'],
    work: () =>
      opened.stripe.paymentIntents.cancel(
        payment.providerPaymentId,
        {},
        { idempotencyKey: `cancel:${payment.paymentId}` },
      ),
  })
}

type Move = { readonly states: readonly ProviderPayment['state'][]; readonly work: () => Promise<unknown> }

/** A move refused because of the intent's state may have been made already; then that is the answer. */
async function unlessThere(opened: Opened, payment: ProviderReference, { states, work }: Move): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw outageOf(error)
    const { state } = await find(opened, payment)
    if (!states.includes(state)) throw outageOf(error)
  }
}

async function refund(
  { stripe: client }: Opened,
  { providerPaymentId }: ProviderReference,
  { key, amountMinor }: { key: string; amountMinor?: number },
): Promise<RefundAnswer> {
  try {
    const made = await client.refunds.create(
      { payment_intent: providerPaymentId, ...(amountMinor !== undefined && { amount: amountMinor }) },
      { idempotencyKey: key },
    )
    if (made.status === 'failed' || made.status === 'canceled')
      return { kind: 'failed', code: made.failure_reason ?? made.status }
    return { kind: 'done' }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) {
      if (error.code === 'charge_already_refunded') return { kind: 'done' }
      return { kind: 'failed', code: error.code ?? 'refused' }
    }
    throw outageOf(error)
  }
}

/** What the stand-in knows us by. */
export const standInAccount: ProviderAccount = {
  isLive: false,
  publicKey: 'pk_test_sandbox',
  secretKey: 'sk_test_sandbox',
  webhookSecret: 'whsec_sandbox',
  webhookId: '',
  descriptor: '',
}
