import type { Machine } from '#sandbox/machine'
import type { Purchase, Shelf, ShelfItem, ShelfOrder } from '#sandbox/pages'
import { drawBuyer } from '#sandbox/people'
import { financialStatus, fulfillmentStatus, insertOrder, newestOrders, type Order, totalMinor } from './order-store.ts'
import { orderName } from './order-view.ts'
import { pushChange } from './orders.ts'
import { findProduct, isForSale, type Product, searchProducts, takeOne } from './product-store.ts'
import { gid } from './seller.ts'

export const shopifyShelf = (machine: Machine): Shelf => ({
  vendor: 'shopify',
  name: 'Shopify',
  findItems: (wish) => {
    const { products, total } = searchProducts(machine, wish)
    return { items: products.map(itemOf), total }
  },
  recentOrders: (limit) => newestOrders(machine, limit).map(orderOf),
  buy: (id) => buyOnShopify(machine, [Number(id)]),
})

/** A basket: each product goes down by one, or nothing happens. The order exists at once, paid or waiting for payment. */
export function buyOnShopify(machine: Machine, productIds: readonly number[]): Purchase {
  const products = productIds.flatMap((id) => findProduct(machine, id) ?? [])
  if (products.length < productIds.length)
    return { kind: 'refused', reason: 'unknown', message: 'Ce produit n’existe pas.' }
  if (!products.every(isForSale)) return { kind: 'refused', reason: 'not-for-sale', message: 'Épuisé' }
  const id = machine.store.inTransaction(() => {
    for (const product of products) takeOne(machine, product.id)
    return insertOrder(machine, drawBuyer(machine.random), products)
  })
  pushChange(machine, id, ['ORDERS_CREATE'])
  return { kind: 'bought', order: gid('Order', id) }
}

const itemOf = (product: Product): ShelfItem => ({
  id: String(product.id),
  title: product.title,
  detail: [product.vendor, product.sku].filter(Boolean).join(' · '),
  priceMinor: product.price_minor,
  status: product.available > 0 ? product.status : `${product.status} · 0`,
  isForSale: isForSale(product),
  quantity: product.available,
})

const orderOf = (order: Order): ShelfOrder => ({
  id: orderName(order),
  buyer: order.buyer.name,
  status: order.cancelled_at === null ? `${financialStatus(order)} · ${fulfillmentStatus(order)}` : 'CANCELLED',
  placedAt: new Date(order.created_at),
  titles: order.lines.map(({ title }) => title),
  totalMinor: totalMinor(order),
})
