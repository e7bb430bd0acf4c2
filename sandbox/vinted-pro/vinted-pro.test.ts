import { expect, test } from 'vitest'
import { useTrial } from '#sandbox/trial'
import { seller } from './seller.ts'
import { pushSignature, requestSignature } from './signing.ts'

const trial = useTrial()

function send(method: string, path: string, json?: unknown, changes: { t?: number; signature?: string } = {}) {
  const body = json === undefined ? '' : JSON.stringify(json)
  const t = changes.t ?? Math.floor(trial.sandbox.machine.now().getTime() / 1000)
  const parts = { t, method, path, accessKey: seller.accessKey, body }
  const v1 = changes.signature ?? requestSignature(seller.signingKey, parts)
  return trial.call({
    path: `/vinted-pro${path}`,
    method,
    headers: { 'X-Vpi-Access-Key': seller.accessKey, 'X-Vpi-Hmac-Sha256': `t=${t},v1=${v1}` },
    ...(body === '' ? {} : { body }),
  })
}

const anItem = (changes: object = {}) => ({
  item_reference: 'E-1',
  title: 'Blue Train',
  description: 'Très bon état',
  price: 25,
  currency: 'EUR',
  catalog_id: 3044,
  package_size_id: 1,
  photo_urls: ['https://shop.example/1.jpg'],
  item_attributes: [{ code: 'condition', ids: [2] }],
  is_draft: false,
  ...changes,
})

test('both signatures fit the known answers', () => {
  const parts = { t: 1_704_067_200, method: 'POST', path: '/api/v1/items', accessKey: 'ACCESS', body: '{"items":[]}' }
  expect(requestSignature('signing-secret', parts)).toBe(
    'b90eab61a388686245809ba7ad8bc6bd9adeecb0e399c071fbd0db8f422cbd2e',
  )
  expect(pushSignature('whsec_test', 1_704_067_200, '{"event_type":"ITEM_SOLD","data":{"id":"abc"}}')).toBe(
    '5c2995ecd18cd9c7c92c9cc223b4c4b2d0d165cd3acd77a3301da0059a8f820b',
  )
})

test('only signed requests are heard, and only for five minutes', async () => {
  expect((await send('GET', '/api/v1/orders')).status).toBe(200)
  const t = Math.floor(trial.sandbox.machine.now().getTime() / 1000)
  expect((await send('GET', '/api/v1/orders', undefined, { t: t - 301 })).body.error).toBe('STALE_SIGNATURE')
  expect((await send('GET', '/api/v1/orders', undefined, { signature: '0'.repeat(64) })).status).toBe(401)
  expect((await trial.call({ path: '/vinted-pro/api/v1/orders' })).status).toBe(401)
})

test('a creation beyond the free slots is refused entirely, one of a wrong shape too', async () => {
  await trial.call({ path: '/control/settings', method: 'POST', json: { 'vinted-pro.slots': 1 } })
  const two = { items: [anItem(), anItem({ item_reference: 'E-2' })] }
  expect(await send('POST', '/api/v1/items', two)).toMatchObject({
    status: 422,
    body: { error: 'ITEM_SLOTS_EXCEEDED' },
  })
  expect((await send('POST', '/api/v1/items', { items: [anItem({ title: 'x' })] })).body.message).toContain(
    'items.0.title',
  )
  expect((await send('GET', '/api/v1/items')).body.items).toEqual([])
})

test('items are created, told apart, deleted later, and unknown ids pass in silence', async () => {
  await trial.call({ path: '/control/settings', method: 'POST', json: { 'vinted-pro.workSeconds': 5 } })
  const made = await send('POST', '/api/v1/items', { items: [anItem(), anItem({ item_reference: 'E-2', brand: 'x' })] })
  const [first, second] = made.body.items
  const status = async (id: string) => (await send('GET', `/api/v1/items/${id}/status`)).body
  expect(await status(first.item_id)).toMatchObject({ status: 'IN_PROGRESS' })
  expect((await send('DELETE', '/api/v1/items', { item_ids: [first.item_id, 'nothing'] })).status).toBe(202)
  trial.advance(5000)
  expect(await status(first.item_id)).toMatchObject({ status: 'ACTIVE', item_reference: 'E-1' })
  expect(await status(second.item_id)).toMatchObject({
    status: 'FAILED',
    errors: [{ field: 'brand', error: 'FIELD_DISABLED' }],
  })
  await send('DELETE', '/api/v1/items', { item_ids: [first.item_id] })
  trial.advance(5000)
  expect(await status(first.item_id)).toMatchObject({ status: 'DELETED' })
})

test('a sale of the vendor’s own sandbox is an order with an id beyond safe integers', async () => {
  const { items } = (await send('POST', '/api/v1/items', { items: [anItem()] })).body
  expect((await send('POST', `/dev/v1/triggers/item-sold/${items[0].item_id}`)).status).toBe(202)
  expect((await send('POST', `/dev/v1/triggers/item-sold/${items[0].item_id}`)).status).toBe(409)
  expect((await send('GET', '/api/v1/orders')).text).toMatch(/"id":9007\d{12,},"status":"CREATED"/)
  expect((await trial.call({ path: '/vinted-pro/' })).text).toContain('Vinted Pro')
})
