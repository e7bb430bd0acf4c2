import type { PaymentConnector, PaymentProvider, ProviderAccount } from '#modules/payments'
import type { HttpClient } from '#platform/http-client'
import { payPalClient } from './client.ts'
import { authorise, cancel, capture, create, find, refund } from './orders.ts'
import { readNotice } from './read-notice.ts'

type Setup = { readonly http: HttpClient; readonly standIn?: { apiUrl: string; account: ProviderAccount } | undefined }

const liveUrl = 'https://api-m.paypal.com'
const testUrl = 'https://api-m.sandbox.paypal.com'

/** PayPal by its Orders API: the buyer agrees on PayPal's page, we reserve after a last look at the hold, then take. */
export function paypal({ http, standIn }: Setup): PaymentConnector {
  const tokens = new Map<string, string>()
  const openAt = (account: ProviderAccount, apiUrl: string): PaymentProvider => {
    const api = payPalClient({ http, apiUrl, account, tokens })
    return {
      name: 'paypal',
      create: (request) => create(api, request),
      find: (payment) => find(api, payment),
      authorise: (payment) => authorise(api, payment),
      capture: (payment) => capture(api, payment),
      cancel: (payment) => cancel(api, payment),
      refund: (payment) => refund(api, payment, { key: `refund:${payment.paymentId}` }),
      refundPart: (part) => refund(api, part, { key: `refund:${part.refundId}`, amountMinor: part.amountMinor }),
      readNotice: (push) => readNotice(api, push),
    }
  }
  const form = standIn ? [new URL(standIn.apiUrl).origin] : ['https://www.paypal.com', 'https://www.sandbox.paypal.com']
  return {
    name: 'paypal',
    open: (account) => openAt(account, account.isLive ? liveUrl : testUrl),
    hosts: { script: [], frame: [], connect: [], form },
    ...(standIn && { preset: openAt(standIn.account, standIn.apiUrl) }),
  }
}

/** What the stand-in knows us by. */
export const standInAccount: ProviderAccount = {
  isLive: false,
  publicKey: 'sandbox-client',
  secretKey: 'sandbox-secret',
  webhookSecret: '',
  webhookId: 'SANDBOXWEBHOOK1',
  descriptor: '',
}
