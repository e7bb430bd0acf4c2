import { addForeignOffers, buyOnMirakl, mirakl as vendor } from '#sandbox/mirakl'
import { useChannelContract } from '#support/channel-contract'
import { hasMiraklContract, validateMirakl } from '../../../../test/contracts/mirakl.ts'
import { mirakl } from './index.ts'

useChannelContract({
  maker: mirakl,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/mirakl' },
  credentials: { apiKey: 'sandbox-mirakl-key' },
  creation: { method: 'POST', path: '/api/offers' },
  ordersPath: '/api/orders',
  duplicates: 'mirakl.duplicateOrders',
  foreignCount: 120,
  foreign: ({ machine }, count) => addForeignOffers(machine, count).map(String),
  buyTogether({ machine }, items) {
    const purchase = buyOnMirakl(machine, items.map(Number))
    return purchase.kind === 'bought' ? purchase.order : purchase.message
  },
  faultsOf: ({ method, path, ...exchange }) => (hasMiraklContract ? validateMirakl(method, path, exchange) : []),
  async cancel(sandbox, order) {
    await sandbox.app.request(`/mirakl/api/orders/${order}/accept`, {
      method: 'PUT',
      headers: { Authorization: 'sandbox-mirakl-key', 'Content-Type': 'application/json' },
      body: JSON.stringify({ order_lines: [{ id: `${order}-1`, accepted: false }] }),
    })
  },
})
