import type { Machine } from '#sandbox/machine'
import { readSetting } from '#sandbox/machine'
import type { Purchase, Shelf, ShelfItem, ShelfOrder } from '#sandbox/pages'
import { drawBuyer } from '#sandbox/people'
import { findItem, setItemQuantity } from './item-store.ts'
import { quantityOffered, withdraw } from './listing-life.ts'
import { countSold, findListing, findListings, type Listing } from './listing-store.ts'
import { findOfferByListing, type Offer, setOfferQuantity } from './offer-store.ts'
import { findOrders, fulfillmentStatus, insertOrder, type Order, paymentStatus, totalMinor } from './order-store.ts'
import { pushOrder } from './push.ts'

export const ebayShelf = (machine: Machine): Shelf => ({
  vendor: 'ebay',
  name: 'eBay',
  findItems: (wish) => {
    const { listings, total } = findListings(machine, wish)
    return { items: listings.map(itemOf), total }
  },
  recentOrders: (limit) => {
    const everything = { by: 'created_at', from: '0000', to: '9999', statuses: undefined } as const
    return findOrders(machine, everything, { limit, offset: 0 }).orders.map(orderOf)
  },
  buy: (id) => machine.store.inTransaction(() => buy(machine, Number(id))),
})

/**
 * A buyer pays one piece at once. The last piece makes the quantity 0: the listing is hidden while out-of-stock control
 * is on, and ends without it.
 */
function buy(machine: Machine, listingId: number): Purchase {
  const listing = findListing(machine, listingId)
  const offer = findOfferByListing(machine, listingId)
  if (!listing)
    return { kind: 'refused', reason: 'unknown', message: 'We looked everywhere. Looks like this page is missing.' }
  if (!offer || listing.quantity < 1) {
    const message =
      listing.ended_at === null
        ? 'This item is out of stock.'
        : 'This listing was ended by the seller because the item is no longer available.'
    return { kind: 'refused', reason: 'not-for-sale', message }
  }
  const order = insertOrder(machine, { buyer: drawBuyer(machine.random), listing, quantity: 1 })
  pushOrder(machine, order)
  takeOne(machine, offer)
  countSold(machine, listingId, 1)
  const isGone =
    quantityOffered(machine, { ...offer, quantity: offer.quantity === null ? null : offer.quantity - 1 }) < 1
  if (isGone && readSetting(machine, 'ebay.outOfStockControl') === 0) withdraw(machine, offer)
  return { kind: 'bought', order }
}

/** A sale lowers the quantity of the offer and of the inventory record, whichever are set. */
function takeOne(machine: Machine, offer: Offer): void {
  const inRecord = findItem(machine, offer.sku)?.quantity
  if (offer.quantity !== null) setOfferQuantity(machine, offer.id, offer.quantity - 1)
  if (inRecord) setItemQuantity(machine, offer.sku, inRecord - 1)
}

const stateOf = ({ ended_at, quantity }: Listing): string =>
  ended_at !== null ? 'ENDED' : quantity > 0 ? 'ACTIVE' : 'OUT_OF_STOCK'

const itemOf = (listing: Listing): ShelfItem => ({
  id: String(listing.id),
  title: listing.title,
  detail: [listing.condition, listing.sku].filter(Boolean).join(' · '),
  priceMinor: listing.price_minor,
  status: stateOf(listing),
  isForSale: listing.quantity > 0,
  quantity: listing.quantity,
})

const orderOf = (order: Order): ShelfOrder => ({
  id: order.id,
  buyer: order.buyer.username,
  status: [order.cancellation ? 'CANCELED' : fulfillmentStatus(order), paymentStatus(order)].join(' · '),
  placedAt: new Date(order.created_at),
  titles: [order.title],
  totalMinor: totalMinor(order),
})
