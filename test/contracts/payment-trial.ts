import { createPaymentProviders } from '#app/payment-providers'
import { newId, type PaymentId } from '#kernel/ids'
import type { PaymentProvider, ProviderPayment, ProviderReference } from '#modules/payments'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { createSandbox, type Sandbox } from '#sandbox/server'
import { confirmAt } from '#support/payments'
import type { Exchange } from './openapi.ts'

const now = () => new Date('2026-03-02T09:00:00Z')
const place = 'http://bank.test'

export type Trial = {
  readonly sandbox: Sandbox
  readonly provider: PaymentProvider
  /** A payment told of, and how the connector asks for it. */
  create(amountMinor?: number): Promise<{ made: ProviderPayment; reference: ProviderReference }>
  /** What the buyer's browser does; its exchange is held against the contract, too. */
  confirm(made: ProviderPayment, card: string): Promise<number>
  /** `POST /v1/refunds 200`, with ids left out. */
  readonly seen: string[]
  readonly faults: string[]
}

/** The real connector against the stand-in; every exchange between them is held against the contract. */
export function aPaymentTrial(
  vendor: 'stripe' | 'paypal',
  check: (exchange: Exchange) => string[],
  isChecked: (path: string) => boolean,
): Trial {
  const sandbox = createSandbox({ store: ':memory:', now })
  const seen: string[] = []
  const faults: string[] = []
  const watched = async (request: Request): Promise<Response> => {
    const body = await request.clone().text()
    const isForm = (request.headers.get('content-type') ?? '').includes('x-www-form-urlencoded')
    const response = await sandbox.fetch(request)
    const path = new URL(request.url).pathname.replace(`/${vendor}`, '')
    if (!isChecked(path)) return response
    const { method } = request
    const { status } = response
    const answer = readJson(await response.clone().text())
    const exchange = { method, path, request: isForm ? readForm(body) : readJson(body), isForm, status, answer }
    const line = `${method} ${path.replaceAll(/\/(?=[^/]*\d{3})[^/]+/g, '/…')} ${status}`
    seen.push(line)
    faults.push(...check(exchange).map((fault) => `${line}: ${fault}`))
    return response
  }
  const http = (system: string) => createHttpClient({ system, log: silentLog, fetch: watched })
  const provider = createPaymentProviders(http, place)[vendor]?.preset
  if (!provider) throw new Error('the stand-in is offered')
  return {
    sandbox,
    provider,
    seen,
    faults,
    async create(amountMinor = 2910) {
      const paymentId = newId<PaymentId>(now())
      const request = { paymentId, amountMinor, reference: 'order:1', lang: 'fr' } as const
      const made = await provider.create({ ...request, returnUrl: 'https://shop.example/payer' })
      return { made, reference: { paymentId, providerPaymentId: made.providerPaymentId, amountMinor } }
    },
    confirm({ handover }, card) {
      if (!handover) throw new Error('the buyer can act')
      const pay = { checkoutId: '1', token: '1', provider: vendor, amountMinor: 1, holdUntil: now(), handover }
      return confirmAt(place, watched)({ kind: 'pay', ...pay }, card)
    },
  }
}

const readJson = (text: string): unknown => (/^[[{]/.test(text) ? JSON.parse(text) : undefined)

/** What a browser sends instead of a header: who asks, not what. */
const browserKey = 'key'

/** `metadata[payment]=…` is a field of a field; nothing sent is no body. */
function readForm(text: string): unknown {
  if (text === '') return undefined
  const form: Record<string, unknown> = {}
  for (const [key, value] of new URLSearchParams(text)) {
    const [outer = '', inner] = key.replaceAll(']', '').split('[')
    if (outer === browserKey) continue
    const known = form[outer]
    form[outer] = inner === undefined ? value : { ...(typeof known === 'object' ? known : {}), [inner]: value }
  }
  return form
}
