import { type Machine, readSetting } from '#sandbox/machine'
import type { Purchase, Shelf, ShelfItem, ShelfOrder } from '#sandbox/pages'
import { drawBuyer } from '#sandbox/people'
import { expireUnpaid, placeOrder } from './order-life.ts'
import { findOrders, type Order, totalMinor } from './order-store.ts'
import { findProduct, findProducts, type Product } from './product-store.ts'
import { quantityForSale } from './product-view.ts'
import { priceMinorOf } from './save-product.ts'

export const woocommerceShelf = (machine: Machine): Shelf => ({
  vendor: 'woocommerce',
  name: 'WooCommerce',
  findItems: ({ text, isForSaleOnly, limit, offset }) => {
    // What is for sale is a rule over several columns; a shop of one seller is small enough to look through.
    const everything = findProducts(machine, { text, limit: productsMax, offset: 0 }).products
    const items = everything
      .map((product) => itemOf(machine, product))
      .filter((item) => item.isForSale || !isForSaleOnly)
    return { items: items.slice(offset, offset + limit), total: items.length }
  },
  recentOrders: (limit) =>
    findOrders(machine, {
      statuses: [],
      modifiedAfter: '0000',
      by: 'id',
      direction: 'desc',
      limit,
      offset: 0,
    }).orders.map(orderOf),
  buy: (id) => machine.store.inTransaction(() => buy(machine, [id])),
})

/** One cart of several products. */
export const buyTogether = (machine: Machine, ids: readonly string[]): Purchase =>
  machine.store.inTransaction(() => buy(machine, ids))

const productsMax = 10_000

/** 0: paid by card · 1: bank transfer, on hold until the money is there · 2: left the checkout unpaid. */
const payments = [
  { status: 'processing', gateway: 'stripe' },
  { status: 'on-hold', gateway: 'bacs' },
  { status: 'pending', gateway: 'stripe' },
] as const

function buy(machine: Machine, ids: readonly string[]): Purchase {
  expireUnpaid(machine)
  const products = ids.flatMap((id) => findProduct(machine, Number(id)) ?? [])
  if (products.length < ids.length || products.some(({ status }) => status === 'trash')) {
    return { kind: 'refused', reason: 'unknown', message: 'Page not found.' }
  }
  const missing = products.find((product) => quantityForSale(machine, product) < 1)
  if (missing) {
    const message =
      missing.status === 'publish'
        ? `Sorry, “${missing.document.name}” is not in stock. Please edit your cart and try again.`
        : 'Sorry, this product cannot be purchased.'
    return { kind: 'refused', reason: 'not-for-sale', message }
  }
  const payment = payments[readSetting(machine, 'woocommerce.payment')] ?? payments[0]
  return {
    kind: 'bought',
    order: String(placeOrder(machine, { products, buyer: drawBuyer(machine.random), ...payment })),
  }
}

function itemOf(machine: Machine, product: Product): ShelfItem {
  const quantity = quantityForSale(machine, product)
  return {
    id: String(product.id),
    title: product.document.name ?? '',
    detail: product.sku,
    priceMinor: priceMinorOf(product) ?? 0,
    status: product.status === 'publish' && quantity < 1 ? 'outofstock' : product.status,
    isForSale: quantity > 0,
    quantity,
  }
}

const orderOf = (order: Order): ShelfOrder => ({
  id: String(order.id),
  buyer: `${order.document.buyer.first_name} ${order.document.buyer.last_name}`,
  status: order.status,
  placedAt: new Date(order.created_at),
  titles: order.document.lines.map(({ name }) => name),
  totalMinor: totalMinor(order),
})
