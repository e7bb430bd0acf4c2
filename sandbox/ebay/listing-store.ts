import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

const Listing = z.object({
  id: z.number(),
  offer_id: z.number(),
  sku: z.string(),
  title: z.string(),
  price_minor: z.number(),
  condition: z.string(),
  sold_quantity: z.number(),
  started_at: z.string(),
  ended_at: z.string().nullable(),
  quantity: z.number().default(0),
})
export type Listing = z.output<typeof Listing>

export type ListingFacts = { title: string; priceMinor: number; condition: string }

const firstListingId = 110_550_000_001

export const insertListing = (
  { store, now }: Machine,
  offer: { id: number; sku: string },
  facts: ListingFacts,
): number =>
  store.run(
    `insert into ebay_listings (id, offer_id, sku, title, price_minor, condition, started_at)
     values ((select coalesce(max(id) + 1, ${firstListingId}) from ebay_listings), ?, ?, ?, ?, ?, ?)`,
    ...[offer.id, offer.sku, facts.title, facts.priceMinor, facts.condition, now().toISOString()],
  ).lastId

export const updateListing = ({ store }: Machine, id: number, facts: ListingFacts): void =>
  void store.run(
    'update ebay_listings set title = ?, price_minor = ?, condition = ? where id = ?',
    ...[facts.title, facts.priceMinor, facts.condition, id],
  )

export const endListing = ({ store, now }: Machine, id: number): void =>
  void store.run('update ebay_listings set ended_at = ? where id = ? and ended_at is null', now().toISOString(), id)

export const countSold = ({ store }: Machine, id: number, quantity: number): void =>
  void store.run('update ebay_listings set sold_quantity = sold_quantity + ? where id = ?', quantity, id)

export const countActive = ({ store }: Machine): number =>
  store.count('select count(*) as count from ebay_listings where ended_at is null')

/** A live listing offers what its offer says, or else what the inventory record says; an ended one offers nothing. */
const withQuantity = `select l.*, case when l.ended_at is null then coalesce(o.quantity, i.quantity, 0) else 0 end as quantity
  from ebay_listings l left join ebay_offers o on o.listing_id = l.id left join ebay_items i on i.sku = l.sku`

export function findListing({ store }: Machine, id: number): Listing | undefined {
  const row = store.get(`${withQuantity} where l.id = ?`, id)
  return row && Listing.parse(row)
}

export type ListingWish = { text: string; isForSaleOnly: boolean; limit: number; offset: number }

export function findListings({ store }: Machine, { text, isForSaleOnly, limit, offset }: ListingWish) {
  const filtered = `from (${withQuantity}) where (? = 0 or quantity > 0)
    and (? = '' or instr(lower(title || ' ' || sku || ' ' || id), ?) > 0)`
  const values = [isForSaleOnly ? 1 : 0, text.toLowerCase(), text.toLowerCase()]
  const rows = store.all(`select * ${filtered} order by id desc limit ? offset ?`, ...values, limit, offset)
  return {
    listings: rows.map((row) => Listing.parse(row)),
    total: store.count(`select count(*) as count ${filtered}`, ...values),
  }
}

/** How often this listing was revised today, this time included. */
export const countRevision = ({ store, now }: Machine, listingId: number): number =>
  store.count(
    `insert into ebay_revisions (listing_id, day, count) values (?, ?, 1)
     on conflict (listing_id, day) do update set count = count + 1 returning count`,
    listingId,
    now().toISOString().slice(0, 10),
  )
