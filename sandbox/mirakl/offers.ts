import { Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import { pageOf } from './access.ts'
import { findProduct, titleOf } from './catalogue.ts'
import { findOffers, type Offer } from './offer-store.ts'
import { refuseMirakl } from './refusal.ts'
import { category, euros, offerStates, shippingType, shippingZone } from './seller.ts'
import { settleImports } from './settle-imports.ts'

const referencesMax = 100
const day = 86_400_000

/** OF21, OF61 and P31: what may be read at any time. */
export function offers(machine: Machine): Hono {
  const app = new Hono()

  app.get('/offers', (c) => {
    const { max, offset } = pageOf(c)
    settleImports(machine)
    const sku = c.req.query('sku')
    const found = findOffers(machine, { limit: max, offset, ...(sku === undefined ? {} : { sku }) })
    return c.json({ offers: found.offers.map((offer) => offerView(machine, offer)), total_count: found.total })
  })

  app.get('/offers/states', (c) => c.json({ offer_states: offerStates, total_count: offerStates.length }))

  app.get('/products', (c) => {
    const references = (c.req.query('product_references') ?? '').split(',').filter(Boolean)
    if (references.length === 0) refuseMirakl(400, 'product_references: may not be empty')
    if (references.length > referencesMax) refuseMirakl(400, `product_references: at most ${referencesMax}`)
    const products = references.flatMap((reference) => {
      const [type = '', ean = ''] = reference.split('|')
      if (type === 'SKU' || type === 'SHOP_SKU') refuseMirakl(400, `product_references: ${type} is not accepted`)
      const product = type === 'EAN' ? findProduct(machine, ean) : undefined
      if (!product) return []
      return {
        category_code: category.code,
        category_label: category.label,
        product_id: ean,
        product_id_type: 'EAN',
        product_sku: product.sku,
        product_title: product.title,
      }
    })
    return c.json({ products, total_count: products.length })
  })
  return app
}

function offerView(machine: Machine, offer: Offer) {
  const product = findProduct(machine, offer.ean)
  const price = euros(offer.price_minor)
  const isActive = offer.quantity > 0
  const volume = { price, quantity_threshold: 1, unit_discount_price: price, unit_origin_price: price }
  return {
    active: isActive,
    all_prices: [{ price, unit_origin_price: price, volume_prices: [volume] }],
    category_code: category.code,
    category_label: category.label,
    channels: ['INIT'],
    currency_iso_code: 'EUR',
    description: offer.description,
    fulfillment: { center: { code: 'DEFAULT' } },
    ...(isActive ? {} : { inactivity_reasons: ['ZERO_QUANTITY'] }),
    internal_description: offer.internal_description,
    leadtime_to_ship: offer.leadtime_to_ship,
    logistic_class: { code: offer.logistic_class, label: offer.logistic_class },
    max_order_quantity: 100,
    min_order_quantity: 1,
    min_quantity_alert: 0,
    min_shipping_price: 4.9,
    min_shipping_price_additional: 0,
    min_shipping_type: shippingType.code,
    min_shipping_zone: shippingZone.code,
    offer_id: offer.id,
    package_quantity: 1,
    price,
    product_references: [{ reference: offer.ean, reference_type: 'EAN' }],
    product_sku: product?.sku ?? offer.ean,
    product_title: titleOf(machine, offer.ean, offer.internal_description),
    quantity: offer.quantity,
    shipping_deadline: new Date(machine.now().getTime() + offer.leadtime_to_ship * day).toISOString(),
    shop_sku: offer.shop_sku,
    state_code: offer.state_code,
    total_price: euros(offer.price_minor + 490),
  }
}
