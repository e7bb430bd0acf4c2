import { afterAll, beforeEach } from 'vitest'
import { createSandbox, type Sandbox } from '#sandbox/server'
import { hasEbayContracts, validateEbay } from '../../test/contracts/ebay.ts'

export type Call = { path: string; method?: string; headers?: Record<string, string>; json?: unknown; body?: BodyInit }
export type Answer = { status: number; headers: Headers; text: string; body: Body }
// biome-ignore lint/suspicious/noExplicitAny: tests read other people's JSON freely and fail loudly when it is not there
type Body = any
type VendorCall = Omit<Call, 'path'>

const startOfTrial = new Date('2026-03-02T09:00:00Z')
const discogsHeaders = { 'User-Agent': 'EtalTest/1.0', Authorization: 'Discogs token=sandbox-discogs-token' }

/** A fresh sandbox per test with a clock that only moves when told. */
export function useTrial() {
  const clock = { at: startOfTrial }
  const open = (): Sandbox => createSandbox({ store: ':memory:', now: () => clock.at })
  const running = { sandbox: open() }

  beforeEach(() => {
    running.sandbox.close()
    clock.at = startOfTrial
    running.sandbox = open()
  })

  afterAll(() => running.sandbox.close())

  const call = ({ path, method = 'GET', headers = {}, json, body }: Call): Promise<Answer> => {
    const content = json === undefined ? body : JSON.stringify(json)
    const type: Record<string, string> = json === undefined ? {} : { 'Content-Type': 'application/json' }
    const request = { method, headers: { ...type, ...headers }, ...(content === undefined ? {} : { body: content }) }
    return answerOf(running.sandbox.app.request(path, request))
  }

  return {
    get sandbox() {
      return running.sandbox
    },
    advance: (milliseconds: number) => {
      clock.at = new Date(clock.at.getTime() + milliseconds)
    },
    call,
    discogs: (path: string, options: VendorCall = {}) =>
      call({ ...options, path: `/discogs${path}`, headers: { ...discogsHeaders, ...options.headers } }),
    ebay: createEbayClient(call),
    buy: (vendor: 'discogs' | 'ebay', listingId: string | number) =>
      call({ path: `/${vendor}/_buy/${listingId}`, method: 'POST', headers: { Accept: 'application/json' } }),
  }
}

/** Signs in by itself; a call may bring another Authorization. Content-Language is sent as a careful client would. */
function createEbayClient(call: (call: Call) => Promise<Answer>) {
  const client = {
    token: async (): Promise<string> => {
      const basic = Buffer.from('sandbox-ebay-client:sandbox-ebay-secret').toString('base64')
      const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'sandbox-ebay-refresh' })
      const headers = { Authorization: `Basic ${basic}`, 'Content-Type': 'application/x-www-form-urlencoded' }
      const answer = await call({ path: '/ebay/identity/v1/oauth2/token', method: 'POST', headers, body })
      return answer.body.access_token
    },
    send: async (path: string, options: VendorCall = {}): Promise<Answer> => {
      const authorization = options.headers?.Authorization ?? `Bearer ${await client.token()}`
      const languages = { 'Accept-Language': 'fr-FR', 'Content-Language': 'fr-FR' }
      const headers = { ...languages, ...options.headers, Authorization: authorization }
      const answer = await call({ ...options, path: `/ebay${path}`, headers })
      checkContract(path, options, answer)
      return answer
    },
    /** A record, its location and a published offer; returns what a seller's tool would remember. */
    list: async (sku: string, changes: { item?: object; offer?: object } = {}) => {
      const address = { postalCode: '69001', city: 'Lyon', country: 'FR' }
      await client.send('/sell/inventory/v1/location/boutique', { method: 'POST', json: { location: { address } } })
      await client.send(`/sell/inventory/v1/inventory_item/${sku}`, {
        method: 'PUT',
        json: { ...anEbayItem(), ...changes.item },
      })
      const offer = await client.send('/sell/inventory/v1/offer', {
        method: 'POST',
        json: { ...anEbayOffer(sku), ...changes.offer },
      })
      const { offerId } = offer.body
      const published = await client.send(`/sell/inventory/v1/offer/${offerId}/publish`, { method: 'POST' })
      return { offerId: String(offerId), listingId: String(published.body.listingId), published }
    },
  }
  return client
}

/** Every eBay exchange of every test is held against the official contract, when it lies beside the repository. */
function checkContract(path: string, { method = 'GET', json }: VendorCall, { status, body }: Answer): void {
  if (!hasEbayContracts) return
  const faults = validateEbay(method, path, {
    status,
    responseBody: body,
    ...(json === undefined ? {} : { requestBody: json }),
  })
  if (faults.length > 0) throw new Error(`${method} ${path} breaks the contract:\n${faults.join('\n')}`)
}

async function answerOf(pending: Response | Promise<Response>): Promise<Answer> {
  const response = await pending
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') && text !== ''
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}

export const aDiscogsListing = (changes: Readonly<Record<string, unknown>> = {}) => ({
  release_id: 249504,
  condition: 'Very Good Plus (VG+)',
  sleeve_condition: 'Very Good (VG)',
  price: 12.5,
  status: 'For Sale',
  external_id: 'E-7K3Q9',
  ...changes,
})

export const anEbayItem = (changes: Readonly<Record<string, unknown>> = {}) => ({
  availability: { shipToLocationAvailability: { quantity: 1 } },
  condition: 'USED_EXCELLENT',
  conditionDescription: 'VG+ / VG, quelques marques légères',
  product: {
    title: 'Rick Astley – Never Gonna Give You Up (7", RCA, 1987)',
    description: 'Vinyle 45 tours, pressage anglais.',
    aspects: { Artiste: ['Rick Astley'], Titre: ['Never Gonna Give You Up'], Format: ['Vinyle'] },
    imageUrls: ['https://shop.example/covers/1.jpg'],
  },
  ...changes,
})

export const anEbayOffer = (sku: string, changes: Readonly<Record<string, unknown>> = {}) => ({
  sku,
  marketplaceId: 'EBAY_FR',
  format: 'FIXED_PRICE',
  availableQuantity: 1,
  categoryId: '176985',
  listingDescription: 'Vinyle 45 tours, pressage anglais.',
  listingDuration: 'GTC',
  listingPolicies: { fulfillmentPolicyId: '6200000011', paymentPolicyId: '6200000012', returnPolicyId: '6200000013' },
  merchantLocationKey: 'boutique',
  pricingSummary: { price: { value: '12.50', currency: 'EUR' } },
  ...changes,
})
