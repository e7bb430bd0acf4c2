import { z } from 'zod'
import type { Sandbox } from '#sandbox/server'
import { vintedPro as vendor } from '#sandbox/vinted-pro'
import { useChannelContract } from '#support/channel-contract'
import { vintedPro } from './index.ts'
import { signRequest } from './signing.ts'

const keys = { accessKey: 'sandbox-vinted-access', signingKey: 'sandbox-vinted-signing' }

async function post(sandbox: Sandbox, path: string, json: unknown): Promise<Response> {
  const body = JSON.stringify(json)
  return sandbox.app.request(`/vinted-pro${path}`, {
    method: 'POST',
    headers: {
      'X-Vpi-Access-Key': keys.accessKey,
      'X-Vpi-Hmac-Sha256': signRequest(keys, { method: 'POST', path, body, at: sandbox.machine.now() }),
    },
    body,
  })
}

const answer = z.object({ items: z.array(z.object({ item_id: z.string() })) })

async function foreign(sandbox: Sandbox, count: number): Promise<string[]> {
  const items = Array.from({ length: count }, (_, index) => ({
    item_reference: `by-hand-${index}`,
    title: 'Listed by hand',
    description: 'Listed by hand',
    price: 12,
    currency: 'EUR',
    catalog_id: 3043,
    brand: 'none',
    package_size_id: 1,
    photo_urls: ['https://shop.example/photos/1.jpg'],
    item_attributes: [{ code: 'condition', ids: [3] }],
    is_draft: false,
  }))
  const made = answer.parse(await (await post(sandbox, '/api/v1/items', { items })).json())
  return made.items.map(({ item_id: id }) => id)
}

useChannelContract({
  maker: vintedPro,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/vinted-pro', publicUrl: 'https://shop.example' },
  credentials: { token: `${keys.accessKey},${keys.signingKey}` },
  creation: { method: 'POST', path: '/api/v1/items' },
  ordersPath: '/api/v1/orders',
  duplicates: 'vinted-pro.duplicateOrders',
  staleAfterMs: 301_000,
  foreignCount: 99,
  foreign,
  async cancel(sandbox, order) {
    await post(sandbox, `/api/v1/orders/${order}/cancel`, { cancellation_reason_explanation: 'Article indisponible' })
  },
})
