import { XMLValidator } from 'fast-xml-parser'
import type { HttpClient } from '#platform/http-client'
import { prestashop as vendor } from '#sandbox/prestashop'
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

useChannelContract({
  maker: (http) => prestashop(checked(http)),
  vendor,
  settings: { baseUrl: 'http://sandbox.test/prestashop' },
  credentials: { key },
  creation: { method: 'POST', path: '/api/products' },
  ordersPath: '/api/orders',
  duplicates: 'prestashop.duplicateOrders',
  async cancel(sandbox, order) {
    await sandbox.app.request('/prestashop/api/order_histories', {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${key}:`)}` },
      body: `<prestashop><order_history><id_order>${order}</id_order><id_order_state>${cancelledState}</id_order_state></order_history></prestashop>`,
    })
  },
})
