import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { OfferBody } from './offer-rules.ts'

const OfferRow = z.object({
  id: z.number(),
  sku: z.string(),
  marketplace_id: z.string(),
  format: z.string(),
  quantity: z.number().nullable(),
  document: z.string(),
  listing_id: z.number().nullable(),
})

export type Offer = Omit<z.output<typeof OfferRow>, 'document'> & { document: OfferBody }

const firstOfferId = 8_600_000_001

const toOffer = (row: unknown): Offer => {
  const { document, ...rest } = OfferRow.parse(row)
  return { ...rest, document: OfferBody.parse(JSON.parse(document)) }
}

export type OfferKey = { sku: string; marketplaceId: string; format: string }

export function findOfferByKey({ store }: Machine, { sku, marketplaceId, format }: OfferKey): Offer | undefined {
  const row = store.get(
    'select * from ebay_offers where sku = ? and marketplace_id = ? and format = ?',
    sku,
    marketplaceId,
    format,
  )
  return row && toOffer(row)
}

export function findOffer({ store }: Machine, id: number): Offer | undefined {
  const row = store.get('select * from ebay_offers where id = ?', id)
  return row && toOffer(row)
}

export function findOfferByListing({ store }: Machine, listingId: number): Offer | undefined {
  const row = store.get('select * from ebay_offers where listing_id = ?', listingId)
  return row && toOffer(row)
}

export const offersOf = ({ store }: Machine, sku: string): Offer[] =>
  store.all('select * from ebay_offers where sku = ? order by id', sku).map(toOffer)

const split = ({ availableQuantity, ...document }: OfferBody) =>
  [availableQuantity ?? null, JSON.stringify(document)] as const

export const insertOffer = ({ store }: Machine, { key, body }: { key: OfferKey; body: OfferBody }): number =>
  store.run(
    `insert into ebay_offers (id, sku, marketplace_id, format, quantity, document)
     values ((select coalesce(max(id) + 1, ${firstOfferId}) from ebay_offers), ?, ?, ?, ?, ?)`,
    ...[key.sku, key.marketplaceId, key.format],
    ...split(body),
  ).lastId

export const replaceOffer = ({ store }: Machine, id: number, body: OfferBody): void =>
  void store.run('update ebay_offers set quantity = ?, document = ? where id = ?', ...split(body), id)

export const setOfferQuantity = ({ store }: Machine, id: number, quantity: number): void =>
  void store.run('update ebay_offers set quantity = ? where id = ?', quantity, id)

export const setOfferListing = ({ store }: Machine, id: number, listingId: number | null): void =>
  void store.run('update ebay_offers set listing_id = ? where id = ?', listingId, id)

export const removeOffer = ({ store }: Machine, id: number): void =>
  void store.run('delete from ebay_offers where id = ?', id)
