import { type Machine, readSetting } from '#sandbox/machine'
import type { Purchase, Shelf, ShelfItem, ShelfOrder } from '#sandbox/pages'
import { drawBuyer } from '#sandbox/people'
import { placeOrder, stateId } from './order-life.ts'
import { findRow, findRows, type Row, text, translation } from './row-store.ts'
import { quantityOf } from './stock.ts'

export const prestashopShelf = (machine: Machine): Shelf => ({
  vendor: 'prestashop',
  name: 'PrestaShop',
  findItems: ({ text: wished, isForSaleOnly, limit, offset }) => {
    const items = findRows(machine, { resource: 'products', order: 'id desc', where: holding(wished) })
      .map((product) => itemOf(machine, product))
      .filter((item) => item.isForSale || !isForSaleOnly)
    return { items: items.slice(offset, offset + limit), total: items.length }
  },
  recentOrders: (limit) =>
    findRows(machine, { resource: 'orders', order: 'id desc', limit }).map((order) => orderOf(machine, order)),
  buy: (id) => machine.store.inTransaction(() => buy(machine, Number(id))),
})

const holding = (wished: string) =>
  wished === '' ? [] : [{ sql: 'instr(lower(document), ?) > 0', values: [wished.toLowerCase()] }]

/** 0: paid by card · 1: bank transfer, waiting for the money. Both take the copy. */
const payments = [
  { setting: 'PS_OS_PAYMENT', payment: 'ps_checkout' },
  { setting: 'PS_OS_BANKWIRE', payment: 'ps_wirepayment' },
] as const

function buy(machine: Machine, productId: number): Purchase {
  const product = findRow(machine, 'products', productId)
  if (!product) return { kind: 'refused', reason: 'unknown', message: 'This product is no longer available.' }
  if (text(product, 'active') !== '1' || text(product, 'available_for_order') !== '1') {
    return { kind: 'refused', reason: 'not-for-sale', message: 'This product is no longer available.' }
  }
  if (quantityOf(machine, productId) < 1) {
    const message = 'There are not enough products in stock'
    return { kind: 'refused', reason: 'not-for-sale', message }
  }
  const { setting, payment } = payments[readSetting(machine, 'prestashop.payment')] ?? payments[0]
  const order = placeOrder(machine, {
    product,
    priceMinor: priceMinorOf(product),
    buyer: drawBuyer(machine.random),
    state: stateId(machine, setting),
    payment,
  })
  return { kind: 'bought', order: String(order) }
}

/** Prices are kept without tax; a product of a tax group is sold with it. */
const priceMinorOf = (product: Row): number => {
  const taxed = text(product, 'id_tax_rules_group') === '0' ? 1 : 1.2
  return Math.round(Number(text(product, 'price')) * taxed * 100)
}

function itemOf(machine: Machine, product: Row): ShelfItem {
  const isActive = text(product, 'active') === '1' && text(product, 'available_for_order') === '1'
  const quantity = quantityOf(machine, product.id)
  return {
    id: String(product.id),
    title: translation(product, 'name'),
    detail: [text(product, 'reference'), text(product, 'condition')].filter(Boolean).join(' · '),
    priceMinor: priceMinorOf(product),
    status: isActive ? (quantity > 0 ? 'active' : 'out of stock') : 'offline',
    isForSale: isActive && quantity > 0,
    quantity: isActive ? Math.max(0, quantity) : 0,
  }
}

function orderOf(machine: Machine, order: Row): ShelfOrder {
  const customer = findRow(machine, 'customers', Number(text(order, 'id_customer')))
  const state = findRow(machine, 'order_states', Number(text(order, 'current_state')))
  return {
    id: String(order.id),
    buyer: customer ? `${text(customer, 'firstname')} ${text(customer, 'lastname')}` : '',
    status: state ? translation(state, 'name') : '',
    placedAt: new Date(`${text(order, 'date_add').replace(' ', 'T')}Z`),
    titles: (order.document.associations.order_rows ?? []).map((row) => row.product_name ?? ''),
    totalMinor: Math.round(Number(text(order, 'total_paid')) * 100),
  }
}
