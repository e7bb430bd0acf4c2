import { expect, test } from 'vitest'
import { changeSetting } from '#sandbox/machine'
import { useTrial } from '#sandbox/trial'
import { hasShopifyContract, validateShopify } from '../../test/contracts/shopify.ts'

const trial = useTrial()

async function ask(query: string, variables: object = {}, token = 'sandbox-shopify-token') {
  const answer = await trial.call({
    path: '/shopify/admin/api/2026-10/graphql.json',
    method: 'POST',
    headers: { 'X-Shopify-Access-Token': token },
    json: { query, variables },
  })
  return answer
}

/** The exchange must be one the vendor's own schema allows. */
async function askWell(query: string, variables: object = {}) {
  const { body } = await ask(query, variables)
  if (hasShopifyContract) expect(validateShopify({ requestBody: { query, variables }, responseBody: body })).toEqual([])
  return body
}

const define =
  'mutation d($d: MetafieldDefinitionInput!) { metafieldDefinitionCreate(definition: $d) { userErrors { code } } }'
const definition = { namespace: 'etal', key: 'sku', name: 'SKU', type: 'id', ownerType: 'PRODUCT' }
const setProduct = `mutation set($i: ProductSetIdentifiers!, $p: ProductSetInput!) {
  productSet(identifier: $i, input: $p) {
    product { id status variants(first: 1) { nodes { price inventoryQuantity inventoryItem { id } } } }
    userErrors { code }
  }
}`
const setQuantity = `mutation quantity($q: InventorySetQuantitiesInput!, $k: String!) {
  inventorySetQuantities(input: $q) @idempotent(key: $k) { userErrors { code } }
}`
const location = 'gid://shopify/Location/71000001'
const field = { namespace: 'etal', key: 'sku', value: 'E-1' }
const aProduct = (changes: object = {}) => ({
  title: 'Blue Train',
  status: 'ACTIVE',
  metafields: [field],
  productOptions: [{ name: 'Title', values: [{ name: 'Default Title' }] }],
  variants: [
    {
      optionValues: [{ optionName: 'Title', name: 'Default Title' }],
      sku: 'E-1',
      price: '25.00',
      inventoryQuantities: [{ locationId: location, name: 'available', quantity: 1 }],
    },
  ],
  ...changes,
})
const set = async (changes: object = {}) =>
  (await askWell(setProduct, { i: { customId: field }, p: aProduct(changes) })).data.productSet
const quantity = async (key: string, to: number, from: number | null) => {
  const entry = {
    inventoryItemId: 'gid://shopify/InventoryItem/1',
    locationId: location,
    quantity: to,
    changeFromQuantity: from,
  }
  const q = { name: 'available', reason: 'correction', quantities: [entry] }
  const { data } = await askWell(setQuantity, { q, k: key })
  return data.inventorySetQuantities.userErrors.map(({ code }: { code: string }) => code)
}

test('the token is asked for, and a document must be one', async () => {
  expect((await ask('{ shop { name } }', {}, 'wrong')).status).toBe(401)
  expect((await askWell('{ shop { name myshopifyDomain currencyCode } }')).data.shop).toEqual({
    name: 'Le Bac à Disques',
    myshopifyDomain: 'le-bac.myshopify.example',
    currencyCode: 'EUR',
  })
  expect((await ask('{ shop { nam } }')).body.errors[0].message).toContain('Cannot query field "nam"')
  expect((await ask('{ shop {')).body.errors[0].message).toContain('Syntax Error')
})

test('a product is one per custom id; what is left out stays, what is wrong is named', async () => {
  expect((await set()).userErrors).toEqual([{ code: 'INVALID_METAFIELD' }])
  await askWell(define, { d: definition })
  expect((await askWell(define, { d: definition })).data.metafieldDefinitionCreate.userErrors).toEqual([
    { code: 'TAKEN' },
  ])
  const { product } = await set()
  expect((await set({ title: undefined, status: 'DRAFT' })).product).toMatchObject({ id: product.id, status: 'DRAFT' })
  expect((await set({ metafields: [] })).userErrors).toEqual([{ code: 'METAFIELD_MISMATCH' }])
  expect((await set({ productOptions: undefined })).userErrors).toEqual([{ code: 'PRODUCT_OPTIONS_INPUT_MISSING' }])
})

test('quantities compare and set, and the same key counts once', async () => {
  await askWell(define, { d: definition })
  await set()
  expect(await quantity('a', 0, 2)).toEqual(['CHANGE_FROM_QUANTITY_STALE'])
  expect(await quantity('a', 0, 2)).toEqual(['IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED'])
  expect(await quantity('b', 3, 1)).toEqual([])
  expect(await quantity('c', 5, 3)).toEqual([])
  expect(await quantity('b', 3, 1)).toEqual([])
  expect(await quantity('b', 4, 1)).toEqual(['IDEMPOTENCY_KEY_PARAMETER_MISMATCH'])
  expect(
    (await set({ variants: undefined, productOptions: undefined })).product.variants.nodes[0].inventoryQuantity,
  ).toBe(5)
  const bare = setQuantity.replace('@idempotent(key: $k)', '').replace(', $k: String!', '')
  const refused = (await ask(bare, { q: { name: 'available', reason: 'correction', quantities: [] } })).body
  expect(refused.errors[0].message).toContain('@idempotent')
})

test('nobody buys what is not published', async () => {
  await askWell(define, { d: definition })
  await set()
  const buy = () => trial.call({ path: '/shopify/_buy/1', method: 'POST', headers: { Accept: 'application/json' } })
  expect((await buy()).status).toBe(409)
  const show =
    'mutation s($id: ID!, $p: ID!) { publishablePublish(id: $id, input: [{ publicationId: $p }]) { userErrors { message } } }'
  await askWell(show, { id: 'gid://shopify/Product/1', p: 'gid://shopify/Publication/81000001' })
  expect((await buy()).status).toBe(201)
  expect((await buy()).status).toBe(409)
})

test('documents are paid for by points that come back with time', async () => {
  changeSetting(trial.sandbox.machine, 'shopify.bucketPoints', 60)
  const page = 'query p($n: Int!) { products(first: $n) { nodes { id title variants(first: 1) { nodes { id } } } } }'
  expect((await ask(page, { n: 50 })).body).toMatchObject({
    errors: [{ extensions: { code: 'THROTTLED' } }],
    extensions: { cost: { requestedQueryCost: 202, actualQueryCost: null } },
  })
  expect((await ask(page, { n: 10 })).body.extensions.cost).toMatchObject({
    requestedQueryCost: 42,
    actualQueryCost: 1,
  })
  changeSetting(trial.sandbox.machine, 'shopify.bucketPoints', 2000)
  trial.advance(1000)
  expect((await askWell(page, { n: 10 })).data.products.nodes).toEqual([])
  expect((await ask(page, { n: 250 })).body.errors[0].extensions.code).toBe('MAX_COST_EXCEEDED')
})
