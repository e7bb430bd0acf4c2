import { expect, test } from 'vitest'
import { validateWoo } from './woocommerce.ts'

// The exchanges themselves are checked in every test of sandbox and connector; these show that the check can fail.
const path = '/woocommerce/wp-json/wc/v3/products/batch'
const send = (fields: object) =>
  validateWoo('POST', path, { requestBody: { create: [fields] }, status: 200, responseBody: {} })

test('accepts what the documentation names', () => {
  expect(send({ name: 'x', regular_price: '12.50', manage_stock: true, stock_quantity: 1 })).toEqual([])
})

test('refuses misspelt fields, wrong types, unknown parameters and unknown addresses', () => {
  expect(send({ stock_quantiy: 1 })).toEqual([expect.stringContaining('stock_quantiy')])
  expect(send({ regular_price: 12.5 })).toEqual([expect.stringContaining('request/create/0/regular_price')])
  expect(
    validateWoo('GET', '/woocommerce/wp-json/wc/v3/orders?modified_since=x', { status: 200, responseBody: [] }),
  ).toEqual(['the parameter modified_since is not in the contract'])
  expect(validateWoo('GET', '/woocommerce/wp-json/wc/v3/order', { status: 200 })).toEqual([
    'GET /order is not in the contract',
  ])
})

test('a refund that restocks, and an error without the shape of one, are faults', () => {
  const refunds = '/woocommerce/wp-json/wc/v3/orders/1/refunds'
  expect(
    validateWoo('POST', refunds, { requestBody: { amount: '1.00' }, status: 400, responseBody: 'no' }),
  ).toHaveLength(2)
})
