import { createPaymentProviders } from '#app/payment-providers'
import { type CheckoutProgress, type CheckoutRequest, checkOut, checkouts } from '#modules/orders'
import type { PaymentConnector } from '#modules/payments'
import type { MaybeTx } from '#platform/cx'
import { createHttpClient, type Fetch } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { createSandbox, type Sandbox } from '#sandbox/server'

/** Confirms what a `pay` answer hands over, as the buyer's browser does; answers the status the provider gave. */
export type Confirm = (progress: CheckoutProgress, card: string) => Promise<number>

export type TestBank = {
  readonly sandbox: Sandbox
  readonly providers: Readonly<Record<string, PaymentConnector>>
  readonly confirm: Confirm
  /** Every card payment the provider knows, by what became of it. */
  states(): string[]
  close(): void
}

const standInUrl = 'http://bank.test'

/** Payment providers in this process, reached through their real clients. `between` runs before each request of ours leaves. */
export function aBank({
  now,
  between = async () => {},
}: {
  now: () => Date
  between?: (path: string) => Promise<void>
}): TestBank {
  const sandbox = createSandbox({ store: ':memory:', now })
  const fetch: Fetch = async (request) => {
    await between(new URL(request.url).pathname)
    return sandbox.fetch(request)
  }
  return {
    sandbox,
    providers: createPaymentProviders((system) => createHttpClient({ system, log: silentLog, fetch }), standInUrl),
    confirm: confirmAt(standInUrl, async (request) => sandbox.app.fetch(request)),
    states: () =>
      sandbox.machine.store
        .all('select status, captured_amount, refunded_amount from stripe_intents order by number')
        .map((row) => stateOf(String(row.status), Number(row.captured_amount), Number(row.refunded_amount))),
    close: () => sandbox.close(),
  }
}

function stateOf(status: string, captured: number, refunded: number): string {
  if (status === 'requires_capture') return 'authorized'
  if (status !== 'succeeded') return status
  return refunded === 0 ? 'captured' : refunded === captured ? 'refunded' : 'partially_refunded'
}

/** What Stripe.js and PayPal's page do when the buyer agrees. */
export const confirmAt =
  (baseUrl: string, fetch: Fetch): Confirm =>
  async (progress, card) => {
    if (progress.kind !== 'pay') return 0
    const { handover } = progress
    if (handover.kind === 'redirect') {
      const body = new URLSearchParams({ answer: card === declinedCard ? 'declined' : 'yes' })
      const answer = await fetch(new Request(handover.url, { method: 'POST', body, redirect: 'manual' }))
      return answer.status
    }
    const { clientSecret, publicKey } = handover
    const [id] = clientSecret.split('_secret_')
    const body = new URLSearchParams({
      key: publicKey,
      client_secret: clientSecret,
      payment_method: card,
      return_url: baseUrl,
    })
    const url = `${baseUrl}/stripe/v1/payment_intents/${id}/confirm`
    return (await fetch(new Request(url, { method: 'POST', body }))).status
  }

export const goodCard = 'pm_card_visa'
export const declinedCard = 'pm_card_visa_chargeDeclined'

export type PayWish = { readonly confirm: Confirm; readonly request: CheckoutRequest; readonly card?: string }

/** From the form to the page the buyer comes back to. */
export async function payOnline(
  cx: MaybeTx,
  { confirm, request, card = goodCard }: PayWish,
): Promise<CheckoutProgress> {
  const opened = await checkOut(cx, request)
  if (opened.kind !== 'pay') return opened
  await confirm(opened, card)
  return checkouts.continue(cx, opened.checkoutId)
}
