import { expect, test } from 'vitest'
import { changeSetting } from '#sandbox/machine'
import { aProduct, useWooTrial } from './trial.ts'

const trial = useWooTrial()

test('only the right key opens the door, and the site says what it is to anybody', async () => {
  const as = (authorization: string) => trial.send('/products', { headers: { Authorization: authorization } })
  const basic = (key: string, secret: string) => `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`
  expect((await as('')).body.code).toBe('woocommerce_rest_cannot_view')
  expect((await as(basic('ck_x', 'cs_x'))).body.message).toBe('Consumer key is invalid.')
  const wrong = await as(basic('ck_sandbox_woocommerce', 'cs_x'))
  expect([wrong.status, wrong.body.message]).toEqual([401, 'Consumer secret is invalid.'])
  expect((await trial.call({ path: '/woocommerce/wp-json/' })).body.namespaces).toContain('wc/v3')
})

test('the host, not WooCommerce, limits requests, and answers in HTML', async () => {
  changeSetting(trial.sandbox.machine, 'woocommerce.requestsPerMinute', 2)
  const ask = () => trial.call({ path: '/woocommerce/wp-json/' })
  await ask()
  await ask()
  const refused = await ask()
  expect([refused.status, refused.headers.get('retry-after'), refused.body]).toEqual([429, '10', undefined])
  trial.advance(60_000)
  expect((await ask()).status).toBe(200)
})

test('a SKU is unique, also when the product that has it lies in the trash', async () => {
  const id = await trial.list()
  const second = await trial.post('/products', aProduct())
  expect([second.status, second.body]).toMatchObject([400, { code: 'product_invalid_sku', data: { resource_id: id } }])
  await trial.send(`/products/${id}`, { method: 'DELETE' })
  expect((await trial.send('/products?sku=E-7K3Q9&status=any')).body).toEqual([])
  const third = await trial.post('/products', aProduct())
  expect(third.body).toMatchObject({
    code: 'woocommerce_rest_product_not_created',
    message: expect.stringContaining('already present in the lookup table'),
  })
  await trial.send(`/products/${id}?force=true`, { method: 'DELETE' })
  expect((await trial.post('/products', aProduct())).status).toBe(201)
})

test('a batch answers each entry for itself and takes a hundred', async () => {
  const id = await trial.list()
  const answer = await trial.post('/products/batch', {
    create: [aProduct({ sku: 'E-2' }), aProduct()],
    update: [
      { id, stock_quantity: 0, status: 'draft' },
      { id: 999, stock_quantity: 0 },
    ],
  })
  expect(answer.body).toMatchObject({
    create: [{ sku: 'E-2' }, { id: 0, error: { code: 'product_invalid_sku' } }],
    update: [
      { id, status: 'draft', stock_status: 'outofstock' },
      { id: 999, error: { code: 'woocommerce_rest_product_invalid_id' } },
    ],
  })
  const many = Array.from({ length: 101 }, (_, index) => index)
  const path = '/woocommerce/wp-json/wc/v3/products/batch'
  const headers = { Authorization: `Basic ${btoa('ck_sandbox_woocommerce:cs_sandbox_woocommerce')}` }
  const refused = await trial.call({ path, method: 'POST', headers, json: { delete: many } })
  expect([refused.status, refused.body.code]).toEqual([413, 'woocommerce_rest_request_entity_too_large'])
})

test('pictures are fetched by address and known by id from then on', async () => {
  const id = await trial.list({ images: [{ src: 'https://shop.example/photos/a.jpg' }] })
  const { images } = (await trial.send(`/products/${id}`)).body
  expect(images[0].src).not.toContain('shop.example')
  const kept = await trial.put(`/products/${id}`, { images: [{ id: images[0].id }] })
  expect(kept.body.images[0].id).toBe(images[0].id)
  expect((await trial.put(`/products/${id}`, { images: [{ id: 77 }] })).body.code).toBe(
    'woocommerce_product_invalid_image_id',
  )
  expect((await trial.put(`/products/${id}`, { images: [{ src: 'ftp://a/b' }] })).body.code).toBe(
    'woocommerce_product_image_upload_error',
  )
})

test('lists are paged by header and leave nothing out', async () => {
  for (const sku of ['A', 'B', 'C']) await trial.list({ sku })
  const page = await trial.send('/products?per_page=2&page=2&order=asc')
  expect([page.headers.get('x-wp-total'), page.headers.get('x-wp-totalpages'), page.body.length]).toEqual(['3', '2', 1])
  expect((await trial.send('/products?per_page=101')).body).toMatchObject({
    code: 'rest_invalid_param',
    data: { params: { per_page: expect.stringContaining('100') } },
  })
  expect((await trial.send('/products?sku=A,C&order=asc')).body.map(({ sku }: { sku: string }) => sku)).toEqual([
    'A',
    'C',
  ])
})
