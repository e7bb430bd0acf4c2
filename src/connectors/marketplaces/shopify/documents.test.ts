import { expect, test } from 'vitest'
import { hasShopifyContract, validateShopify } from '../../../../test/contracts/shopify.ts'
import * as notifications from './notifications.ts'
import * as commands from './order-commands.ts'
import * as orders from './orders.ts'
import * as photos from './photos.ts'
import * as products from './products.ts'
import { setDocument, showDocument } from './publish.ts'
import { quantitiesDocument } from './quantities.ts'
import * as setUp from './set-up.ts'
import { hideDocument } from './withdraw.ts'

const fixed = Object.entries({ ...notifications, ...commands, ...orders, ...photos, ...products, ...setUp }).flatMap(
  ([name, value]) => (name.endsWith('Document') && typeof value === 'string' ? [[name, value] as const] : []),
)
const entry = { remote: { id: 'gid://shopify/Product/1', sku: 'E-1', data: {} }, kind: 'held' } as const
const memory = {
  inventoryItemId: 'gid://shopify/InventoryItem/1',
  quantity: 1,
  nextChange: 'x',
  isPublished: true,
  photos: [],
}
const settings = { baseUrl: 'https://x.example', locationId: 'gid://shopify/Location/1', publicationId: '' }
const built = [
  [
    'set',
    setDocument([
      { sku: 'E-1', input: {} },
      { sku: 'E-2', input: {} },
    ]).document,
  ],
  ['show', showDocument(['gid://shopify/Product/1']).document],
  ['find', products.findDocument(['E-1', 'E-2']).document],
  ['hide', hideDocument([entry, entry]).document],
  ['quantities', quantitiesDocument([{ memory, quantity: 0, from: 1 }], settings).document],
] as const

test.skipIf(!hasShopifyContract).each([...fixed, ...built])('%s is a document of the Admin API', (_name, query) => {
  const faults = validateShopify({ requestBody: { query, variables: {} }, responseBody: { errors: [] } })
  expect(faults.filter((fault) => fault.startsWith('document'))).toEqual([])
})

test('every document is looked at', () => {
  expect(fixed.length).toBeGreaterThanOrEqual(13)
})
