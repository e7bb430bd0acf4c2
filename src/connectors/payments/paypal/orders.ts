import { z } from 'zod'
import type { NewProviderPayment, ProviderPayment, ProviderReference, RefundAnswer } from '#modules/payments'
import type { HttpAnswer } from '#platform/http-client'
import { issueOf, type PayPalApi, read, unexpected } from './client.ts'

const Part = z.object({ id: z.string(), status: z.string() })
const Order = z.object({
  id: z.string(),
  status: z.enum(['CREATED', 'SAVED', 'APPROVED', 'VOIDED', 'COMPLETED', 'PAYER_ACTION_REQUIRED']),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).default([]),
  purchase_units: z
    .array(
      z.object({
        payments: z
          .object({ authorizations: z.array(Part).default([]), captures: z.array(Part).default([]) })
          .optional(),
      }),
    )
    .default([]),
})
type Order = z.output<typeof Order>

const money = (amountMinor: number) => ({ currency_code: 'EUR', value: (amountMinor / 100).toFixed(2) })
const pathOf = ({ providerPaymentId }: ProviderReference): string =>
  `/v2/checkout/orders/${encodeURIComponent(providerPaymentId)}`

/** The payment id is the request id: the vendor keeps it for six hours and answers the same order again. */
export async function create(
  api: PayPalApi,
  { paymentId, amountMinor, reference, lang, returnUrl }: NewProviderPayment,
): Promise<ProviderPayment> {
  const { descriptor } = api.account
  const answer = await api.send({
    method: 'POST',
    path: '/v2/checkout/orders',
    key: paymentId,
    body: JSON.stringify({
      intent: 'AUTHORIZE',
      purchase_units: [
        {
          reference_id: 'default',
          custom_id: paymentId,
          description: reference,
          amount: money(amountMinor),
          ...(descriptor && { soft_descriptor: descriptor }),
        },
      ],
      payment_source: {
        paypal: {
          experience_context: {
            return_url: returnUrl,
            cancel_url: returnUrl,
            locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
            shipping_preference: 'NO_SHIPPING',
            user_action: 'PAY_NOW',
            payment_method_preference: 'IMMEDIATE_PAYMENT_REQUIRED',
          },
        },
      },
    }),
  })
  if (answer.status !== 200 && answer.status !== 201) throw unexpected(answer)
  return toPayment(read(Order, answer.json()))
}

export async function find(api: PayPalApi, payment: ProviderReference): Promise<ProviderPayment> {
  const order = await readOrder(api, payment)
  // An order nobody approved is forgotten by the vendor after a few hours.
  return order ? toPayment(order) : { providerPaymentId: payment.providerPaymentId, state: 'cancelled' }
}

async function readOrder(api: PayPalApi, payment: ProviderReference): Promise<Order | undefined> {
  const answer = await api.send({ method: 'GET', path: pathOf(payment) })
  if (answer.status === 404) return undefined
  if (answer.status !== 200) throw unexpected(answer)
  return read(Order, answer.json())
}

const authorisationOf = (order: Order) => order.purchase_units[0]?.payments?.authorizations[0]
const captureOf = (order: Order) => order.purchase_units[0]?.payments?.captures[0]

function toPayment(order: Order): ProviderPayment {
  const state = stateOf(order)
  const url = order.links.find(({ rel }) => rel === 'payer-action' || rel === 'approve')?.href
  return {
    providerPaymentId: order.id,
    state,
    ...(state === 'open' && url !== undefined && { handover: { kind: 'redirect', url } }),
  }
}

function stateOf(order: Order): ProviderPayment['state'] {
  const captured = captureOf(order)
  if (captured?.status === 'REFUNDED') return 'refunded'
  if (captured?.status === 'PENDING') return 'processing'
  if (captured && captured.status !== 'DECLINED' && captured.status !== 'FAILED') return 'captured'
  const authorised = authorisationOf(order)
  if (authorised?.status === 'CREATED') return 'authorised'
  if (authorised?.status === 'PENDING') return 'processing'
  if (authorised || order.status === 'VOIDED') return 'cancelled'
  return order.status === 'APPROVED' ? 'approved' : 'open'
}

/** The buyer's approval alone reserves nothing; a declined instrument sends the buyer back to PayPal to choose another. */
export async function authorise(api: PayPalApi, payment: ProviderReference): Promise<ProviderPayment> {
  const answer = await api.send({
    method: 'POST',
    path: `${pathOf(payment)}/authorize`,
    key: `authorise:${payment.paymentId}`,
    body: '{}',
  })
  if (answer.status === 200 || answer.status === 201) return toPayment(read(Order, answer.json()))
  if (answer.status !== 422) throw unexpected(answer)
  const issue = issueOf(answer)
  const found = await find(api, payment)
  return issue === 'ORDER_ALREADY_AUTHORIZED' ? found : { ...found, declineCode: issue.toLowerCase() }
}

export async function capture(api: PayPalApi, payment: ProviderReference): Promise<void> {
  const order = await readOrder(api, payment)
  const authorised = order && authorisationOf(order)
  const path = `/v2/payments/authorizations/${authorised?.id ?? 'none'}/capture`
  const answer = await api.send({
    method: 'POST',
    path,
    key: `capture:${payment.paymentId}`,
    body: JSON.stringify({ amount: money(payment.amountMinor), final_capture: true }),
  })
  if (isMade(answer) || issueOf(answer) === 'AUTHORIZATION_ALREADY_CAPTURED') return
  throw unexpected(answer)
}

/** An order without an authorisation needs no cancelling: money is reserved by us alone, and we never shall. */
export async function cancel(api: PayPalApi, payment: ProviderReference): Promise<void> {
  const order = await readOrder(api, payment)
  const authorised = order && authorisationOf(order)
  if (!authorised || authorised.status === 'VOIDED') return
  const path = `/v2/payments/authorizations/${authorised.id}/void`
  const answer = await api.send({ method: 'POST', path, key: `void:${payment.paymentId}` })
  if (isMade(answer) || issueOf(answer) === 'PREVIOUSLY_VOIDED') return
  throw unexpected(answer)
}

const Refund = z.object({ id: z.string(), status: z.string().default('COMPLETED') })

export async function refund(
  api: PayPalApi,
  payment: ProviderReference,
  { key, amountMinor }: { key: string; amountMinor?: number },
): Promise<RefundAnswer> {
  const order = await readOrder(api, payment)
  const captured = order && captureOf(order)
  if (!captured) return { kind: 'failed', code: 'no-capture' }
  const body = amountMinor === undefined ? {} : { amount: money(amountMinor) }
  const path = `/v2/payments/captures/${captured.id}/refund`
  const answer = await api.send({ method: 'POST', path, key, body: JSON.stringify(body) })
  if (answer.status === 422) {
    const issue = issueOf(answer)
    return issue === 'CAPTURE_FULLY_REFUNDED' ? { kind: 'done' } : { kind: 'failed', code: issue.toLowerCase() }
  }
  if (!isMade(answer)) throw unexpected(answer)
  const { status } = read(Refund, answer.json())
  return status === 'FAILED' || status === 'CANCELLED'
    ? { kind: 'failed', code: status.toLowerCase() }
    : { kind: 'done' }
}

const isMade = ({ status }: HttpAnswer): boolean => status === 200 || status === 201 || status === 204
