import { Hono } from 'hono'
import { carriers, reasons, shippingType, shippingZone, shop } from './seller.ts'

/** A01, RE01 and SH21: read once when an account is connected. */
export function account(): Hono {
  const app = new Hono()
  app.get('/account', (c) => c.json(accountView))
  app.get('/reasons', (c) => c.json({ reasons, total_count: reasons.length }))
  app.get('/shipping/carriers', (c) => c.json({ carriers }))
  return app
}

const since = '2024-03-04T08:00:00Z'

const accountView = {
  billing_info: {},
  channels: ['INIT'],
  contact_informations: {
    city: shop.city,
    country: 'FRA',
    email: shop.email,
    lastname: shop.name,
    street1: shop.street,
    zip_code: shop.zipCode,
  },
  currency_iso_code: 'EUR',
  date_created: since,
  default_billing_information: {
    default_language: 'fr',
    id: 'a83c1170-f8cb-45a1-aa4a-affe809d6c64',
    registration_address: { city: shop.city, country_iso_code: 'FRA', street_1: shop.street, zip_code: shop.zipCode },
  },
  domains: ['PRODUCT'],
  evaluations_count: 0,
  free_shipping: false,
  is_professional: true,
  last_updated_date: since,
  offers_count: 0,
  orders_count: 0,
  payment_details: { paid_balance: 0, payable_balance: 0, pending_balance: 0 },
  payment_method_mandatory: false,
  premium: false,
  pro_details: { corporate_name: shop.name },
  shipping: { lead_time_to_ship: 2 },
  shipping_types: [shippingType.code],
  shipping_zones: [shippingZone.code],
  shop_additional_fields: [],
  shop_id: shop.id,
  shop_name: shop.name,
  shop_state: 'OPEN',
}
