import { beforeEach, expect, test } from 'vitest'
import type { Connector, RemoteListing, WantedListing } from '#modules/channels'
import { createHttpClient, type HttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { changeSetting } from '#sandbox/machine'
import { buyOnShopify, deleteProduct } from '#sandbox/shopify'
import { useTrial } from '#sandbox/trial'
import { hasShopifyContract, validateShopify } from '../../../../test/contracts/shopify.ts'
import { shopify } from './index.ts'

const trial = useTrial()
const known = new Map<string, string>()
const told = { operations: [] as string[], loses: '' }
let connector: Connector

const operationOf = (body: unknown): string => /(?:mutation|query) (\w+)/.exec(String(body))?.[1] ?? 'upload'

/** Counts what is asked, and loses the answer of one operation on demand. */
const http: HttpClient = {
  async send(request) {
    const operation = operationOf(request.body)
    told.operations.push(operation)
    const client = createHttpClient({ system: 'shopify', log: silentLog, fetch: trial.sandbox.fetch })
    const answer = await client.send(request)
    if (hasShopifyContract && operation !== 'upload' && answer.status === 200) {
      const exchange = { requestBody: JSON.parse(String(request.body)), responseBody: answer.json() }
      expect(validateShopify(exchange)).toEqual([])
    }
    if (told.loses !== operation) return answer
    told.loses = ''
    return client.send({ ...request, url: 'http://sandbox.test/nowhere' }).then((lost) => ({ ...lost, status: 599 }))
  },
}

const connect = (settings: Awaited<ReturnType<Connector['setUp']>>['settings']): Connector =>
  shopify(http).connect({
    http,
    settings,
    credentials: { token: 'sandbox-shopify-token' },
    pictures: {
      find: async (keys) => new Map([...known].filter(([key]) => keys.includes(key))),
      remember: async (key, address) => void known.set(key, address),
    },
    now: trial.sandbox.machine.now,
  })

beforeEach(async () => {
  known.clear()
  told.loses = ''
  const { settings, seller } = await connect({ baseUrl: 'http://sandbox.test/shopify' }).setUp()
  expect([seller, settings.publicationId]).toEqual(['Le Bac à Disques', 'gid://shopify/Publication/81000001'])
  connector = connect(settings)
  told.operations = []
})

const photo = (key: string) => ({ key, jpeg: async () => new Uint8Array([1, 2, 3]) })

const aWanted = (changes: Partial<WantedListing> = {}): WantedListing => ({
  sku: 'E-1',
  title: 'John Coltrane – Blue Train',
  description: 'Disque : VG+ <original>\nPochette : VG',
  priceMinor: 2500,
  quantity: 1,
  condition: 'used',
  mediaGrade: 'VG+',
  sleeveGrade: 'VG',
  weightGrams: 250,
  photos: [photo('cover-1')],
  facts: {
    artist: 'John Coltrane',
    title: 'Blue Train',
    label: 'Blue Note',
    catalogueNumber: '1577',
    format: 'LP',
    medium: 'vinyl',
    year: 1957,
    country: 'US',
    genres: ['Jazz'],
    styles: [],
    barcode: '0724349532427',
    discogsReleaseId: undefined,
  },
  ...changes,
})

async function published(wanted: WantedListing, before?: RemoteListing): Promise<RemoteListing> {
  const [answer] = await connector.publish([{ wanted, known: before }])
  if (answer?.kind !== 'live') throw new Error(`not live: ${JSON.stringify(answer)}`)
  return answer.remote
}

async function withdrawn(remote: RemoteListing, kind: 'held' | 'gone'): Promise<RemoteListing> {
  const [answer] = await connector.withdraw([{ remote, kind }])
  if (answer?.kind !== 'withdrawn' || !answer.remote) throw new Error(`not withdrawn: ${JSON.stringify(answer)}`)
  return answer.remote
}

const stateOf = async (remote: RemoteListing) => (await connector.readBack([remote]))[0]
const trace = (sku: string) => ({ sku, startedAt: trial.sandbox.machine.now(), data: {} })
const onSale = (quantity: number, priceMinor = 2500) => ({ kind: 'on-sale', priceMinor, quantity })

test('a new product is uploaded, set and published; a price alone is one document', async () => {
  const remote = await published(aWanted())
  expect(told.operations).toEqual(['stage', 'upload', 'set', 'show'])
  told.operations = []
  await published(aWanted({ priceMinor: 3100 }), remote)
  expect(told.operations).toEqual(['set'])
  expect(await stateOf(remote)).toEqual(onSale(1, 3100))
})

test('copies share the picture of their cover: it is uploaded once', async () => {
  await published(aWanted())
  told.operations = []
  await published(aWanted({ sku: 'E-2' }))
  expect(told.operations).toEqual(['set', 'show'])
  expect(known.get('cover-1')).toMatch(/^gid:\/\/shopify\/MediaImage\//)
})

test('a creation whose answer was lost is found by our SKU, and published then', async () => {
  told.loses = 'set'
  await expect(connector.publish([{ wanted: aWanted(), known: undefined }])).rejects.toThrow('599')
  const [finding, other] = await connector.findBySku([trace('E-1'), trace('E-9')])
  expect(finding).toMatchObject({ kind: 'found', state: { kind: 'hidden' } })
  expect(other).toEqual({ kind: 'absent' })
  if (finding?.kind !== 'found') throw new Error('found')
  expect(await stateOf(await published(aWanted(), finding.remote))).toEqual(onSale(1))
})

test('held copies become drafts, copies that are gone are archived, and both can come back', async () => {
  const remote = await published(aWanted())
  const held = await withdrawn(remote, 'held')
  expect(await stateOf(held)).toEqual({ kind: 'hidden' })
  const back = await published(aWanted(), held)
  expect(await stateOf(back)).toEqual(onSale(1))
  const gone = await withdrawn(back, 'gone')
  expect(await stateOf(gone)).toEqual({ kind: 'hidden' })
  expect(await stateOf(await published(aWanted(), gone))).toEqual(onSale(1))
})

test('a quantity raised twice by a lost answer does not put back what was sold in between', async () => {
  const held = await withdrawn(await published(aWanted()), 'held')
  told.loses = 'set'
  await expect(connector.publish([{ wanted: aWanted(), known: held }])).rejects.toThrow('599')
  expect(buyOnShopify(trial.sandbox.machine, [1]).kind).toBe('bought')
  const again = await published(aWanted(), held)
  expect(await stateOf(again)).toEqual({ kind: 'sold' })
})

test('fewer there than we thought is a sale; more is somebody else’s doing and set right', async () => {
  const remote = await published(aWanted({ quantity: 3 }))
  buyOnShopify(trial.sandbox.machine, [1])
  const [answer] = await connector.publish([{ wanted: aWanted({ quantity: 2 }), known: remote }])
  expect(answer).toMatchObject({ kind: 'lost', remote: { data: { quantity: 2 } } })

  trial.sandbox.machine.store.run('update shopify_products set available = 9')
  const known = answer?.kind === 'lost' && answer.remote ? answer.remote : remote
  expect(await stateOf(await published(aWanted({ quantity: 1 }), known))).toEqual(onSale(1))
})

test('a product deleted there is gone: not revised, and withdrawn already', async () => {
  const remote = await published(aWanted())
  const other = await published(aWanted({ sku: 'E-2' }))
  deleteProduct(trial.sandbox.machine, 1)
  expect(await stateOf(remote)).toEqual({ kind: 'absent' })
  expect(await connector.publish([{ wanted: aWanted({ quantity: 2 }), known: remote }])).toEqual([{ kind: 'lost' }])
  expect(
    await connector.withdraw([
      { remote, kind: 'gone' },
      { remote: other, kind: 'gone' },
    ]),
  ).toMatchObject([
    { kind: 'withdrawn', remote: undefined },
    { kind: 'withdrawn', remote: { sku: 'E-2' } },
  ])
})

test('each entry of a batch has its own answer', async () => {
  const entries = [aWanted({ title: 'x'.repeat(300) }), aWanted({ sku: 'E-2' }), aWanted({ sku: 'E-3', title: ' ' })]
  expect(await connector.publish(entries.map((wanted) => ({ wanted, known: undefined })))).toMatchObject([
    { kind: 'rejected', reasons: [{ code: 'shopify.INVALID_PRODUCT', field: 'input.title' }] },
    { kind: 'live' },
    { kind: 'rejected', reasons: [{ code: 'shopify.INVALID_PRODUCT' }] },
  ])
})

test('a spent budget says how long to wait, and a batch stays far from what one document may cost', async () => {
  const batch = Array.from({ length: 10 }, (_, index) => ({ wanted: aWanted({ sku: `E-${index}` }), known: undefined }))
  expect((await connector.publish(batch)).every(({ kind }) => kind === 'live')).toBe(true)
  changeSetting(trial.sandbox.machine, 'shopify.bucketPoints', 10)
  await expect(connector.listAll(undefined)).rejects.toMatchObject({ retryAfterMs: expect.any(Number) })
})

test('a wrong token must be seen to by a person', async () => {
  const stranger = shopify(http).connect({
    http,
    settings: { baseUrl: 'http://sandbox.test/shopify' },
    credentials: { token: 'wrong' },
    pictures: { find: async () => new Map(), remember: async () => {} },
    now: trial.sandbox.machine.now,
  })
  await expect(stranger.setUp()).rejects.toThrow('not accepted (401)')
})
