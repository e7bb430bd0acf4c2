import { discogs } from '#sandbox/discogs'
import { ebay } from '#sandbox/ebay'
import { ecb } from '#sandbox/ecb'
import type { Vendor } from '#sandbox/machine'
import { mirakl } from '#sandbox/mirakl'
import { paypal } from '#sandbox/paypal'
import { prestashop } from '#sandbox/prestashop'
import { sendcloud } from '#sandbox/sendcloud'
import { shopify } from '#sandbox/shopify'
import { stripe } from '#sandbox/stripe'
import { tracker } from '#sandbox/tracker'
import { vintedPro } from '#sandbox/vinted-pro'
import { woocommerce } from '#sandbox/woocommerce'

/** Every stand-in. A new vendor is a folder and a line here. */
export const vendors: readonly Vendor[] = [
  discogs,
  ebay,
  ecb,
  mirakl,
  paypal,
  prestashop,
  sendcloud,
  shopify,
  stripe,
  tracker,
  vintedPro,
  woocommerce,
]
