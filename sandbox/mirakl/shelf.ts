import type { Machine } from '#sandbox/machine'
import type { Purchase, Shelf, ShelfItem, ShelfOrder } from '#sandbox/pages'
import { drawBuyer } from '#sandbox/people'
import { titleOf } from './catalogue.ts'
import { findOffer, findOffers, type Offer, takeOne } from './offer-store.ts'
import { findOrders, insertOrder, type Order, type SoldOffer } from './order-store.ts'
import { offerStates } from './seller.ts'
import { settleImports } from './settle-imports.ts'

export const miraklShelf = (machine: Machine): Shelf => ({
  vendor: 'mirakl',
  name: 'Mirakl',
  findItems: (wish) => {
    settleImports(machine)
    const { offers, total } = findOffers(machine, wish)
    return { items: offers.map((offer) => itemOf(machine, offer)), total }
  },
  recentOrders: (limit) =>
    findOrders(machine, { ids: '', states: '', updatedFrom: '', limit, offset: 0, newest: true }).orders.map(orderOf),
  buy: (id) => buyOnMirakl(machine, [Number(id)]),
})

/** A basket: the offers go down by one each at once, and the order waits for the shop to accept it. All or nothing. */
export function buyOnMirakl(machine: Machine, offerIds: readonly number[]): Purchase {
  settleImports(machine)
  const sold: SoldOffer[] = []
  for (const id of offerIds) {
    const offer = findOffer(machine, id)
    if (!offer) return { kind: 'refused', reason: 'unknown', message: 'Cette offre n’existe pas.' }
    if (offer.quantity < 1) return { kind: 'refused', reason: 'not-for-sale', message: 'Cette offre est épuisée.' }
    sold.push({ offer, title: titleOf(machine, offer.ean, offer.internal_description) })
  }
  return machine.store.inTransaction(() => {
    for (const { offer } of sold) takeOne(machine, offer.id)
    return { kind: 'bought', order: insertOrder(machine, drawBuyer(machine.random), sold) }
  })
}

const stateLabel = (code: string): string => offerStates.find((state) => state.code === code)?.label ?? code

const itemOf = (machine: Machine, offer: Offer): ShelfItem => ({
  id: String(offer.id),
  title: titleOf(machine, offer.ean, offer.internal_description),
  detail: [stateLabel(offer.state_code), offer.ean, offer.shop_sku].join(' · '),
  priceMinor: offer.price_minor,
  status: offer.quantity > 0 ? 'ACTIVE' : 'ZERO_QUANTITY',
  isForSale: offer.quantity > 0,
  quantity: offer.quantity,
})

const orderOf = (order: Order): ShelfOrder => ({
  id: order.id,
  buyer: order.buyer.name,
  status: order.state,
  placedAt: new Date(order.created_at),
  titles: order.lines.map((line) => line.title),
  totalMinor: order.lines.reduce((sum, line) => sum + line.price_minor * line.quantity, order.shipping_minor),
})
