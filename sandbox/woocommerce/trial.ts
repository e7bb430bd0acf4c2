import { type Answer, type Call, useTrial } from '#sandbox/trial'
import { validateWoo } from '../../test/contracts/woocommerce.ts'

const key = Buffer.from('ck_sandbox_woocommerce:cs_sandbox_woocommerce').toString('base64')
export type WooCall = Omit<Call, 'path'>

/** A fresh sandbox per test and a seller's client, every exchange of which is held against the contract. */
export function useWooTrial() {
  const trial = useTrial()
  const send = async (path: string, { method = 'GET', json, ...rest }: WooCall = {}): Promise<Answer> => {
    const whole = `/woocommerce/wp-json/wc/v3${path}`
    const headers = { Authorization: `Basic ${key}`, ...rest.headers }
    const answer = await trial.call({ ...rest, path: whole, method, json, headers })
    const faults = validateWoo(method, whole, {
      status: answer.status,
      responseBody: answer.body,
      ...(json === undefined ? {} : { requestBody: json }),
    })
    if (faults.length > 0) throw new Error(`${method} ${path} breaks the contract:\n${faults.join('\n')}`)
    return answer
  }
  return {
    get sandbox() {
      return trial.sandbox
    },
    advance: trial.advance,
    call: trial.call,
    send,
    post: (path: string, json: unknown) => send(path, { method: 'POST', json }),
    put: (path: string, json: unknown) => send(path, { method: 'PUT', json }),
    /** A product on sale; answers its id. */
    list: async (changes: object = {}): Promise<number> =>
      (await send('/products', { method: 'POST', json: { ...aProduct(), ...changes } })).body.id,
    /** Buys as a person on the shop's page would; answers the order's id. */
    buy: async (id: number): Promise<string> =>
      (
        await trial.call({
          path: `/woocommerce/_buy/${id}`,
          method: 'POST',
          headers: { Accept: 'application/json' },
        })
      ).body.order,
  }
}

export const aProduct = (changes: object = {}) => ({
  name: 'Rick Astley – Whenever You Need Somebody',
  sku: 'E-7K3Q9',
  regular_price: '12.50',
  manage_stock: true,
  stock_quantity: 1,
  status: 'publish',
  ...changes,
})
