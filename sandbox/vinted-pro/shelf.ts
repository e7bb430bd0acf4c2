import type { Machine } from '#sandbox/machine'
import type { Purchase, Shelf, ShelfItem, ShelfOrder } from '#sandbox/pages'
import { conditionOf } from './item-rules.ts'
import { findItem, type Item, searchItems, sellItem } from './item-store.ts'
import { conditionTitle } from './ontology.ts'
import { insertOrder, type Order, recentOrders } from './order-store.ts'
import { int64, push } from './push.ts'
import { settle } from './settle.ts'

export const vintedShelf = (machine: Machine): Shelf => ({
  vendor: 'vinted-pro',
  name: 'Vinted Pro',
  findItems: (wish) => {
    settle(machine)
    const { items, total } = searchItems(machine, wish)
    return { items: items.map(itemOf), total }
  },
  recentOrders: (limit) => recentOrders(machine, limit).map((order) => orderOf(machine, order)),
  buy: (id) => buy(machine, id),
})

/** A buyer pays at once; what the seller asked for but Vinted has not done yet does not hinder them. */
export function buy(machine: Machine, id: string): Purchase {
  settle(machine)
  return machine.store.inTransaction(() => {
    const item = findItem(machine, id)
    if (!item) return { kind: 'refused', reason: 'unknown', message: 'Cet article n’existe pas.' }
    if (!sellItem(machine, id))
      return { kind: 'refused', reason: 'not-for-sale', message: 'Cet article est déjà vendu.' }
    const order = insertOrder(machine, id, Math.round(item.body.price * 100))
    push(machine, 'ITEM_SOLD', { item_id: id, item_reference: item.reference })
    push(machine, 'ORDER_CREATED', { order_id: int64(order) })
    return { kind: 'bought', order }
  })
}

const itemOf = ({ id, body, status, reference }: Item): ShelfItem => ({
  id,
  title: body.title,
  detail: [conditionTitle(conditionOf(body) ?? 0), reference].filter(Boolean).join(' · '),
  priceMinor: Math.round(body.price * 100),
  status,
  isForSale: status === 'ACTIVE',
  quantity: status === 'ACTIVE' ? 1 : 0,
})

const orderOf = (machine: Machine, { id, item_id, price_minor, buyer, status, created_at }: Order): ShelfOrder => ({
  id,
  buyer: buyer.username,
  status,
  placedAt: new Date(created_at),
  titles: [findItem(machine, item_id)?.body.title ?? ''],
  totalMinor: price_minor,
})
