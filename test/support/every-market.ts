import { createConnectors } from '#connectors/marketplaces'
import type { ConnectorMaker } from '#modules/channels'
import type { HttpClient } from '#platform/http-client'
import type { Vendor } from '#sandbox/machine'
import { vendors } from '#sandbox/server'

/** How our seller connects at a stand-in that is reached at `address`. */
export type MarketSeat = {
  readonly name: string
  readonly vendor: Vendor
  maker(http: HttpClient): ConnectorMaker
  settings(address: string): Record<string, string>
  readonly credentials: Record<string, string>
}

type Seat = {
  readonly settings?: Record<string, string>
  readonly credentials: Record<string, string>
}

const nowhere: HttpClient = { send: () => Promise.reject(new Error('nobody is asked here')) }
const publicUrl = 'https://shop.example'
const seats: Readonly<Record<string, Seat>> = {
  discogs: { credentials: { token: 'sandbox-discogs-token' } },
  ebay: {
    credentials: {
      clientId: 'sandbox-ebay-client',
      clientSecret: 'sandbox-ebay-secret',
      refreshToken: 'sandbox-ebay-refresh',
    },
  },
  mirakl: { credentials: { apiKey: 'sandbox-mirakl-key' } },
  prestashop: { credentials: { key: 'SANDBOXPRESTASHOPKEY000000000001' } },
  shopify: { credentials: { token: 'sandbox-shopify-token' } },
  'vinted-pro': { settings: { publicUrl }, credentials: { token: 'sandbox-vinted-access,sandbox-vinted-signing' } },
  woocommerce: {
    credentials: { consumerKey: 'ck_sandbox_woocommerce', consumerSecret: 'cs_sandbox_woocommerce' },
  },
}

/** Every marketplace that has both a connector and a stand-in. */
export const everyMarket: readonly MarketSeat[] = vendors.flatMap((vendor) => {
  const { name } = vendor
  const seat = seats[name]
  const isConnectable = createConnectors(() => nowhere)[name] !== undefined
  if (!seat || !isConnectable) return []
  return [
    {
      name,
      vendor,
      credentials: seat.credentials,
      settings: (address) => ({ baseUrl: `${address}/${name}`, ...seat.settings }),
      maker: (http) => makerOf(name, http),
    },
  ]
})

function makerOf(name: string, http: HttpClient): ConnectorMaker {
  const maker = createConnectors(() => http)[name]
  if (!maker) throw new Error(`there is a connector for ${name}`)
  return maker
}
