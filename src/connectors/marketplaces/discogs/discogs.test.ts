import { z } from 'zod'
import { discogs as vendor } from '#sandbox/discogs'
import { changeSetting } from '#sandbox/machine'
import type { Sandbox } from '#sandbox/server'
import { aDiscogsListing } from '#sandbox/trial'
import { useChannelContract } from '#support/channel-contract'
import { discogs } from './index.ts'

const headers = { 'User-Agent': 'EtalTest/1.0', Authorization: 'Discogs token=sandbox-discogs-token' }
const made = z.object({ listing_id: z.number() })

async function foreign(sandbox: Sandbox, count: number): Promise<string[]> {
  changeSetting(sandbox.machine, 'discogs.requestsPerMinute', 10_000)
  const ids: string[] = []
  for (let index = 0; index < count; index += 1) {
    const body = JSON.stringify(aDiscogsListing({ external_id: '', status: index % 2 === 0 ? 'For Sale' : 'Draft' }))
    const answer = await sandbox.app.request('/discogs/marketplace/listings', { method: 'POST', headers, body })
    ids.push(String(made.parse(await answer.json()).listing_id))
  }
  return ids
}

useChannelContract({
  maker: discogs,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/discogs' },
  credentials: { token: 'sandbox-discogs-token' },
  creation: { method: 'POST', path: '/marketplace/listings' },
  ordersPath: '/marketplace/orders',
  duplicates: 'discogs.duplicateOrders',
  foreignCount: 101,
  foreign,
  async cancel(sandbox, order) {
    await sandbox.app.request(`/discogs/marketplace/orders/${order}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ status: 'Cancelled (Item Unavailable)' }),
    })
  },
})
