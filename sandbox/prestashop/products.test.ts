import { expect, test } from 'vitest'
import { changeSetting } from '#sandbox/machine'
import { productXml, stockXml, usePrestaTrial, valueIn } from './trial.ts'

const trial = usePrestaTrial()
const find = async (query: Record<string, string>) =>
  [...(await trial.send(`products?${new URLSearchParams(query)}`)).text.matchAll(/<product id="(\d+)"/g)].map(
    (match) => match[1],
  )

test('a key is 32 characters and active, and its refusals are XML', async () => {
  const as = (key: string) => trial.send('products', { headers: { Authorization: `Basic ${btoa(`${key}:`)}` } })
  expect(valueIn(await as('short'), 'message')).toBe('Invalid authentication key format')
  const wrong = await as('X'.repeat(32))
  expect([wrong.status, valueIn(wrong, 'code')]).toEqual([401, '20'])
  expect((await trial.send('products', { headers: { Authorization: '' } })).status).toBe(401)
})

test('the host, not the webservice, limits requests', async () => {
  changeSetting(trial.sandbox.machine, 'prestashop.requestsPerMinute', 1)
  await trial.send('products')
  const refused = await trial.call({ path: '/prestashop/api/products' })
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10'])
})

test('a SKU may occur twice, and a product is made together with an empty stock', async () => {
  const first = await trial.post('products', productXml())
  expect(first.status).toBe(201)
  expect(valueIn(first, 'price')).toBe('12.500000')
  await trial.post('products', productXml())
  expect(await find({ 'filter[reference]': '[e-7k3q9]' })).toEqual(['1', '2'])
  const stock = await trial.send('stock_availables?filter[id_product]=[1]&display=full')
  expect([valueIn(stock, 'quantity'), valueIn(stock, 'out_of_stock')]).toEqual(['0', '2'])
  expect((await trial.send('stock_availables', { method: 'POST', xml: '' })).status).toBe(405)
})

test.each([
  ['no price', { price: '' }, '85', 'price'],
  ['a comma in the price', { price: '12,50' }, '85', 'Property Product->price is not valid'],
  ['a sign that names do not take', { name: '<language id="1">A #1</language>' }, '84', 'Product->name is not valid'],
  ['no name in the shop’s language', { name: '<language id="2">x</language>' }, '84', 'name is required'],
  ['a field that is only shown', { quantity: '3' }, '93', 'parameter "quantity" not writable'],
  ['an id of one’s own', { id: '7' }, '91', 'id is forbidden'],
])('%s is refused', async (_words, changes, code, message) => {
  const refused = await trial.post('products', productXml(changes))
  expect([refused.status, valueIn(refused, 'code')]).toEqual([400, code])
  expect(valueIn(refused, 'message')).toContain(message)
})

test('a replacement empties what it leaves out', async () => {
  const id = await trial.list({ supplier_reference: 'SELLER-1' })
  const changed = await trial.put(`products/${id}`, productXml({ id, price: '15' }))
  expect(changed.status).toBe(200)
  expect([valueIn(changed, 'price'), valueIn(changed, 'supplier_reference')]).toEqual(['15.000000', ''])
  expect((await trial.put('products/99', productXml({ id: '99' }))).status).toBe(404)
})

test('a stock that loses its shop is nobody’s', async () => {
  const id = await trial.list()
  await trial.put(`stock_availables/${id}`, stockXml(id, { id_shop: '' }))
  expect(await trial.buy(id)).toBeUndefined()
})

test('lists are filtered, sorted and cut, and strange wishes are answered with help', async () => {
  for (const reference of ['A', 'B', 'C']) await trial.list({ reference })
  expect(await find({ 'filter[id]': '[1|3]' })).toEqual(['1', '3'])
  expect(await find({ 'filter[id]': '[2,3]', sort: '[id_DESC]' })).toEqual(['3', '2'])
  expect(await find({ limit: '1,1' })).toEqual(['2'])
  expect(await find({ 'filter[name]': '[Rick]%' })).toHaveLength(3)
  const strange = await trial.send('products?filter[referenc]=[A]')
  expect(valueIn(strange, 'message')).toContain('Did you mean: "reference"?')
  expect(valueIn(await trial.send('products?filter[date_upd]=[2026-01-01,2027-01-01]'), 'code')).toBe('32')
  expect(valueIn(await trial.send('products?display=[id,prise]'), 'code')).toBe('35')
  expect([(await trial.send('products/99')).status, (await trial.send('products/99')).text]).toEqual([404, ''])
  const misspelt = await trial.call({
    path: '/prestashop/api/product',
    headers: { Authorization: `Basic ${btoa('SANDBOXPRESTASHOPKEY000000000001:')}` },
  })
  expect(valueIn(misspelt, 'message')).toContain('Did you mean: "products"?')
})

test('what is no XML is a 500', async () => {
  const broken = await trial.send('products', { method: 'POST', body: '<prestashop><product>' })
  expect([broken.status, valueIn(broken, 'code')]).toEqual([500, '127'])
})

test('pictures are uploaded by form and belong to their product', async () => {
  const id = await trial.list()
  const upload = (bytes: number[]) => {
    const body = new FormData()
    body.append('image', new File([new Uint8Array(bytes)], 'a.jpg', { type: 'image/jpeg' }))
    return trial.send(`images/products/${id}`, { method: 'POST', body })
  }
  expect((await upload([0xff, 0xd8, 0xff, 0xe0])).status).toBe(200)
  expect(valueIn(await upload([1, 2, 3, 4]), 'message')).toContain('not recognized')
  expect((await trial.send(`products/${id}`)).text).toContain('<image><id><![CDATA[1]]></id></image>')
  expect((await trial.send(`images/products/${id}/1`, { method: 'DELETE' })).status).toBe(200)
  expect((await trial.send(`images/products/${id}`)).status).toBe(404)
})
