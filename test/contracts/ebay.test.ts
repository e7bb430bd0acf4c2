import { describe, expect, test } from 'vitest'
import { hasEbayContracts, validateEbay } from './ebay.ts'

const inventory = '/ebay/sell/inventory/v1'

// The exchanges themselves are checked by sandbox/trial in every eBay test; these show that the check can fail.
describe.skipIf(!hasEbayContracts)('the contract check (needs ../shared/contracts/ebay)', () => {
  test('accepts what the contract allows', () => {
    const requestBody = { condition: 'NEW', product: { title: 'x', aspects: { Artiste: ['y'] } } }
    expect(validateEbay('PUT', `${inventory}/inventory_item/E-1`, { requestBody, status: 204 })).toEqual([])
    expect(
      validateEbay('GET', `${inventory}/offer?sku=E-1`, { status: 200, responseBody: { total: 0, offers: [] } }),
    ).toEqual([])
  })

  test('refuses wrong types, misspelt fields, strange statuses and unknown addresses', () => {
    const put = (requestBody: unknown) =>
      validateEbay('PUT', `${inventory}/inventory_item/E-1`, { requestBody, status: 204 })
    expect(put({ product: { title: 3 } })).toEqual([expect.stringContaining('request/product/title: must be string')])
    expect(put({ product: { titel: 'x' } })).toEqual([expect.stringContaining('titel')])
    expect(put({ product: { aspects: { Artiste: 'y' } } })).toEqual([expect.stringContaining('must be array')])
    expect(validateEbay('POST', `${inventory}/offer`, { status: 202 })).toEqual(['status 202 is not in the contract'])
    expect(validateEbay('POST', `${inventory}/offers`, { status: 200 })).toEqual([
      `POST /sell/inventory/v1/offers is not in the contract`,
    ])
    expect(validateEbay('GET', '/sell/nothing/v1/x', { status: 200 })).toEqual(['no contract for /sell/nothing/v1/x'])
  })

  test('an error needs the shape of an error', () => {
    const exchange = { status: 400, responseBody: { message: 'no' } }
    expect(validateEbay('GET', `${inventory}/inventory_item`, exchange)).not.toEqual([])
  })
})

test.runIf(!hasEbayContracts)(
  'eBay contracts are not beside this checkout: exchanges were NOT held against them',
  () => {
    expect(hasEbayContracts).toBe(false)
  },
)
