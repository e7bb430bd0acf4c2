import { type Answer, useTrial } from '#sandbox/trial'
import { validatePresta } from '../../test/contracts/prestashop.ts'
import { seller } from './seller.ts'

const authorization = `Basic ${Buffer.from(`${seller.key}:`).toString('base64')}`
export type PrestaCall = { method?: string; xml?: string; body?: BodyInit; headers?: Record<string, string> }

/** A fresh sandbox per test and a seller's client, every exchange of which is held against the contract. */
export function usePrestaTrial() {
  const trial = useTrial()
  const send = async (path: string, { method = 'GET', xml, body, headers = {} }: PrestaCall = {}): Promise<Answer> => {
    const whole = `/prestashop/api/${path}`
    const content = xml === undefined ? body : `<?xml version="1.0" encoding="UTF-8"?><prestashop>${xml}</prestashop>`
    const answer = await trial.call({
      path: whole,
      method,
      headers: { Authorization: authorization, ...headers },
      ...(content === undefined ? {} : { body: content }),
    })
    const faults = validatePresta(method, whole, { status: answer.status, responseBody: answer.text })
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
    post: (path: string, xml: string) => send(path, { method: 'POST', xml }),
    put: (path: string, xml: string) => send(path, { method: 'PUT', xml }),
    /** A product on sale with this stock; answers its id. */
    list: async (changes: Readonly<Record<string, string>> = {}, quantity = 1): Promise<string> => {
      const id = valueIn(await send('products', { method: 'POST', xml: productXml(changes) }), 'id')
      await send(`stock_availables/${id}`, { method: 'PUT', xml: stockXml(id, { quantity: String(quantity) }) })
      return id
    },
    /** Buys as a person on the shop's page would; answers the order's id. */
    buy: async (id: string): Promise<string> =>
      (await trial.call({ path: `/prestashop/_buy/${id}`, method: 'POST', headers: { Accept: 'application/json' } }))
        .body.order,
  }
}

/** The first value of this name in the XML. */
export const valueIn = ({ text }: Answer, name: string): string =>
  new RegExp(`<${name}[^>]*><!\\[CDATA\\[(.*?)\\]\\]></${name}>`, 's').exec(text)?.[1] ?? ''

export const nodes = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')

const inFrench = (words: string): string => `<language id="1">${words}</language>`

export const productXml = (changes: Readonly<Record<string, string>> = {}): string =>
  `<product>${nodes({
    reference: 'E-7K3Q9',
    price: '12.50',
    active: '1',
    available_for_order: '1',
    state: '1',
    name: inFrench('Rick Astley – Whenever You Need Somebody'),
    ...changes,
  })}</product>`

/** In this stand-in a product and its stock have the same id while nothing was deleted. */
export const stockXml = (productId: string, changes: Readonly<Record<string, string>> = {}): string =>
  `<stock_available>${nodes({
    id: productId,
    id_product: productId,
    id_product_attribute: '0',
    id_shop: '1',
    id_shop_group: '0',
    quantity: '1',
    depends_on_stock: '0',
    out_of_stock: '0',
    ...changes,
  })}</stock_available>`
