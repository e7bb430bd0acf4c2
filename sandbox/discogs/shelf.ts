import type { Machine } from '#sandbox/machine'
import type { Shelf, ShelfItem, ShelfOrder } from '#sandbox/pages'
import { buyOnDiscogs } from './buy.ts'
import { findListings, type Listing } from './listing-store.ts'
import { findOrders, type Order, orderItems } from './order-store.ts'
import { orderId } from './order-view.ts'
import { describeRelease, getRelease } from './release-store.ts'

export const discogsShelf = (machine: Machine): Shelf => ({
  vendor: 'discogs',
  name: 'Discogs',
  findItems: ({ text, isForSaleOnly, limit, offset }) => {
    const status = isForSaleOnly ? 'For Sale' : 'All'
    const { listings, total } = findListings(machine, {
      status,
      text,
      order: 'discogs_listings.id desc',
      limit,
      offset,
    })
    return { items: listings.map((listing) => itemOf(machine, listing)), total }
  },
  recentOrders: (limit) =>
    findOrders(machine, {
      status: 'All',
      createdAfter: '0000',
      createdBefore: '9999',
      archived: null,
      order: 'number desc',
      limit,
      offset: 0,
    }).orders.map((order) => orderOf(machine, order)),
  buy: (id) => buyOnDiscogs(machine, Number(id)),
})

const itemOf = (machine: Machine, listing: Listing): ShelfItem => ({
  id: String(listing.id),
  title: describeRelease(getRelease(machine, listing.release_id)),
  detail: [listing.condition, listing.sleeve_condition, listing.external_id].filter(Boolean).join(' · '),
  priceMinor: listing.price_minor,
  status: listing.status,
  isForSale: listing.status === 'For Sale',
  quantity: 1,
})

function orderOf(machine: Machine, order: Order): ShelfOrder {
  const items = orderItems(machine, order.number)
  return {
    id: orderId(order.number),
    buyer: order.buyer,
    status: order.status,
    placedAt: new Date(order.created),
    titles: items.map((item) => describeRelease(getRelease(machine, item.release_id))),
    totalMinor: items.reduce((sum, item) => sum + item.price_minor, order.shipping_minor),
  }
}
