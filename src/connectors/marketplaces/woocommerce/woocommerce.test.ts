import { changeSetting } from '#sandbox/machine'
import type { Sandbox } from '#sandbox/server'
import { buyTogether, woocommerce as vendor } from '#sandbox/woocommerce'
import { useChannelContract } from '#support/channel-contract'
import { validateWoo } from '../../../../test/contracts/woocommerce.ts'
import { woocommerce } from './index.ts'

const credentials = { consumerKey: 'ck_sandbox_woocommerce', consumerSecret: 'cs_sandbox_woocommerce' }
const authorization = `Basic ${Buffer.from(Object.values(credentials).join(':')).toString('base64')}`

async function send(sandbox: Sandbox, path: string, { method, json }: { method: string; json: object }) {
  const answer = await sandbox.app.request(`/woocommerce/wp-json/wc/v3/${path}`, {
    method,
    headers: { Authorization: authorization, 'Content-Type': 'application/json' },
    body: JSON.stringify(json),
  })
  return answer.json()
}

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
  foreignCount: 101,
  buyTogether(sandbox, ids) {
    const purchase = buyTogether(sandbox.machine, ids)
    return purchase.kind === 'bought' ? purchase.order : ''
  },
  async foreign(sandbox, count) {
    const made = []
    for (let number = 1; number <= count; number += 1) {
      const answer = await send(sandbox, 'products', {
        method: 'POST',
        json: { name: `Affiche ${number}`, regular_price: '5.00' },
      })
      made.push(String(answer.id))
    }
    return made
  },
  async cancel(sandbox, order) {
    await send(sandbox, `orders/${order}`, { method: 'PUT', json: { status: 'cancelled' } })
  },
})
