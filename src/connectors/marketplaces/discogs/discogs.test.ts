import { discogs as vendor } from '#sandbox/discogs'
import { useChannelContract } from '#support/channel-contract'
import { discogs } from './index.ts'

useChannelContract({
  maker: discogs,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/discogs' },
  credentials: { token: 'sandbox-discogs-token' },
  creation: { method: 'POST', path: '/marketplace/listings' },
  ordersPath: '/marketplace/orders',
  duplicates: 'discogs.duplicateOrders',
  async cancel(sandbox, order) {
    await sandbox.app.request(`/discogs/marketplace/orders/${order}`, {
      method: 'POST',
      headers: { 'User-Agent': 'EtalTest/1.0', Authorization: 'Discogs token=sandbox-discogs-token' },
      body: JSON.stringify({ status: 'Cancelled (Item Unavailable)' }),
    })
  },
})
