import Stripe from 'stripe'
import { z } from 'zod'
import type { ProviderNotice } from '#modules/payments'

const toleranceSeconds = 300

const Thing = z.object({ id: z.string(), object: z.string(), payment_intent: z.string().nullish() })

/** `t=,v1=` over the raw body with the endpoint's secret; older than five minutes is a replay. */
export async function readNotice(
  stripe: Stripe,
  { headers, body, now, secret }: { headers: Headers; body: string; now: Date; secret: string },
): Promise<ProviderNotice | undefined> {
  const event = await eventOf(stripe, { headers, body, now, secret })
  if (!event) return undefined
  const thing = Thing.safeParse(event.data.object)
  const intentId = thing.success
    ? thing.data.object === 'payment_intent'
      ? thing.data.id
      : thing.data.payment_intent
    : null
  return {
    eventId: event.id,
    kind: event.type,
    providerPaymentId: intentId ?? undefined,
    isDispute: event.type === 'charge.dispute.created',
  }
}

async function eventOf(
  stripe: Stripe,
  { headers, body, now, secret }: { headers: Headers; body: string; now: Date; secret: string },
): Promise<Stripe.Event | undefined> {
  const signature = headers.get('stripe-signature')
  if (!signature || secret === '') return undefined
  try {
    return await stripe.webhooks.constructEventAsync(
      body,
      signature,
      secret,
      toleranceSeconds,
      undefined,
      now.getTime(),
    )
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
      return undefined
    throw error
  }
}
