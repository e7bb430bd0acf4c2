import { beforeEach, expect, test } from 'vitest'
import type { Connector, CreationTrace, RemoteListing, WantedListing } from '#modules/channels'
import { createHttpClient, type HttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { planFault } from '#sandbox/faults'
import { teachCatalogue } from '#sandbox/mirakl'
import { useTrial } from '#sandbox/trial'
import { mirakl } from './index.ts'

const trial = useTrial()
const minute = 60_000
let connector: Connector
let sent: string[] = []

const http: HttpClient = {
  send: (request) => {
    sent.push(`${request.operation ?? request.method} ${new URL(request.url).pathname}`)
    return createHttpClient({ system: 'mirakl', log: silentLog, fetch: trial.sandbox.fetch }).send(request)
  },
}
const open = (settings: Record<string, never> | Awaited<ReturnType<Connector['setUp']>>['settings']) =>
  mirakl(http).connect({
    http,
    settings,
    credentials: { apiKey: 'sandbox-mirakl-key' },
    pictures: { find: async () => new Map(), remember: async () => {} },
    now: trial.sandbox.machine.now,
  })

beforeEach(async () => {
  const { settings, seller } = await open({ baseUrl: 'http://sandbox.test/mirakl' }).setUp()
  expect(seller).toBe('Le Bac à Disques')
  connector = open(settings)
  sent = []
})

const aWanted = (changes: Partial<WantedListing> = {}): WantedListing => ({
  sku: 'E-1',
  title: 'Blue Train',
  description: 'Disque : VG+',
  priceMinor: 2500,
  quantity: 1,
  condition: 'used',
  mediaGrade: 'VG+',
  sleeveGrade: 'VG',
  weightGrams: 250,
  photos: [],
  facts: {
    artist: 'John Coltrane',
    title: 'Blue Train',
    label: 'Blue Note',
    catalogueNumber: '1577',
    format: 'LP',
    medium: 'vinyl',
    year: 1957,
    country: 'US',
    genres: [],
    styles: [],
    barcode: '0724349532427',
    discogsReleaseId: undefined,
  },
  ...changes,
})

async function creation(wanted: WantedListing): Promise<CreationTrace> {
  const [answer] = await connector.publish([{ wanted, known: undefined }])
  if (answer?.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(answer)}`)
  return { sku: wanted.sku, startedAt: trial.sandbox.machine.now(), data: answer.data }
}

async function listed(wanted = aWanted()): Promise<RemoteListing> {
  const trace = await creation(wanted)
  trial.advance(minute)
  const [finding] = await connector.findBySku([trace])
  if (finding?.kind !== 'found') throw new Error(`not found: ${JSON.stringify(finding)}`)
  return finding.remote
}

async function revised(known: RemoteListing, wanted: WantedListing): Promise<RemoteListing> {
  const [answer] = await connector.publish([{ wanted, known }])
  if (answer?.kind !== 'live') throw new Error(`not live: ${JSON.stringify(answer)}`)
  return answer.remote
}

const stateOf = async (remote: RemoteListing) => (await connector.readBack([remote]))[0]

test('a creation is found once its import is over; meanwhile it is not looked for every moment', async () => {
  const trace = await creation(aWanted())
  const [pending] = await connector.findBySku([trace])
  expect(pending).toMatchObject({ kind: 'not-yet', data: { lookAt: '2026-03-02T09:00:10.000Z' } })
  const patient = { ...trace, data: pending?.kind === 'not-yet' ? (pending.data ?? {}) : {} }
  sent = []
  expect(await connector.findBySku([patient])).toEqual([{ kind: 'not-yet' }])
  expect(sent).toEqual([])
  trial.advance(10_000)
  expect(await connector.findBySku([patient])).toMatchObject([
    { kind: 'found', state: { kind: 'on-sale', priceMinor: 2500, quantity: 1 } },
  ])
})

test('a line the import refuses becomes a rejection in the words of its report', async () => {
  const good = await creation(aWanted())
  trial.advance(minute)
  const bad = await creation(aWanted({ sku: 'E-2', priceMinor: 10_000_000 }))
  trial.advance(minute)
  expect(await connector.findBySku([good, bad])).toMatchObject([
    { kind: 'found' },
    { kind: 'rejected', reasons: [{ code: 'mirakl.import', message: 'The price is not valid' }] },
  ])
})

test('without an EAN, a product or a condition nothing is sent', async () => {
  teachCatalogue(trial.sandbox.machine, { ean: '5099902987620', title: '', isKnown: false })
  const { facts } = aWanted()
  const entries = [
    aWanted({ sku: 'E-1', facts: { ...facts, barcode: 'CL 1355' } }),
    aWanted({ sku: 'E-2', facts: { ...facts, barcode: '5099902987620' } }),
    aWanted({ sku: 'E-3', mediaGrade: 'P' }),
  ]
  expect(await connector.publish(entries.map((wanted) => ({ wanted, known: undefined })))).toMatchObject([
    { reasons: [{ code: 'mirakl.no-ean', field: 'barcode', message: 'CL 1355' }] },
    { reasons: [{ code: 'mirakl.no-product', field: 'barcode', message: '5099902987620' }] },
    { reasons: [{ code: 'mirakl.no-condition', field: 'mediaGrade' }] },
  ])
  expect(sent).toEqual(['GET /mirakl/api/products'])
})

test('a price goes through the price lane and settles there', async () => {
  const remote = await listed()
  sent = []
  const changed = await revised(remote, aWanted({ priceMinor: 3100 }))
  expect(sent).toEqual(['PRI01 /mirakl/api/offers/pricing/imports'])
  expect(await stateOf(changed)).toEqual({ kind: 'settling' })
  trial.advance(minute)
  expect(await stateOf(changed)).toEqual({ kind: 'on-sale', priceMinor: 3100, quantity: 1 })
})

test('a withdrawal takes the stock lane, and more within the minute the offers lanes', async () => {
  const first = await listed()
  const second = await listed(aWanted({ sku: 'E-2' }))
  trial.advance(minute)
  const third = await listed(aWanted({ sku: 'E-3' }))
  trial.advance(minute)
  sent = []
  const [gone] = await connector.withdraw([{ remote: first, kind: 'gone' }])
  const [held] = await connector.withdraw([{ remote: second, kind: 'held' }])
  const [last] = await connector.withdraw([{ remote: third, kind: 'held' }])
  expect(sent.map((line) => line.split(' ')[0])).toEqual(['STO01', 'STO01', 'OF24', 'STO01', 'OF24', 'OF01'])
  await expect(connector.withdraw([{ remote: third, kind: 'held' }])).rejects.toMatchObject({ retryAfterMs: 60_000 })
  const remotes = [gone, held, last].flatMap((answer) => (answer?.kind === 'withdrawn' && answer.remote) || [])
  expect(await connector.readBack(remotes)).toEqual(Array.from(remotes, () => ({ kind: 'settling' })))
  trial.advance(minute)
  expect(await connector.readBack(remotes)).toEqual(Array.from(remotes, () => ({ kind: 'hidden' })))
  await expect(connector.withdraw([{ remote: { ...first, data: {} }, kind: 'gone' }])).resolves.toMatchObject([
    { kind: 'withdrawn' },
  ])
})

test('an offer is only proven off sale once no earlier import can bring it back', async () => {
  const trace = await creation(aWanted())
  trial.advance(10_000)
  const [finding] = await connector.findBySku([trace])
  if (finding?.kind !== 'found') throw new Error('found')
  trial.advance(minute)
  const changed = await revised(finding.remote, aWanted({ description: 'autre texte' }))
  const [answer] = await connector.withdraw([{ remote: changed, kind: 'held' }])
  if (answer?.kind !== 'withdrawn' || !answer.remote) throw new Error('withdrawn')
  trial.advance(10_000)
  expect(await stateOf(answer.remote)).toEqual({ kind: 'settling' })
  trial.advance(minute)
  expect(await stateOf(answer.remote)).toEqual({ kind: 'hidden' })
})

test('what was sold there is not put back by a change of its text, until an order would surely have been heard of', async () => {
  const remote = await listed()
  await trial.call({ path: `/mirakl/_buy/${remote.id}`, method: 'POST' })
  trial.advance(minute)
  const change = (known: RemoteListing) =>
    connector.publish([{ wanted: aWanted({ description: 'autre', priceMinor: 2700 }), known }])
  const [answer] = await change(remote)
  expect(answer).toMatchObject({ kind: 'lost', remote: { data: { lostAt: expect.any(String) } } })
  const known = answer?.kind === 'lost' && answer.remote ? answer.remote : remote
  trial.advance(minute)
  expect(await change(known)).toMatchObject([{ kind: 'lost' }])
  expect(await stateOf(remote)).toEqual({ kind: 'sold' })
  trial.advance(10 * minute)
  expect(await change(known)).toMatchObject([{ kind: 'live' }])
})

test('in a mixed batch only what its lane cannot take now waits', async () => {
  const first = await listed()
  trial.advance(minute)
  await revised(first, aWanted({ priceMinor: 2600 }))
  const entries = [
    { wanted: aWanted({ priceMinor: 2700 }), known: first },
    { wanted: aWanted({ sku: 'E-2' }), known: undefined },
  ]
  expect(await connector.publish(entries)).toMatchObject([
    { kind: 'failed', retryAfterMs: 60_000 },
    { kind: 'accepted' },
  ])
  await expect(connector.publish(entries)).rejects.toMatchObject({ retryAfterMs: 60_000 })
})

test('the same change is not sent again and again when the last import refused it', async () => {
  const remote = await listed()
  const wanted = aWanted({ description: 'trop cher', priceMinor: 10_000_000 })
  trial.advance(minute)
  const changed = await revised(remote, wanted)
  trial.advance(minute)
  expect(await connector.publish([{ wanted, known: changed }])).toMatchObject([
    { kind: 'rejected', reasons: [{ code: 'mirakl.import', message: 'The price is not valid' }] },
  ])
})

test('an answer that was cut off is an outage, wherever it was cut', async () => {
  const remote = await listed()
  for (const path of ['/api/offers', '/api/products', '/api/offers/stock']) {
    trial.advance(minute)
    planFault(trial.sandbox.machine, { vendor: 'mirakl', kind: 'malformed-body', path })
    const calls = [
      () => connector.withdraw([{ remote, kind: 'held' }]),
      () => connector.publish([{ wanted: aWanted({ sku: 'E-9' }), known: undefined }]),
    ]
    const outcomes = await Promise.allSettled(calls.map((call) => call()))
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
  }
})

test('the auditor reads the whole shop page by page', async () => {
  const wanted = Array.from({ length: 120 }, (_, index) => aWanted({ sku: `E-${index}` }))
  await connector.publishBulk?.(wanted.map((entry) => ({ wanted: entry, known: undefined })))
  trial.advance(minute)
  const first = await connector.listAll(undefined)
  const second = await connector.listAll(first.next)
  expect([first.items.length, second.items.length, second.next]).toEqual([100, 20, undefined])
  expect(first.items[0]).toMatchObject({
    sku: 'E-119',
    title: 'Blue Train',
    state: { kind: 'on-sale', priceMinor: 2500 },
  })
})
