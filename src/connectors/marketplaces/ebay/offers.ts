import { z } from 'zod'
import type { RemoteListing, RemoteState } from '#modules/channels'
import { bodyOf, type EbayClient, ebayErrors, rejectionsOf } from './client.ts'

/** Our memory of an offer at eBay, kept in the listing's `remote`. */
const memory = z.object({
  offerId: z.string(),
  listingId: z.string().default(''),
  contentPrint: z.string().default(''),
  quantity: z.number().default(0),
  state: z.enum(['published', 'hidden', 'ended']).default('ended'),
})
export type OfferMemory = z.output<typeof memory>

const entryAnswer = z.object({
  statusCode: z.number(),
  sku: z.string().optional(),
  offerId: z.string().optional(),
  listingId: z.string().optional(),
  errors: ebayErrors,
})
const bulkAnswer = z.object({ responses: z.array(entryAnswer) })
export type EntryAnswer = z.output<typeof entryAnswer>

const offerSchema = z.object({
  offerId: z.string(),
  sku: z.string(),
  status: z.string(),
  availableQuantity: z.number().default(0),
  pricingSummary: z.object({ price: z.object({ value: z.string() }) }).optional(),
  listing: z
    .object({
      listingId: z.string().default(''),
      listingStatus: z.string().default('ACTIVE'),
      soldQuantity: z.number().default(0),
    })
    .optional(),
})
export type EbayOffer = z.output<typeof offerSchema>

export const inventoryPath = '/sell/inventory/v1'

export const memoryOf = (remote: RemoteListing | undefined): OfferMemory | undefined =>
  remote && memory.safeParse(remote.data).data

const offersSchema = z.object({ offers: z.array(offerSchema).default([]) })

export async function findOfferOfSku(client: EbayClient, sku: string): Promise<EbayOffer | undefined> {
  const query = new URLSearchParams({ sku, marketplace_id: client.marketplaceId, format: 'FIXED_PRICE' })
  const answer = await client.call({ method: 'GET', path: `${inventoryPath}/offer?${query}` })
  return answer.status === 404 ? undefined : bodyOf(offersSchema, answer).offers[0]
}

export async function findOffer(client: EbayClient, offerId: string): Promise<EbayOffer | undefined> {
  const answer = await client.call({ method: 'GET', path: `${inventoryPath}/offer/${offerId}` })
  return answer.status === 404 ? undefined : bodyOf(offerSchema, answer)
}

export function stateOf(offer: EbayOffer | undefined): RemoteState {
  if (!offer) return { kind: 'absent' }
  const isActive = offer.status === 'PUBLISHED' && offer.listing?.listingStatus !== 'ENDED'
  if (isActive && offer.availableQuantity > 0) {
    const priceMinor = Math.round(Number(offer.pricingSummary?.price.value ?? 0) * 100)
    return { kind: 'on-sale', priceMinor, quantity: offer.availableQuantity }
  }
  return (offer.listing?.soldQuantity ?? 0) > 0 ? { kind: 'sold' } : { kind: 'hidden' }
}

type KeyedRequest = { readonly sku?: string; readonly offerId?: string }

/**
 * A bulk call of at most 25 requests; answers one response per request. One entry the vendor cannot read at all would
 * fail the whole call, so a refused call is repeated in halves until the culprit stands alone with its reason.
 */
export async function bulk<R extends KeyedRequest>(
  client: EbayClient,
  call: string,
  requests: readonly R[],
): Promise<readonly EntryAnswer[]> {
  if (requests.length === 0) return []
  const answer = await client.call({ method: 'POST', path: `${inventoryPath}/${call}`, json: { requests } })
  if (answer.status < 400) return bodyOf(bulkAnswer, answer).responses
  const [only] = requests
  if (requests.length === 1 && only) {
    const errors = rejectionsOf(answer).map(({ code, message }) => ({
      ...noError,
      errorId: Number(code.slice(5)),
      message,
    }))
    return [
      {
        statusCode: answer.status,
        errors,
        ...(only.sku === undefined ? {} : { sku: only.sku }),
        ...(only.offerId === undefined ? {} : { offerId: only.offerId }),
      },
    ]
  }
  const middle = Math.ceil(requests.length / 2)
  return [
    ...(await bulk(client, call, requests.slice(0, middle))),
    ...(await bulk(client, call, requests.slice(middle))),
  ]
}

const noError = { longMessage: undefined, parameters: [] }

/** The SKU's total and each offer answer separately; the worst answer is the entry's. */
export const worstOf = (
  answers: readonly EntryAnswer[],
  entry: { sku: string; offerId: string },
): EntryAnswer | undefined =>
  answers
    .filter(({ sku, offerId }) => (offerId === undefined ? sku === entry.sku : offerId === entry.offerId))
    .toSorted((a, b) => b.statusCode - a.statusCode)[0]
