import { z } from '@hono/zod-openapi'
import { Outage, Refusal } from '#kernel/refusal'
import { lookAgain, receiveNotice } from '#modules/payments'
import type { Cx } from '#platform/cx'
import { createRateLimiter, rawRoute } from '#platform/http'
import { continueCheckout } from './continue-checkout.ts'
import { checkoutOfPayment } from './queries-checkout.ts'

/** A busy shop's provider pushes some a second, after an outage all at once; a flood is told to come later. */
const takeTurn = createRateLimiter({ perMinute: 1200, burst: 600 })
const bodyBytesMax = 1_000_000

const params = z.object({ provider: z.string().max(40) })

type NoticeInput = { readonly params: z.output<typeof params>; readonly raw: Request }

/**
 * A push says "look", so we look: at once, and the recovery job again later, should the provider be out of reach now. It
 * is acknowledged as soon as it is recorded.
 */
async function handle(cx: Cx, { params: { provider }, raw }: NoticeInput): Promise<Response> {
  takeTurn(provider)
  const { isBelieved, paymentId } = await receiveNotice(cx, { provider, headers: raw.headers, body: await raw.text() })
  if (!isBelieved) return new Response('the signature is missing, wrong or too old\n', { status: 401 })
  const checkout = paymentId && (await checkoutOfPayment(cx, paymentId))
  if (checkout?.state === 'open') await unlessAway(cx, () => continueCheckout(cx, checkout.id))
  else if (paymentId) await unlessAway(cx, () => lookAgain(cx, paymentId))
  return new Response('recorded\n', { status: 200, headers: { 'content-type': 'text/plain' } })
}

async function unlessAway(cx: Cx, look: () => Promise<unknown>): Promise<void> {
  try {
    await look()
  } catch (error) {
    if (!(error instanceof Outage || error instanceof Refusal)) throw error
    cx.log.warn({ err: error }, 'pushed, but not to be looked at yet')
  }
}

const createNotice = rawRoute({
  method: 'post',
  path: '/payment-hooks/:provider',
  permission: 'public',
  summary: 'Where a payment provider pushes; what it signed is recorded, everything else answers 401',
  tags: ['payments'],
  params,
  produces: 'text/plain',
  bodyBytesMax,
  refusals: ['payment.provider-unknown', 'request.too-large', 'request.too-many'],
  handle,
})

export const noticeRoutes = [createNotice]
