import { z } from 'zod'
import type { PaymentId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import type {
  Authorisation,
  AuthorisationRequest,
  PaymentProvider,
  ProviderPayment,
  ProviderReference,
} from '#modules/payments'
import type { HttpAnswer, HttpClient } from '#platform/http-client'

/** Where the test provider is and our key there; `baseUrl` ends in /testcard/v1. */
export type TestcardSettings = { readonly http: HttpClient; readonly baseUrl: string; readonly apiKey: string }

const AuthorizationSchema = z.object({
  id: z.string(),
  status: z.enum(['authorized', 'declined', 'captured', 'canceled', 'partially_refunded', 'refunded']),
  decline_code: z.string().nullable(),
})
type Authorization = z.output<typeof AuthorizationSchema>
const ListSchema = z.object({ data: z.array(AuthorizationSchema) })
const ErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/**
 * The payment provider of the demo: it takes invented card numbers only and moves no money. Idempotent by payment id, as
 * every provider must be (sandbox/testcard/README.md has its contract).
 */
export function testcard(settings: TestcardSettings): PaymentProvider {
  const find = (paymentId: PaymentId) => findPayment(settings, paymentId)
  return {
    name: 'testcard',
    authorise: (request) => authorise(settings, request),
    find: async (paymentId) => {
      const found = await find(paymentId)
      return found && toProviderPayment(found)
    },
    capture: (payment) => move(settings, payment, 'capture'),
    cancel: (payment) => move(settings, payment, 'cancel'),
    refund: (payment) => move(settings, payment, 'refund'),
    refundPart: (part) => refundPart(settings, part),
  }
}

/**
 * A 409 means that this payment was asked for before with other card data, by a request that died or is still running:
 * what the provider decided then counts.
 */
async function authorise(
  settings: TestcardSettings,
  { paymentId, amountMinor, reference, card }: AuthorisationRequest,
): Promise<Authorisation> {
  const answer = await post(settings, '/authorizations', `authorise:${paymentId}`, {
    payment_id: paymentId,
    amount: amountMinor,
    currency: 'EUR',
    reference,
    card: { number: card.number, exp_month: card.expMonth, exp_year: card.expYear, cvc: card.cvc },
  })
  if (answer.status === 201) return toAuthorisation(AuthorizationSchema.parse(answer.json()))
  const known = answer.status === 409 ? await findPayment(settings, paymentId) : undefined
  if (known) return toAuthorisation(known)
  // 402 and 422 are about the card; anything else is a fault of ours or theirs, and nothing has been reserved.
  if (answer.status === 402 || answer.status === 422) return { kind: 'declined', code: errorCode(answer) }
  throw unexpected(answer)
}

const toAuthorisation = ({ id, status, decline_code }: Authorization): Authorisation =>
  status === 'authorized' || status === 'captured'
    ? { kind: 'authorised', providerPaymentId: id }
    : { kind: 'declined', code: decline_code ?? status }

async function findPayment(settings: TestcardSettings, paymentId: PaymentId): Promise<Authorization | undefined> {
  const answer = await settings.http.send({
    method: 'GET',
    url: `${settings.baseUrl}/authorizations?payment_id=${paymentId}`,
    headers: { authorization: `Bearer ${settings.apiKey}` },
  })
  if (answer.status !== 200) throw unexpected(answer)
  return ListSchema.parse(answer.json()).data[0]
}

const states = {
  authorized: 'authorised',
  declined: 'declined',
  captured: 'captured',
  canceled: 'cancelled',
  partially_refunded: 'captured',
  refunded: 'refunded',
} as const satisfies Record<Authorization['status'], ProviderPayment['state']>

const toProviderPayment = ({ id, status, decline_code }: Authorization): ProviderPayment => ({
  providerPaymentId: id,
  state: states[status],
  ...(decline_code !== null && { declineCode: decline_code }),
})

async function move(
  settings: TestcardSettings,
  payment: ProviderReference,
  verb: 'capture' | 'cancel' | 'refund',
): Promise<void> {
  const answer = await post(
    settings,
    `/authorizations/${payment.providerPaymentId}/${verb}`,
    `${verb}:${payment.paymentId}`,
    {},
  )
  if (answer.status !== 200) throw unexpected(answer)
}

async function refundPart(
  settings: TestcardSettings,
  { refundId, providerPaymentId, amountMinor }: ProviderReference & { refundId: string },
): Promise<void> {
  const path = `/authorizations/${providerPaymentId}/refund`
  const answer = await post(settings, path, `refund:${refundId}`, { amount: amountMinor })
  if (answer.status !== 200) throw unexpected(answer)
}

const post = (settings: TestcardSettings, path: string, idempotencyKey: string, body: object): Promise<HttpAnswer> =>
  settings.http.send({
    method: 'POST',
    url: `${settings.baseUrl}${path}`,
    headers: {
      authorization: `Bearer ${settings.apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify(body),
  })

function errorCode(answer: HttpAnswer): string {
  const parsed = ErrorSchema.safeParse(answer.json())
  return parsed.success ? parsed.data.error.code : 'refused'
}

/** An answer outside the contract leaves the outcome unknown, which is what an Outage means: ask again later. */
const unexpected = (answer: HttpAnswer): Outage =>
  new Outage('testcard', `answered ${answer.status}: ${answer.text.slice(0, 200)}`)
