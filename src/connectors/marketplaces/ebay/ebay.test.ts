import { z } from 'zod'
import { ebay as vendor } from '#sandbox/ebay'
import type { Sandbox } from '#sandbox/server'
import { anEbayItem, anEbayOffer } from '#sandbox/trial'
import { useChannelContract } from '#support/channel-contract'
import { hasEbayContracts, validateEbay } from '../../../../test/contracts/ebay.ts'
import { ebay } from './index.ts'

async function userToken(sandbox: Sandbox): Promise<string> {
  const answer = await sandbox.app.request('/ebay/identity/v1/oauth2/token', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Authorization: `Basic ${Buffer.from('sandbox-ebay-client:sandbox-ebay-secret').toString('base64')}`,
    },
    body: 'grant_type=refresh_token&refresh_token=sandbox-ebay-refresh&scope=https://api.ebay.com/oauth/api_scope',
  })
  return (await answer.json()).access_token
}

const offerMade = z.object({ offerId: z.string() })

async function foreign(sandbox: Sandbox, count: number): Promise<string[]> {
  const headers = {
    Authorization: `Bearer ${await userToken(sandbox)}`,
    'Content-Type': 'application/json',
    'Content-Language': 'fr-FR',
    'Accept-Language': 'fr-FR',
  }
  const call = (method: string, path: string, json: unknown) =>
    sandbox.app.request(`/ebay/sell/inventory/v1/${path}`, { method, headers, body: JSON.stringify(json) })
  const ids: string[] = []
  for (let index = 0; index < count; index += 1) {
    const sku = `by-hand-${index}`
    await call('PUT', `inventory_item/${sku}`, anEbayItem())
    ids.push(offerMade.parse(await (await call('POST', 'offer', anEbayOffer(sku))).json()).offerId)
  }
  return ids
}

useChannelContract({
  maker: ebay,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/ebay', alertEmail: 'shop@example.org' },
  staleAfterMs: 2 * 3_600_000,
  credentials: {
    clientId: 'sandbox-ebay-client',
    clientSecret: 'sandbox-ebay-secret',
    refreshToken: 'sandbox-ebay-refresh',
  },
  creation: { method: 'POST', path: '/bulk_create_offer' },
  ordersPath: '/sell/fulfillment/v1/order',
  duplicates: 'ebay.duplicateOrders',
  faultsOf: ({ method, path, ...exchange }) => (hasEbayContracts ? validateEbay(method, path, exchange) : []),
  foreignCount: 25,
  foreign,
  async cancel(sandbox, order) {
    await sandbox.app.request('/ebay/post-order/v2/cancellation', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-EBAY-C-MARKETPLACE-ID': 'EBAY_FR',
        Authorization: `IAF ${await userToken(sandbox)}`,
      },
      body: JSON.stringify({ legacyOrderId: order, cancelReason: 'OUT_OF_STOCK_OR_CANNOT_FULFILL' }),
    })
  },
})
