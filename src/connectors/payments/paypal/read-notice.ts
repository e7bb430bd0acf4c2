import { z } from 'zod'
import type { ProviderNotice } from '#modules/payments'
import { type PayPalApi, read, unexpected } from './client.ts'

const Event = z.object({
  id: z.string(),
  event_type: z.string(),
  resource: z
    .looseObject({
      id: z.string().optional(),
      custom_id: z.string().optional(),
      purchase_units: z.array(z.object({ custom_id: z.string().optional() })).optional(),
      supplementary_data: z
        .object({ related_ids: z.object({ order_id: z.string().optional() }).optional() })
        .optional(),
      disputed_transactions: z.array(z.object({ custom: z.string().optional() })).optional(),
    })
    .default({}),
})
const Verdict = z.object({ verification_status: z.enum(['SUCCESS', 'FAILURE']) })

type Push = { readonly headers: Headers; readonly body: string }

/**
 * The vendor is asked whether it signed this very text: the event goes back byte for byte, since a re-written JSON would
 * no longer match. The answer decides; a lost answer is an outage and the vendor pushes again.
 */
export async function readNotice(api: PayPalApi, { headers, body }: Push): Promise<ProviderNotice | undefined> {
  const event = eventOf(body)
  if (!event || !(await isSigned(api, { headers, body }))) return undefined
  const { resource, event_type: kind } = event
  return {
    eventId: event.id,
    kind,
    providerPaymentId: resource.supplementary_data?.related_ids?.order_id ?? resource.id,
    paymentId:
      resource.custom_id ?? resource.purchase_units?.[0]?.custom_id ?? resource.disputed_transactions?.[0]?.custom,
    isDispute: kind === 'CUSTOMER.DISPUTE.CREATED',
  }
}

function eventOf(body: string): z.output<typeof Event> | undefined {
  try {
    const parsed = Event.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

const signed = ['auth-algo', 'cert-url', 'transmission-id', 'transmission-sig', 'transmission-time'] as const

async function isSigned(api: PayPalApi, { headers, body }: Push): Promise<boolean> {
  const facts = signed.map((name) => [name.replaceAll('-', '_'), headers.get(`paypal-${name}`) ?? ''] as const)
  if (facts.some(([, value]) => value === '') || api.account.webhookId === '') return false
  const rest = JSON.stringify({ ...Object.fromEntries(facts), webhook_id: api.account.webhookId })
  const answer = await api.send({
    method: 'POST',
    path: '/v1/notifications/verify-webhook-signature',
    body: `${rest.slice(0, -1)},"webhook_event":${body}}`,
  })
  if (answer.status === 400 || answer.status === 422) return false
  if (answer.status !== 200) throw unexpected(answer)
  return read(Verdict, answer.json()).verification_status === 'SUCCESS'
}
