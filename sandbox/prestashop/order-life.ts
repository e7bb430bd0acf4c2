import { type Machine, readSetting } from '#sandbox/machine'
import type { Buyer } from '#sandbox/people'
import { refusePresta } from './refusal.ts'
import {
  column,
  findRow,
  findRows,
  insertRow,
  type Row,
  type RowDocument,
  replaceRow,
  text,
  translation,
  withFields,
} from './row-store.ts'
import { shopTime } from './seller.ts'
import { changeQuantity } from './stock.ts'

const shippingMinor = 550
const amount = (minor: number): string => (minor / 100).toFixed(6)
const noAssociations = { associations: {} }

/** The id that the shop's settings give a state, e.g. `PS_OS_CANCELED`: the ids themselves mean nothing. */
export function stateId(machine: Machine, name: string): string {
  const [row] = findRows(machine, {
    resource: 'configurations',
    where: [{ sql: `${column('name')} = ?`, values: [name] }],
  })
  return row ? text(row, 'value') : ''
}

type Checkout = {
  readonly product: Row
  readonly priceMinor: number
  readonly buyer: Buyer
  readonly state: string
  readonly payment: string
}

/** The order exists once the way of paying has answered; its stock is taken in any state but error and cancelled. */
export function placeOrder(machine: Machine, checkout: Checkout): number {
  const { product, state } = checkout
  const at = shopTime(machine.now())
  const delayMs = readSetting(machine, 'prestashop.orderDelaySeconds') * 1000
  const visibleAt = new Date(machine.now().getTime() + delayMs)
  const id = insertRow(machine, { resource: 'orders', document: orderDocument(machine, checkout, at), visibleAt })
  const carrier = { id_order: String(id), id_carrier: '4', id_order_invoice: '0', weight: text(product, 'weight') }
  const costs = { shipping_cost_tax_excl: amount(shippingMinor), shipping_cost_tax_incl: amount(shippingMinor) }
  const fields = { ...carrier, ...costs, tracking_number: '', date_add: at }
  insertRow(machine, { resource: 'order_carriers', document: { fields, ...noAssociations } })
  addHistory(machine, { id_order: String(id), id_order_state: state, id_employee: '0', date_add: at })
  changeQuantity(machine, product.id, -1)
  return id
}

function orderDocument(
  machine: Machine,
  { product, priceMinor, buyer, state, payment }: Checkout,
  at: string,
): RowDocument {
  const { customer, address } = addBuyer(machine, buyer, at)
  const total = amount(priceMinor + shippingMinor)
  const row = {
    id: String(product.id * 100 + Math.floor(machine.random() * 100)),
    product_id: String(product.id),
    product_attribute_id: '0',
    product_quantity: '1',
    product_name: translation(product, 'name'),
    product_reference: text(product, 'reference'),
    product_ean13: text(product, 'ean13'),
    product_isbn: '',
    product_upc: text(product, 'upc'),
    product_price: amount(priceMinor),
    id_customization: '0',
    unit_price_tax_incl: amount(priceMinor),
    unit_price_tax_excl: amount(priceMinor),
  }
  const ids = {
    id_address_delivery: address,
    id_address_invoice: address,
    id_cart: '1',
    id_currency: '1',
    id_lang: '1',
  }
  const amounts = {
    total_paid: total,
    total_paid_tax_incl: total,
    total_paid_tax_excl: total,
    total_paid_real: total,
    total_products: amount(priceMinor),
    total_products_wt: amount(priceMinor),
    total_shipping: amount(shippingMinor),
    total_shipping_tax_incl: amount(shippingMinor),
    total_shipping_tax_excl: amount(shippingMinor),
    conversion_rate: '1.000000',
  }
  const reference = Array.from({ length: 9 }, () => String.fromCharCode(65 + Math.floor(machine.random() * 26))).join(
    '',
  )
  return {
    fields: {
      ...ids,
      ...amounts,
      id_customer: customer,
      id_carrier: '4',
      current_state: state,
      module: payment,
      payment,
      date_add: at,
      date_upd: at,
      id_shop: '1',
      id_shop_group: '1',
      gift_message: '',
      note: buyer.note,
      reference,
    },
    associations: { order_rows: [row] },
  }
}

function addBuyer(machine: Machine, buyer: Buyer, at: string): { customer: string; address: string } {
  const [firstname = '', ...rest] = buyer.name.split(' ')
  const name = { firstname, lastname: rest.join(' ') }
  const dates = { date_add: at, date_upd: at }
  const customerFields = { ...name, email: buyer.email, active: '1', is_guest: '1', ...dates }
  const customer = String(
    insertRow(machine, { resource: 'customers', document: { fields: customerFields, ...noAssociations } }),
  )
  const place = { address1: buyer.street, address2: '', postcode: buyer.postalCode, city: buyer.city, id_country: '8' }
  const fields = {
    ...name,
    ...place,
    id_customer: customer,
    alias: 'Mon adresse',
    company: '',
    phone: '',
    phone_mobile: buyer.phone,
    ...dates,
  }
  return {
    customer,
    address: String(insertRow(machine, { resource: 'addresses', document: { fields, ...noAssociations } })),
  }
}

export const addHistory = (machine: Machine, fields: Record<string, string>): number =>
  insertRow(machine, { resource: 'order_histories', document: { fields, ...noAssociations } })

/** A new state moves stock by itself: error and cancelled give it back, leaving them takes it again. */
export function changeState(machine: Machine, orderId: number, stateTo: string): void {
  const order =
    findRow(machine, 'orders', orderId) ??
    refusePresta(400, 85, 'Validation error: "Property OrderHistory->id_order is not valid"')
  const next = findRow(machine, 'order_states', Number(stateTo)) ?? refusePresta(500, 46, 'Unable to save resource')
  const before = findRow(machine, 'order_states', Number(text(order, 'current_state')))
  for (const line of order.document.associations.order_rows ?? []) {
    const by = stockMove(machine, { before, next }) * Number(line.product_quantity)
    if (by !== 0) changeQuantity(machine, Number(line.product_id), by)
  }
  const shipped = text(next, 'shipped') === '1' ? { delivery_date: shopTime(machine.now()) } : {}
  const changed = { current_state: stateTo, date_upd: shopTime(machine.now()), ...shipped }
  replaceRow(machine, 'orders', withFields(order, changed))
}

/** OrderHistory::changeIdOrderState, in the order of its branches. */
function stockMove(machine: Machine, { before, next }: { before: Row | undefined; next: Row }): -1 | 0 | 1 {
  if (!before) return 0
  const givesBack = ['PS_OS_ERROR', 'PS_OS_CANCELED'].map((name) => stateId(machine, name))
  const [wasOver, isOver] = [givesBack.includes(String(before.id)), givesBack.includes(String(next.id))]
  const [wasSale, isSale] = [text(before, 'logable') === '1', text(next, 'logable') === '1']
  if (isSale && !wasSale) return wasOver ? -1 : 0
  if (!isSale && wasSale) return isOver ? 1 : 0
  return !isSale && isOver && !wasOver ? 1 : 0
}
