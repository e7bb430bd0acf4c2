import { changeSetting } from '#sandbox/machine'
import { addForeignProducts, buyOnShopify, shopify as vendor } from '#sandbox/shopify'
import { useChannelContract } from '#support/channel-contract'
import { hasShopifyContract, validateShopify } from '../../../../test/contracts/shopify.ts'
import { shopify } from './index.ts'
import { cancelDocument } from './order-commands.ts'

const graphql = '/admin/api/2026-10/graphql.json'

useChannelContract({
  maker: shopify,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/shopify' },
  credentials: { token: 'sandbox-shopify-token', appSecret: 'sandbox-shopify-secret' },
  creation: { method: 'POST', path: graphql },
  ordersPath: graphql,
  duplicates: 'shopify.duplicateOrders',
  staleAfterMs: 6 * 3_600_000,
  foreignCount: 60,
  foreign: ({ machine }, count) => addForeignProducts(machine, count).map((id) => `gid://shopify/Product/${id}`),
  payLater: ({ machine }) => changeSetting(machine, 'shopify.pendingPayments', 1),
  buyTogether({ machine }, items) {
    const purchase = buyOnShopify(machine, items.map(Number))
    return purchase.kind === 'bought' ? purchase.order : purchase.message
  },
  faultsOf: ({ path, ...exchange }) => (hasShopifyContract && path.endsWith(graphql) ? validateShopify(exchange) : []),
  async cancel(sandbox, order) {
    await sandbox.app.request(`/shopify${graphql}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'sandbox-shopify-token' },
      body: JSON.stringify({ query: cancelDocument, variables: { orderId: order, reason: 'CUSTOMER', note: '' } }),
    })
  },
})
