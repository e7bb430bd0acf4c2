import { expect, test } from 'vitest'
import { hasShopifyContract, validateShopify } from '../../../../test/contracts/shopify.ts'
import { subscribeDocument, subscriptionsDocument } from './notifications.ts'
import {
  cancelDocument,
  parcelsDocument,
  refundDocument,
  shipDocument,
  standingDocument,
  suggestionDocument,
} from './order-commands.ts'
import { linesDocument, orderDocument, ordersDocument } from './orders.ts'
import { stageDocument } from './photos.ts'
import { findDocument, nodesDocument, pageDocument } from './products.ts'
import { setDocument, showDocument } from './publish.ts'
import { quantitiesDocument } from './quantities.ts'
import { definitionDocument, shopDocument } from './set-up.ts'
import { hideDocument } from './withdraw.ts'

const fixed = [
  subscribeDocument,
  subscriptionsDocument,
  cancelDocument,
  parcelsDocument,
  refundDocument,
  shipDocument,
  standingDocument,
  suggestionDocument,
  linesDocument,
  orderDocument,
  ordersDocument,
  stageDocument,
  nodesDocument,
  pageDocument,
  definitionDocument,
  shopDocument,
]
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
  setDocument([
    { sku: 'E-1', input: {} },
    { sku: 'E-2', input: {} },
  ]),
  showDocument(['gid://shopify/Product/1']),
  findDocument(['E-1', 'E-2']),
  hideDocument([entry, entry]),
  quantitiesDocument([{ memory, quantity: 0, from: 1 }], settings),
].map(({ document }) => document)
const named = [...fixed, ...built].map((query) => [/(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '', query] as const)

test.skipIf(!hasShopifyContract).each(named)('%s is a document of the Admin API', (_name, query) => {
  const faults = validateShopify({ requestBody: { query, variables: {} }, responseBody: { errors: [] } })
  expect(faults.filter((fault) => fault.startsWith('document'))).toEqual([])
})
