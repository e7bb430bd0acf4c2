import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

const Offer = z.object({
  id: z.number(),
  shop_sku: z.string(),
  ean: z.string(),
  state_code: z.string(),
  price_minor: z.number(),
  quantity: z.number(),
  description: z.string(),
  internal_description: z.string(),
  leadtime_to_ship: z.number(),
  logistic_class: z.string(),
})
export type Offer = z.output<typeof Offer>
export type OfferFacts = Omit<Offer, 'id'>

const columns =
  'shop_sku, ean, state_code, price_minor, quantity, description, internal_description, leadtime_to_ship, logistic_class'

/** One offer per SKU: sending it again replaces every field. */
export function saveOffer({ store }: Machine, facts: OfferFacts): void {
  store.run(
    `insert into mirakl_offers (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (shop_sku) do update set (ean, state_code, price_minor, quantity, description, internal_description,
       leadtime_to_ship, logistic_class) = (excluded.ean, excluded.state_code, excluded.price_minor, excluded.quantity,
       excluded.description, excluded.internal_description, excluded.leadtime_to_ship, excluded.logistic_class)`,
    ...[facts.shop_sku, facts.ean, facts.state_code, facts.price_minor, facts.quantity],
    ...[facts.description, facts.internal_description, facts.leadtime_to_ship, facts.logistic_class],
  )
}

export const deleteOffer = ({ store }: Machine, sku: string): boolean =>
  store.run('delete from mirakl_offers where shop_sku = ?', sku).changes === 1

export const setQuantity = ({ store }: Machine, sku: string, quantity: number): boolean =>
  store.run('update mirakl_offers set quantity = ? where shop_sku = ?', quantity, sku).changes === 1

export const setPrice = ({ store }: Machine, sku: string, priceMinor: number): boolean =>
  store.run('update mirakl_offers set price_minor = ? where shop_sku = ?', priceMinor, sku).changes === 1

/** One piece in one statement: of two buyers at the same moment only one gets the last. */
export const takeOne = ({ store }: Machine, id: number): boolean =>
  store.run('update mirakl_offers set quantity = quantity - 1 where id = ? and quantity > 0', id).changes === 1

export function findOffer({ store }: Machine, id: number): Offer | undefined {
  const row = store.get('select * from mirakl_offers where id = ?', id)
  return row && Offer.parse(row)
}

export type OfferWish = { sku?: string; text?: string; isForSaleOnly?: boolean; limit: number; offset: number }

export function findOffers(
  { store }: Machine,
  { sku = '', text = '', isForSaleOnly = false, limit, offset }: OfferWish,
) {
  const filtered = `from mirakl_offers o left join mirakl_products p on p.ean = o.ean
    where (? = '' or shop_sku = ?) and (? = 0 or quantity > 0)
      and (? = '' or instr(lower(coalesce(p.title, '') || ' ' || internal_description || ' ' || shop_sku || ' ' || o.ean), ?) > 0)`
  const values = [sku, sku, isForSaleOnly ? 1 : 0, text.toLowerCase(), text.toLowerCase()]
  const rows = store.all(`select o.* ${filtered} order by id desc limit ? offset ?`, ...values, limit, offset)
  return {
    offers: rows.map((row) => Offer.parse(row)),
    total: store.count(`select count(*) as count ${filtered}`, ...values),
  }
}

/** Offers that the seller made by hand in the back office. Answers their ids. */
export function addForeignOffers(machine: Machine, count: number): number[] {
  const skus = Array.from({ length: count }, (_, index) => `MAIN-${index + 1}`)
  const facts = { ean: '5099902987620', state_code: '11', price_minor: 900, quantity: 0, logistic_class: 'S' }
  for (const shop_sku of skus)
    saveOffer(machine, { ...facts, shop_sku, description: '', internal_description: '', leadtime_to_ship: 2 })
  return skus.flatMap((sku) => findOffers(machine, { sku, limit: 1, offset: 0 }).offers.map(({ id }) => id))
}
