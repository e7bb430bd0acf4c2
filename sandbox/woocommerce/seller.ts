/** The one shop of this stand-in, its REST key, and the settings a client must ask for. */
export const seller = {
  consumerKey: 'ck_sandbox_woocommerce',
  consumerSecret: 'cs_sandbox_woocommerce',
  name: 'Le Bac à disques',
  timeZone: 'Europe/Paris',
} as const

/** `group/id` of the shop's settings and their values. */
export const shopSettings: Readonly<Record<string, string>> = {
  'general/woocommerce_currency': 'EUR',
  'general/woocommerce_calc_taxes': 'no',
  'tax/woocommerce_prices_include_tax': 'yes',
  'products/woocommerce_manage_stock': 'yes',
  'products/woocommerce_weight_unit': 'kg',
}

export type Gateway = { id: string; title: string; supports: readonly string[] }

/** Cards can be refunded by the machine; a bank transfer is paid back by hand. */
export const gateways: readonly Gateway[] = [
  { id: 'stripe', title: 'Carte bancaire', supports: ['products', 'refunds', 'tokenization'] },
  { id: 'bacs', title: 'Virement bancaire', supports: ['products'] },
]

/** `2026-03-02T10:00:00`: WordPress writes times without a zone, once of the shop's and once of GMT. */
export const gmtTime = (at: string): string => at.slice(0, 19)

const shopClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: seller.timeZone,
  dateStyle: 'short',
  timeStyle: 'medium',
})
export const shopTime = (at: string): string => shopClock.format(new Date(at)).replace(' ', 'T')

export const moneyText = (minor: number): string => (minor / 100).toFixed(2)
