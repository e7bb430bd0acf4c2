import { discogs } from '#connectors/marketplaces/discogs'
import { ebay } from '#connectors/marketplaces/ebay'
import { mirakl } from '#connectors/marketplaces/mirakl'
import { prestashop } from '#connectors/marketplaces/prestashop'
import { shopify } from '#connectors/marketplaces/shopify'
import { vintedPro } from '#connectors/marketplaces/vinted-pro'
import { woocommerce } from '#connectors/marketplaces/woocommerce'
import type { ConnectorMaker } from '#modules/channels'
import type { HttpClient } from '#platform/http-client'

/** Every marketplace and shop platform under its name. A new one is a folder and a line here. */
const makers: Readonly<Record<string, (http: HttpClient) => ConnectorMaker>> = {
  discogs,
  ebay,
  mirakl,
  prestashop,
  shopify,
  'vinted-pro': vintedPro,
  woocommerce,
}

/** `httpTo` gives the way out to one system, named so in logs and outages. */
export const createConnectors = (httpTo: (system: string) => HttpClient): Record<string, ConnectorMaker> =>
  Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make(httpTo(name))]))
