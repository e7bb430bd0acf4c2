import { changeSetting } from '#sandbox/machine'
import type { Sandbox } from '#sandbox/server'
import { woocommerce as vendor } from '#sandbox/woocommerce'
import { useChannelContract } from '#support/channel-contract'
import { validateWoo } from '../../../../test/contracts/woocommerce.ts'
import { woocommerce } from './index.ts'

const credentials = { consumerKey: 'ck_sandbox_woocommerce', consumerSecret: 'cs_sandbox_woocommerce' }
const authorization = `Basic ${Buffer.from(Object.values(credentials).join(':')).toString('base64')}`

useChannelContract({
  maker: woocommerce,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/woocommerce' },
  credentials,
  creation: { method: 'POST', path: '/products/batch' },
  ordersPath: '/wc/v3/orders',
  duplicates: 'woocommerce.duplicateOrders',
  staleAfterMs: 25 * 3_600_000,
  payLater: ({ machine }) => changeSetting(machine, 'woocommerce.payment', 1),
  faultsOf: ({ method, path, ...exchange }) => validateWoo(method, path, exchange),
  async cancel(sandbox: Sandbox, order) {
    await sandbox.app.request(`/woocommerce/wp-json/wc/v3/orders/${order}`, {
      method: 'PUT',
      headers: { Authorization: authorization, 'Content-Type': 'application/json' },
      body: JSON.stringify({ status: 'cancelled' }),
    })
  },
})
