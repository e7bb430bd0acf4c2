import { discogs as vendor } from '#sandbox/discogs'
import { channelContract } from '#support/channel-contract'
import { discogs } from './index.ts'

channelContract({
  maker: discogs,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/discogs' },
  credentials: { token: 'sandbox-discogs-token' },
  creation: { method: 'POST', path: '/marketplace/listings' },
  ordersPath: '/marketplace/orders',
  async cancel(sandbox, order) {
    await sandbox.app.request(`/discogs/marketplace/orders/${order}`, {
      method: 'POST',
      headers: { 'User-Agent': 'EtalTest/1.0', Authorization: 'Discogs token=sandbox-discogs-token' },
      body: JSON.stringify({ status: 'Cancelled (Item Unavailable)' }),
    })
  },
})
