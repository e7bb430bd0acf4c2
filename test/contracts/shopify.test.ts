import { describe, expect, test } from 'vitest'
import { hasShopifyContract, validateShopify } from './shopify.ts'

const exchange = (query: string, variables: object, responseBody: unknown) =>
  validateShopify({ requestBody: { query, variables }, responseBody })

const shop = 'query { shop { name } }'
const hide = 'mutation hide($p: ProductUpdateInput!) { productUpdate(product: $p) { userErrors { field message } } }'

// The exchanges themselves are checked in the sandbox's and the connector's tests; these show that the check can fail.
describe.skipIf(!hasShopifyContract)('the contract check (needs ../shared/contracts/shopify)', () => {
  test('accepts what the schema allows', () => {
    expect(exchange(shop, {}, { data: { shop: { name: 'Le Bac' } } })).toEqual([])
    expect(exchange(shop, {}, { errors: [{ message: 'Throttled' }] })).toEqual([])
    const fine = { data: { productUpdate: { userErrors: [] } } }
    expect(exchange(hide, { p: { id: 'gid://shopify/Product/1', status: 'DRAFT' } }, fine)).toEqual([])
  })

  test('refuses unknown fields, variables of another type and answers of another shape', () => {
    expect(exchange('query { shop { nam } }', {}, {})).toEqual([expect.stringContaining('Cannot query field "nam"')])
    const wrong = exchange(hide, { p: { id: 'x', status: 'HIDDEN' } }, { data: { productUpdate: { userErrors: [] } } })
    expect(wrong).toEqual([expect.stringContaining('HIDDEN')])
    expect(exchange(shop, {}, { data: { shop: {} } })).toEqual(['data.shop.name: is missing'])
    expect(exchange(shop, {}, { data: { shop: { name: null } } })).toEqual(['data.shop.name: must not be null'])
    expect(exchange(shop, {}, { data: { shop: { name: 7 } } })).toEqual(['data.shop.name: 7 is no String'])
    expect(exchange(shop, {}, { data: { shop: { name: 'x', id: '1' } } })).toEqual(['data.shop.id: was not asked for'])
  })
})

test.runIf(!hasShopifyContract)(
  'the Shopify schema is not beside this checkout: exchanges were NOT held against it',
  () => {
    expect(hasShopifyContract).toBe(false)
  },
)
