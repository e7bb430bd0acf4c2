import type { Machine } from '#sandbox/machine'
import { type Order, type OrderLine, type Refund, refundsOf, totalMinor } from './order-store.ts'
import { gateways, gmtTime, moneyText, shopTime } from './seller.ts'

const times = <const N extends string>(name: N, at: string | null) => ({
  [name]: at === null ? null : shopTime(at),
  [`${name}_gmt`]: at === null ? null : gmtTime(at),
})

/** Every field of "Order properties"; taxes are nought, as under the margin scheme. */
export function orderView(machine: Machine, order: Order, base: string) {
  const { id, document } = order
  return {
    id,
    parent_id: 0,
    number: String(id),
    order_key: `wc_order_${(id * 7_919).toString(36)}`,
    created_via: 'checkout',
    version: '10.3.0',
    status: order.status,
    currency: 'EUR',
    ...times('date_created', order.created_at),
    ...times('date_modified', order.modified_at),
    discount_total: '0.00',
    discount_tax: '0.00',
    shipping_total: moneyText(document.shipping_minor),
    shipping_tax: '0.00',
    cart_tax: '0.00',
    total: moneyText(totalMinor(order)),
    total_tax: '0.00',
    prices_include_tax: true,
    customer_id: 0,
    customer_ip_address: '',
    customer_user_agent: '',
    customer_note: document.buyer.note,
    billing: { ...addressView(order), email: document.buyer.email, phone: document.buyer.phone },
    shipping: { ...addressView(order), phone: '' },
    payment_method: document.gateway,
    payment_method_title: gateways.find((gateway) => gateway.id === document.gateway)?.title ?? '',
    transaction_id: '',
    ...times('date_paid', document.paid_at),
    ...times('date_completed', document.completed_at),
    cart_hash: '',
    meta_data: document.meta.map((meta, index) => ({ id: id * 100 + index, ...meta })),
    line_items: document.lines.map(lineView),
    tax_lines: [],
    shipping_lines: [
      {
        id: id * 10 + 9,
        method_title: 'Colissimo',
        method_id: 'flat_rate',
        total: moneyText(document.shipping_minor),
        total_tax: '0.00',
        taxes: [],
        meta_data: [],
      },
    ],
    fee_lines: [],
    coupon_lines: [],
    refunds: refundsOf(machine, id).map((refund) => ({
      id: refund.id,
      reason: refund.document.reason,
      total: `-${moneyText(refund.document.amount_minor)}`,
    })),
    _links: {
      self: [{ href: `${base}/wp-json/wc/v3/orders/${id}` }],
      collection: [{ href: `${base}/wp-json/wc/v3/orders` }],
    },
  }
}

const addressView = ({ document: { buyer } }: Order) => ({
  first_name: buyer.first_name,
  last_name: buyer.last_name,
  company: '',
  address_1: buyer.street,
  address_2: '',
  city: buyer.city,
  state: '',
  postcode: buyer.postcode,
  country: 'FR',
})

const lineView = (line: OrderLine) => ({
  id: line.id,
  name: line.name,
  product_id: line.product_id,
  variation_id: 0,
  quantity: line.quantity,
  tax_class: '',
  subtotal: moneyText(line.total_minor),
  subtotal_tax: '0.00',
  total: moneyText(line.total_minor),
  total_tax: '0.00',
  taxes: [],
  meta_data: line.reduced > 0 ? [{ id: line.id * 10, key: '_reduced_stock', value: String(line.reduced) }] : [],
  sku: line.sku,
  price: line.total_minor / 100 / line.quantity,
})

export function refundView({ document: { lines } }: Order, refund: Refund, href: string) {
  const { id, document, created_at } = refund
  return {
    id,
    parent_id: 0,
    ...times('date_created', created_at),
    amount: moneyText(document.amount_minor),
    reason: document.reason,
    refunded_by: 1,
    refunded_payment: document.isPaidBack,
    meta_data: [],
    line_items: document.lines.flatMap(({ line_id, quantity, total_minor }, index) => {
      const line = lines.find((candidate) => candidate.id === line_id)
      if (!line) return []
      const meta = { id: id * 100 + index, key: '_refunded_item_id', value: String(line_id) }
      const amounts = { total: `-${moneyText(total_minor)}`, subtotal: `-${moneyText(total_minor)}` }
      return [{ ...lineView(line), id: id * 100 + index, quantity: -quantity, ...amounts, meta_data: [meta] }]
    }),
    shipping_lines: [],
    tax_lines: [],
    fee_lines: [],
    _links: { self: [{ href: `${href}/${id}` }], collection: [{ href }], up: [{ href: href.replace('/refunds', '') }] },
  }
}
