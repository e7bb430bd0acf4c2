import { learnReleases } from '#sandbox/discogs'
import type { Machine } from '#sandbox/machine'
import { teachCatalogue } from '#sandbox/mirakl'
import type { Sandbox } from '#sandbox/server'

/** What the world must know of a marketplace beyond its connector and its stand-in. */
export type Marketplace = {
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
  readonly credentials: Readonly<Record<string, string>>
  /** An order is cancelled there, when it still can be: buyers change their minds, payments fail. False when it no longer can. */
  readonly cancel?: (sandbox: Sandbox, order: string) => Promise<boolean>
  /** What the vendor knows of the world's goods from the start. */
  readonly teach?: (machine: Machine, goods: readonly KnownGoods[]) => void
}

export type KnownGoods = {
  readonly title: string
  readonly artist: string
  readonly releaseId: number
  readonly barcode: string
}

const at = (name: string): string => `http://sandbox.test/${name}`

const discogsHeaders = { 'User-Agent': 'EtalSimulation/1.0', Authorization: 'Discogs token=sandbox-discogs-token' }

const miraklHeaders = { Authorization: 'sandbox-mirakl-key', 'Content-Type': 'application/json' }
const wooKeys = { consumerKey: 'ck_sandbox_woocommerce', consumerSecret: 'cs_sandbox_woocommerce' }

/** Every marketplace whose buyers come to this world; a new one is an entry. */
export const marketplaces: readonly Marketplace[] = [
  {
    name: 'discogs',
    settings: { baseUrl: at('discogs') },
    credentials: { token: 'sandbox-discogs-token' },
    async cancel(sandbox, order) {
      const answer = await sandbox.app.request(`/discogs/marketplace/orders/${order}`, {
        method: 'POST',
        headers: discogsHeaders,
        body: JSON.stringify({ status: 'Cancelled (Non-Paying Buyer)' }),
      })
      return answer.status < 300
    },
    teach(machine, goods) {
      const releases = goods.map(({ title, artist, releaseId: id }) => ({ id, title, artist }))
      const facts = { label: '', catno: '', format: 'LP', year: 1959, country: 'FR' }
      learnReleases(
        machine,
        releases.map((release) => ({ ...facts, ...release })),
      )
    },
  },
  {
    name: 'ebay',
    settings: { baseUrl: at('ebay') },
    credentials: {
      clientId: 'sandbox-ebay-client',
      clientSecret: 'sandbox-ebay-secret',
      refreshToken: 'sandbox-ebay-refresh',
    },
    async cancel(sandbox, order) {
      const token = await ebayToken(sandbox)
      const answer = await sandbox.app.request('/ebay/post-order/v2/cancellation', {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-EBAY-C-MARKETPLACE-ID': 'EBAY_FR',
          Authorization: `IAF ${token}`,
        },
        body: JSON.stringify({ legacyOrderId: order, cancelReason: 'OUT_OF_STOCK_OR_CANNOT_FULFILL' }),
      })
      return answer.status < 300
    },
  },
  {
    name: 'mirakl',
    settings: { baseUrl: at('mirakl') },
    credentials: { apiKey: 'sandbox-mirakl-key' },
    teach(machine, goods) {
      for (const { barcode: ean, title } of goods) teachCatalogue(machine, { ean, title, isKnown: true })
    },
    async cancel(sandbox, order) {
      const answer = await sandbox.app.request(`/mirakl/api/orders/${order}/accept`, {
        method: 'PUT',
        headers: miraklHeaders,
        body: JSON.stringify({ order_lines: [{ id: `${order}-1`, accepted: false }] }),
      })
      return answer.status < 300
    },
  },
  {
    name: 'shopify',
    settings: { baseUrl: at('shopify') },
    credentials: { token: 'sandbox-shopify-token', appSecret: 'sandbox-shopify-secret' },
  },
  {
    name: 'woocommerce',
    settings: { baseUrl: at('woocommerce') },
    credentials: wooKeys,
    async cancel(sandbox, order) {
      const authorization = `Basic ${Buffer.from(Object.values(wooKeys).join(':')).toString('base64')}`
      const answer = await sandbox.app.request(`/woocommerce/wp-json/wc/v3/orders/${order}`, {
        method: 'PUT',
        headers: { Authorization: authorization, 'Content-Type': 'application/json' },
        body: JSON.stringify({ status: 'cancelled' }),
      })
      return answer.status < 300
    },
  },
  {
    name: 'prestashop',
    settings: { baseUrl: at('prestashop') },
    credentials: { key: 'SANDBOXPRESTASHOPKEY000000000001' },
  },
  {
    name: 'vinted-pro',
    settings: { baseUrl: at('vinted-pro'), publicUrl: 'https://shop.example' },
    credentials: { token: 'sandbox-vinted-access,sandbox-vinted-signing' },
  },
]

async function ebayToken(sandbox: Sandbox): Promise<string> {
  const client = Buffer.from('sandbox-ebay-client:sandbox-ebay-secret').toString('base64')
  const answer = await sandbox.app.request('/ebay/identity/v1/oauth2/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: `Basic ${client}` },
    body: 'grant_type=refresh_token&refresh_token=sandbox-ebay-refresh&scope=https://api.ebay.com/oauth/api_scope',
  })
  const { access_token: token } = await answer.json()
  return token
}
