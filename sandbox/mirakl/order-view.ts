import type { Machine } from '#sandbox/machine'
import { titleOf } from './catalogue.ts'
import type { Order, OrderLine } from './order-store.ts'
import { carriers, category, commissionShare, euros, shippingType, shippingZone } from './seller.ts'

/** This operator shows addresses only once the customer has been debited. */
const addressStates: readonly string[] = ['SHIPPING', 'SHIPPED']
const cancellable: readonly string[] = ['WAITING_DEBIT_PAYMENT', 'SHIPPING']

export function orderView(machine: Machine, order: Order) {
  const { buyer, lines } = order
  const [firstname = '', ...rest] = buyer.name.split(' ')
  const lastname = rest.join(' ')
  const priceMinor = lines.reduce((sum, line) => sum + line.price_minor * line.quantity, 0)
  const views = lines.map((line, index) => lineView(machine, order, { line, index }))
  return {
    can_cancel: cancellable.includes(order.state),
    can_shop_ship: order.state === 'SHIPPING',
    commercial_id: order.id.slice(0, -2),
    created_date: order.created_at,
    currency_iso_code: 'EUR',
    customer: {
      billing_address: addressStates.includes(order.state) ? address(order, { firstname, lastname }) : null,
      civility: 'Neutral',
      customer_id: buyer.username,
      firstname,
      lastname,
      locale: 'fr_FR',
      shipping_address: addressStates.includes(order.state) ? address(order, { firstname, lastname }) : null,
    },
    customer_notification_email: `notification+${order.number}@notification.mirakl.net`,
    fulfillment: { center: { code: 'DEFAULT' } },
    fully_refunded: false,
    has_customer_message: false,
    has_incident: false,
    has_invoice: false,
    last_updated_date: order.updated_at,
    leadtime_to_ship: 2,
    order_id: order.id,
    order_lines: views,
    order_state: order.state,
    order_tax_mode: 'TAX_INCLUDED',
    paymentType: 'CARD',
    payment_type: 'CARD',
    payment_workflow: 'PAY_ON_ACCEPTANCE',
    price: euros(priceMinor),
    ...(order.decided_at === null ? {} : { acceptance_decision_date: order.decided_at }),
    ...(addressStates.includes(order.state) ? { customer_debited_date: order.updated_at } : {}),
    ...trackingView(order),
    shipping_price: euros(order.shipping_minor),
    shipping_type_code: shippingType.code,
    shipping_type_label: shippingType.label,
    shipping_zone_code: shippingZone.code,
    shipping_zone_label: shippingZone.label,
    total_commission: views.reduce((sum, view) => sum + view.total_commission, 0),
    total_price: euros(priceMinor + order.shipping_minor),
  }
}

const address = ({ buyer }: Order, name: { firstname: string; lastname: string }) => ({
  ...name,
  city: buyer.city,
  country: 'France',
  country_iso_code: 'FRA',
  phone: buyer.phone,
  street_1: buyer.street,
  zip_code: buyer.postalCode,
})

function trackingView({ tracking }: Order) {
  if (!tracking) return {}
  const carrier = carriers.find(({ code }) => code === tracking.carrier_code)
  const url = carrier?.tracking_url.replace('{trackingId}', tracking.tracking_number ?? '') ?? tracking.carrier_url
  return {
    shipping_company: carrier?.label ?? tracking.carrier_name ?? '',
    ...(carrier ? { shipping_carrier_code: carrier.code } : {}),
    ...(tracking.tracking_number === undefined ? {} : { shipping_tracking: tracking.tracking_number }),
    ...(url === undefined ? {} : { shipping_tracking_url: url }),
  }
}

function lineView(machine: Machine, order: Order, { line, index }: { line: OrderLine; index: number }) {
  const price = line.price_minor * line.quantity
  const commission = Math.round((price + line.shipping_minor) * commissionShare)
  return {
    can_refund: line.state === 'SHIPPED',
    cancelations: line.state === 'CANCELED' ? [cancelationOf(order, line)] : [],
    category_code: category.code,
    category_label: category.label,
    commission_fee: euros(commission),
    commission_rate_vat: 20,
    commission_vat: euros(Math.round(commission * 0.2)),
    created_date: order.created_at,
    description: '',
    last_updated_date: order.updated_at,
    offer_id: line.offer_id,
    offer_sku: line.shop_sku,
    offer_state_code: line.state_code,
    order_line_additional_fields: [],
    order_line_id: line.id,
    order_line_index: index + 1,
    order_line_state: line.state,
    price: euros(price),
    price_unit: euros(line.price_minor),
    product_medias: [],
    product_sku: `MKP${line.ean.padStart(14, '0')}`,
    product_title: titleOf(machine, line.ean, line.title),
    quantity: line.quantity,
    refunds: [],
    shipping_price: euros(line.shipping_minor),
    shipping_taxes: [],
    taxes: [],
    total_commission: euros(commission + Math.round(commission * 0.2)),
    total_price: euros(price + line.shipping_minor),
  }
}

const cancelationOf = (order: Order, line: OrderLine) => ({
  amount: euros(line.price_minor * line.quantity),
  commission_amount: 0,
  commission_taxes: [],
  commission_total_amount: 0,
  created_date: order.updated_at,
  id: `${line.id}-C`,
  quantity: line.quantity,
  shipping_amount: euros(line.shipping_minor),
  ...(line.reason_code === null ? {} : { reason_code: line.reason_code }),
})
