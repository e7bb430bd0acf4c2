import { expect, test } from 'vitest'
import { validatePresta } from './prestashop.ts'

// The exchanges themselves are checked in every test of sandbox and connector; these show that the check can fail.
const wrapped = (content: string): string => `<?xml version="1.0"?><prestashop>${content}</prestashop>`
const name = '<name><language id="1">x</language></name>'
const post = (inner: string) =>
  validatePresta('POST', '/prestashop/api/products', {
    requestBody: wrapped(`<product>${inner}</product>`),
    status: 401,
    responseBody: '',
  })

test('accepts what the reference names', () => {
  expect(post(`<price>12.50</price>${name}`)).toEqual([])
})

test('refuses misspelt, read-only and missing fields, and a replacement that is not whole', () => {
  expect(post(`<price>12.50</price>${name}<quantiy>1</quantiy>`)).toEqual([expect.stringContaining('quantiy')])
  expect(post(`<price>12.50</price>${name}<quantity>1</quantity>`)).toEqual([expect.stringContaining('quantity')])
  expect(post(name)).toEqual([expect.stringContaining('price')])
  const stock = '<stock_available><id>1</id><quantity>0</quantity></stock_available>'
  const put = { requestBody: wrapped(stock), status: 200, responseBody: '' }
  expect(validatePresta('PUT', '/prestashop/api/stock_availables/1', put)).toContainEqual(
    expect.stringContaining('id_shop'),
  )
})

test('an error needs the shape of one, and addresses and parameters must exist', () => {
  expect(
    validatePresta('GET', '/prestashop/api/products', { status: 400, responseBody: wrapped('<error/>') }),
  ).not.toEqual([])
  expect(validatePresta('GET', '/prestashop/api/product', { status: 200, responseBody: '' })).toHaveLength(1)
  expect(
    validatePresta('GET', '/prestashop/api/products?filters[id]=1', { status: 200, responseBody: '' }),
  ).toHaveLength(1)
})
