import { describe, expect, test } from 'vitest'
import { hasMiraklContract, validateMirakl } from './mirakl.ts'

const offer = {
  shop_sku: 'E-1',
  product_id: '5099902987620',
  product_id_type: 'EAN',
  state_code: '2',
  price: 25,
  update_delete: 'update',
}

// The exchanges themselves are checked in the sandbox's and the connector's tests; these show that the check can fail.
describe.skipIf(!hasMiraklContract)('the contract check (needs ../shared/contracts/mirakl)', () => {
  test('accepts what the contract allows', () => {
    const exchange = {
      requestBody: { offers: [{ ...offer, quantity: 1 }] },
      status: 201,
      responseBody: { import_id: 7 },
    }
    expect(validateMirakl('POST', '/mirakl/api/offers', exchange)).toEqual([])
    expect(validateMirakl('PUT', '/mirakl/api/orders/X-A/ship', { status: 204 })).toEqual([])
  })

  test('refuses wrong types, misspelt and missing fields, strange words, statuses and addresses', () => {
    const send = (changes: object) =>
      validateMirakl('POST', '/api/offers', { requestBody: { offers: [{ ...offer, ...changes }] }, status: 201 })
    expect(send({ quantity: 'one' })).toEqual([expect.stringContaining('quantity: must be integer')])
    expect(send({ quantitty: 1 })).toEqual([expect.stringContaining('quantitty')])
    expect(send({ price: undefined })).toEqual([expect.stringContaining('price')])
    expect(validateMirakl('POST', '/api/offers', { status: 202 })).toEqual(['status 202 is not in the contract'])
    expect(validateMirakl('GET', '/api/nothing', { status: 200 })).toEqual(['GET /api/nothing is not in the contract'])
    const states = { offer_states: [{ code: 4, label: 'x' }], total_count: 1 }
    expect(validateMirakl('GET', '/api/offers/states', { status: 200, responseBody: states })).toEqual([
      expect.stringContaining('must be string'),
    ])
  })

  test('holds words that are only listed in the prose to that list', () => {
    const status = { import_id: 'x', date_created: 'x', has_error_report: false, shop_id: 1, status: 'DONE' }
    expect(validateMirakl('GET', '/api/offers/stock/imports/x/status', { status: 200, responseBody: status })).toEqual([
      expect.stringContaining('COMPLETE'),
    ])
  })
})

test.runIf(!hasMiraklContract)(
  'the Mirakl contract is not beside this checkout: exchanges were NOT held against it',
  () => {
    expect(hasMiraklContract).toBe(false)
  },
)
