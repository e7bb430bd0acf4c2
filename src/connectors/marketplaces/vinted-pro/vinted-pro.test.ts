import type { Sandbox } from '#sandbox/server'
import { vintedPro as vendor } from '#sandbox/vinted-pro'
import { useChannelContract } from '#support/channel-contract'
import { vintedPro } from './index.ts'
import { signRequest } from './signing.ts'

const keys = { accessKey: 'sandbox-vinted-access', signingKey: 'sandbox-vinted-signing' }

async function cancel(sandbox: Sandbox, order: string): Promise<void> {
  const path = `/api/v1/orders/${order}/cancel`
  const body = JSON.stringify({ cancellation_reason_explanation: 'Article indisponible' })
  await sandbox.app.request(`/vinted-pro${path}`, {
    method: 'POST',
    headers: {
      'X-Vpi-Access-Key': keys.accessKey,
      'X-Vpi-Hmac-Sha256': signRequest(keys, { method: 'POST', path, body, at: sandbox.machine.now() }),
    },
    body,
  })
}

useChannelContract({
  maker: vintedPro,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/vinted-pro', publicUrl: 'https://shop.example' },
  credentials: { token: `${keys.accessKey},${keys.signingKey}` },
  creation: { method: 'POST', path: '/api/v1/items' },
  ordersPath: '/api/v1/orders',
  duplicates: 'vinted-pro.duplicateOrders',
  cancel,
})
