import { createApp } from '#app/app'
import { createWeb } from '#app/web'
import { type CartId, newId, type VariantId } from '#kernel/ids'
import { createToken } from '#modules/team'
import { readConfig } from '#platform/config'
import { silentLog } from '#platform/log'
import type { Arena } from './arena.ts'

/** The real web server, asked in this process: what a buyer's browser and a partner's till go through. */
export type Counter = {
  buyInShop(variantIds: readonly VariantId[]): Promise<void>
  sellByApi(variantIds: readonly VariantId[], key: string): Promise<void>
}

const buyer = { name: 'Ada Martin', email: 'ada@example.org' }
const address = { name: 'Ada Martin', line1: '1 rue des Disques', postcode: '75011', city: 'Paris', country: 'FR' }

export async function openCounter({ cx, database, dataDir }: Arena): Promise<Counter> {
  const config = readConfig({ ETAL_DATA_DIR: dataDir, ETAL_RATE_LIMITS: 'off', ETAL_LOG_LEVEL: 'silent' })
  const { server } = createWeb(createApp({ config, database, log: silentLog, outside: cx.outside }))
  const { token } = await createToken(cx, { name: 'race', scopes: ['orders:write'] })

  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<boolean> => {
    const answer = await server.request(`/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    // 409: somebody was faster. Any other failure is one.
    if (!answer.ok && answer.status !== 409) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`)
    return answer.ok
  }

  return {
    buyInShop: async (variantIds) => {
      const cart = `/carts/${newId<CartId>(cx.now())}`
      let heldCount = 0
      for (const variantId of variantIds) if (await post(`${cart}/lines`, { variantId })) heldCount += 1
      const payment = { method: 'bank-transfer' }
      if (heldCount > 0) await post(`${cart}/checkout`, { buyer, address, deliveryMethod: 'relay', payment })
    },
    sellByApi: async (variantIds, key) => {
      const lines = variantIds.map((variantId) => ({ variantId, quantity: 1 }))
      await post('/orders', { buyer, address, lines }, { authorization: `Bearer ${token}`, 'idempotency-key': key })
    },
  }
}
