import { standInAccount as payPalStandIn, paypal } from '#connectors/payments/paypal'
import { stripe, standInAccount as stripeStandIn } from '#connectors/payments/stripe'
import type { PaymentConnector } from '#modules/payments'
import type { HttpClient } from '#platform/http-client'

/** Every payment provider; with `standInUrl` each is offered at its stand-in until the office gives keys of its own. */
export function createPaymentProviders(
  httpTo: (system: string) => HttpClient,
  standInUrl?: string,
): Readonly<Record<string, PaymentConnector>> {
  const place = standInUrl && { apiUrl: `${standInUrl}/stripe`, scriptUrl: `${standInUrl}/stripe/v3/` }
  return {
    stripe: stripe({ http: httpTo('stripe'), standIn: place ? { place, account: stripeStandIn } : undefined }),
    paypal: paypal({
      http: httpTo('paypal'),
      standIn: standInUrl ? { apiUrl: `${standInUrl}/paypal`, account: payPalStandIn } : undefined,
    }),
  }
}
