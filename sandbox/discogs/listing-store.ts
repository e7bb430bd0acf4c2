import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import type { ListingFields } from './listing-rules.ts'

const Listing = z.object({
  id: z.number(),
  release_id: z.number(),
  status: z.string(),
  condition: z.string(),
  sleeve_condition: z.string(),
  price_minor: z.number(),
  comments: z.string(),
  allow_offers: z.number(),
  external_id: z.string(),
  location: z.string(),
  weight: z.number(),
  format_quantity: z.number(),
  posted: z.string(),
})
export type Listing = z.output<typeof Listing>

/** Real listing ids have ten digits; starting high also shows clients that use 32-bit integers. */
const firstListingId = 4_100_000_001

const columns = `release_id, status, condition, sleeve_condition, price_minor, comments, allow_offers, external_id,
  location, weight, format_quantity`

const valuesOf = (fields: ListingFields) => [
  fields.releaseId,
  fields.status,
  fields.condition,
  fields.sleeveCondition,
  fields.priceMinor,
  fields.comments,
  fields.allowOffers ? 1 : 0,
  fields.externalId,
  fields.location,
  fields.weightGrams,
  fields.formatQuantity,
]

/** Never idempotent, as at the vendor's: two equal requests make two listings. */
export const insertListing = ({ store, now }: Machine, fields: ListingFields): number =>
  store.run(
    `insert into discogs_listings (id, ${columns}, posted)
     values ((select coalesce(max(id) + 1, ${firstListingId}) from discogs_listings), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...valuesOf(fields),
    now().toISOString(),
  ).lastId

export function replaceListing({ store }: Machine, id: number, fields: ListingFields): void {
  store.run(
    `update discogs_listings set (${columns}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) where id = ?`,
    ...valuesOf(fields),
    id,
  )
}

export const setListingStatus = ({ store }: Machine, id: number, status: string): void =>
  void store.run('update discogs_listings set status = ? where id = ?', status, id)

export function findListing({ store }: Machine, id: number): Listing | undefined {
  const row = store.get(`select * from discogs_listings where id = ? and status <> 'Deleted'`, id)
  return row && Listing.parse(row)
}

/** Sold in one statement: of two buyers at the same moment only one gets the copy. */
export const takeListing = ({ store }: Machine, id: number): boolean =>
  store.run(`update discogs_listings set status = 'Sold' where id = ? and status = 'For Sale'`, id).changes === 1

export type ListingWish = { status: string; text?: string; order: string; limit: number; offset: number }

/** `status` 'All' leaves deleted listings out, as the vendor's inventory does. `order` is one of our own SQL texts. */
export function findListings({ store }: Machine, wish: ListingWish): { listings: Listing[]; total: number } {
  const filter = `from discogs_listings left join discogs_releases r on r.id = release_id
    where (status = ? or (? = 'All' and status <> 'Deleted'))
      and (? = '' or instr(lower(coalesce(r.artist, '') || ' ' || coalesce(r.title, '') || ' ' || comments || ' ' ||
           external_id || ' ' || discogs_listings.id), ?) > 0)`
  const text = (wish.text ?? '').toLowerCase()
  const values = [wish.status, wish.status, text, text]
  const rows = store.all(
    `select discogs_listings.* ${filter} order by ${wish.order} limit ? offset ?`,
    ...values,
    wish.limit,
    wish.offset,
  )
  return {
    listings: rows.map((row) => Listing.parse(row)),
    total: store.count(`select count(*) as count ${filter}`, ...values),
  }
}
