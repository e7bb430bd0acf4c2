import { XMLValidator } from 'fast-xml-parser'
import type { HttpClient } from '#platform/http-client'
import { changeSetting } from '#sandbox/machine'
import { prestashop as vendor } from '#sandbox/prestashop'
import type { Sandbox } from '#sandbox/server'
import { useChannelContract } from '#support/channel-contract'
import { validatePresta } from '../../../../test/contracts/prestashop.ts'
import { prestashop } from './index.ts'

const key = 'SANDBOXPRESTASHOPKEY000000000001'
const cancelledState = '26'

/** Its exchanges are XML, which the kit does not read: each is held against the contract on its way. */
const checked = (http: HttpClient): HttpClient => ({
  async send(request) {
    const answer = await http.send(request)
    // Made-up failures and cut-off bodies are the sandbox's business, not the contract's.
    if (answer.status === 401 || (answer.text !== '' && XMLValidator.validate(answer.text) !== true)) return answer
    const faults = validatePresta(request.method, request.url, {
      status: answer.status,
      responseBody: answer.text,
      ...(typeof request.body === 'string' ? { requestBody: request.body } : {}),
    })
    if (faults.length > 0)
      throw new Error(`${request.method} ${request.url} breaks the contract:\n${faults.join('\n')}`)
    return answer
  },
})

async function post(sandbox: Sandbox, path: string, xml: string): Promise<string> {
  const answer = await sandbox.app.request(`/prestashop/api/${path}`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${key}:`)}` },
    body: `<prestashop>${xml}</prestashop>`,
  })
  return answer.text()
}

useChannelContract({
  maker: (http) => prestashop(checked(http)),
  vendor,
  settings: { baseUrl: 'http://sandbox.test/prestashop' },
  credentials: { key },
  creation: { method: 'POST', path: '/api/products' },
  ordersPath: '/api/orders',
  duplicates: 'prestashop.duplicateOrders',
  foreignCount: 101,
  payLater: (sandbox) => changeSetting(sandbox.machine, 'prestashop.payment', 1),
  async foreign(sandbox, count) {
    const made = []
    for (let number = 1; number <= count; number += 1) {
      const xml = `<product><price>5.00</price><name><language id="1">Affiche ${number}</language></name></product>`
      made.push(/<id><!\[CDATA\[(\d+)/.exec(await post(sandbox, 'products', xml))?.[1] ?? '')
    }
    return made
  },
  async cancel(sandbox, order) {
    const fields = `<id_order>${order}</id_order><id_order_state>${cancelledState}</id_order_state>`
    await post(sandbox, 'order_histories', `<order_history>${fields}</order_history>`)
  },
})
