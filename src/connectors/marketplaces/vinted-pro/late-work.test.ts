import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Connector, ConnectorLink, InboundRequest, PublishEntry, RemoteListing } from '#modules/channels'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { deliverDue } from '#sandbox/deliveries'
import { planFault } from '#sandbox/faults'
import { changeSetting, type SettingName } from '#sandbox/machine'
import { createSandbox, type Sandbox } from '#sandbox/server'
import { vintedPro as vendor } from '#sandbox/vinted-pro'
import { vintedPro } from './index.ts'

const address = 'https://shop.example/api/channels/vinted-pro/inbound'
let now = new Date('2026-03-02T09:00:00Z')
let sandbox: Sandbox
let link: ConnectorLink
let connector: Connector

const set = (name: string, value: number) => {
  const setting: SettingName = `vinted-pro.${name}`
  changeSetting(sandbox.machine, setting, value)
}
const advance = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}

function connect(changes: Partial<Pick<ConnectorLink, 'settings' | 'credentials'>> = {}): void {
  link = { ...link, ...changes }
  connector = vintedPro(link.http).connect(link)
}

beforeEach(async () => {
  now = new Date('2026-03-02T09:00:00Z')
  sandbox = createSandbox({ store: ':memory:', now: () => now })
  link = {
    http: createHttpClient({ system: 'vinted-pro', log: silentLog, fetch: (request) => sandbox.fetch(request) }),
    settings: { baseUrl: 'http://sandbox.test/vinted-pro', publicUrl: 'https://shop.example/' },
    credentials: { token: 'sandbox-vinted-access,sandbox-vinted-signing' },
    pictures: { find: async () => new Map(), remember: async () => {} },
    now: () => now,
  }
  connect()
  connect({ settings: (await connector.setUp()).settings })
})
afterEach(() => sandbox.close())

const aWish = (sku: string, changes: Partial<PublishEntry['wanted']> = {}): PublishEntry => ({
  known: undefined,
  wanted: {
    sku,
    title: 'John Coltrane – Blue Train',
    description: 'Disque : VG+.',
    priceMinor: 2550,
    quantity: 1,
    condition: 'used',
    mediaGrade: 'VG+',
    sleeveGrade: null,
    weightGrams: 300,
    photos: [{ key: 'photos/ab/1.jpg', jpeg: async () => new Uint8Array() }],
    facts: {
      artist: 'John Coltrane',
      title: 'Blue Train',
      label: 'Blue Note',
      catalogueNumber: '',
      format: 'LP',
      medium: 'vinyl',
      year: 1957,
      country: '',
      genres: [],
      styles: [],
      barcode: '',
      discogsReleaseId: undefined,
    },
    ...changes,
  },
})

async function look(sku: string, data: RemoteListing['data'] = {}) {
  const [finding] = await connector.findBySku([{ sku, startedAt: now, data }])
  return finding
}

/** A published item and what the lane would remember of it. */
async function anItem(sku = 'E-1'): Promise<RemoteListing> {
  const [answer] = await connector.publish([aWish(sku)])
  if (answer?.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(answer)}`)
  advance(60)
  const finding = await look(sku, answer.data)
  if (finding?.kind !== 'found') throw new Error(`not found: ${JSON.stringify(finding)}`)
  advance(120)
  return finding.remote
}

const readBack = async (remote: RemoteListing) => (await connector.readBack([remote]))[0]
const shelf = () =>
  vendor.shelf?.(sandbox.machine).findItems({ text: '', isForSaleOnly: true, limit: 1000, offset: 0 }).items ?? []
const orders = (since = now.toISOString()) => connector.ordersSince({ since })
function buy(remote: RemoteListing): string {
  const purchase = vendor.shelf?.(sandbox.machine).buy(remote.id)
  if (purchase?.kind !== 'bought') throw new Error(`not bought: ${purchase?.message}`)
  return purchase.order
}

test('a creation is accepted first, found when it is done, and shows photos of the shop', async () => {
  set('workSeconds', 5)
  const [answer] = await connector.publish([aWish('E-1')])
  if (answer?.kind !== 'accepted') throw new Error('accepted')
  const early = await look('E-1')
  expect(early).toMatchObject({ kind: 'not-yet', data: { itemId: answer.data.itemId } })
  advance(5)
  expect(await look('E-1', answer.data)).toMatchObject({
    kind: 'found',
    state: { kind: 'on-sale', priceMinor: 2550, quantity: 1 },
  })
  expect(answer.data).toMatchObject({
    body: {
      photo_urls: ['https://shop.example/photos/ab/1.jpg'],
      item_attributes: [{ code: 'condition', ids: [2] }],
      price: 25.5,
      is_draft: false,
    },
  })
})

test('a creation whose answer was lost is found by its SKU and told everything once more', async () => {
  planFault(sandbox.machine, { vendor: 'vinted-pro', kind: 'reset-after-success', method: 'POST' })
  await expect(connector.publish([aWish('E-1')])).rejects.toThrow('no answer')
  const finding = await look('E-1')
  expect(finding).toMatchObject({ kind: 'found', state: { kind: 'hidden' } })
  if (finding?.kind !== 'found') throw new Error('found')
  expect(await connector.publish([{ ...aWish('E-1'), known: finding.remote }])).toMatchObject([{ kind: 'live' }])
  expect(shelf()).toHaveLength(1)
})

test('what Vinted refuses later is a rejection with its reasons', async () => {
  const far = { ...link.settings, publicUrl: 'ftp://shop.example' }
  connect({ settings: far })
  const [answer] = await connector.publish([aWish('E-1')])
  const data = answer?.kind === 'accepted' ? answer.data : {}
  expect(await look('E-1', data)).toMatchObject({
    kind: 'rejected',
    reasons: [{ field: 'photo_urls', message: 'photo_urls: PHOTO_NOT_REACHABLE' }],
  })
  expect(await look('E-1')).toEqual({ kind: 'absent' })
})

test('when slots are scarce what fits is taken and the rest is told so', async () => {
  set('slots', 3)
  let posts = 0
  const counted = {
    ...link,
    http: {
      send: (request: Parameters<typeof link.http.send>[0]) => {
        posts += 1
        return link.http.send(request)
      },
    },
  }
  const wishes = Array.from({ length: 50 }, (_, index) => aWish(`E-${index}`))
  const answers = await vintedPro(counted.http).connect(counted).publish(wishes)
  expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(3)
  expect(answers.filter(({ kind }) => kind === 'rejected')).toHaveLength(47)
  expect(posts).toBeLessThan(12)
  expect(answers.find(({ kind }) => kind === 'rejected')).toMatchObject({
    reasons: [{ code: 'vinted-pro.slots-full' }],
  })
  expect(shelf()).toHaveLength(3)
})

test('what is missing is named before anything is sent', async () => {
  connect({ settings: { ...link.settings, publicUrl: undefined } })
  const none = { ...aWish('E-1').wanted, photos: [], facts: { ...aWish('E-1').wanted.facts, medium: 'other' as const } }
  expect(await connector.publish([{ wanted: none, known: undefined }])).toMatchObject([
    {
      kind: 'rejected',
      reasons: [
        { code: 'vinted-pro.no-public-address' },
        { code: 'vinted-pro.no-photo' },
        { code: 'vinted-pro.no-category' },
      ],
    },
  ])
  expect(shelf()).toHaveLength(0)
})

test('a change settles later, and a refused one shows the old price', async () => {
  const remote = await anItem()
  set('workSeconds', 5)
  const [answer] = await connector.publish([{ wanted: { ...aWish('E-1').wanted, priceMinor: 3000 }, known: remote }])
  if (answer?.kind !== 'live') throw new Error('live')
  expect(await readBack(answer.remote)).toEqual({ kind: 'settling' })
  advance(5)
  expect(await readBack(answer.remote)).toMatchObject({ priceMinor: 3000 })

  const bad = { ...aWish('E-1').wanted, priceMinor: 4000, weightGrams: 9_000 }
  connect({ settings: { ...link.settings, packageSizes: [99] } })
  const [refused] = await connector.publish([{ wanted: bad, known: answer.remote }])
  if (refused?.kind !== 'live') throw new Error('live')
  advance(5)
  expect(await readBack(refused.remote)).toMatchObject({ kind: 'on-sale', priceMinor: 3000 })
})

test('a held copy becomes a draft and comes back as the same item', async () => {
  const remote = await anItem()
  const [hidden] = await connector.withdraw([{ remote, kind: 'held' }])
  if (hidden?.kind !== 'withdrawn' || !hidden.remote) throw new Error('withdrawn')
  expect(await readBack(hidden.remote)).toEqual({ kind: 'hidden' })
  expect(shelf()).toEqual([])
  expect(await connector.publish([{ ...aWish('E-1'), known: hidden.remote }])).toMatchObject([{ kind: 'live' }])
  expect(shelf()).toMatchObject([{ id: remote.id }])
})

test('a draft that did not hide the item is deleted the second time', async () => {
  const remote = await anItem()
  const stubborn = { ...remote, data: { ...remote.data, state: 'hiding' } }
  await connector.withdraw([{ remote: stubborn, kind: 'held' }])
  expect(await readBack(remote)).toEqual({ kind: 'absent' })
})

test('a deletion is true only when it is done: until then a buyer may be faster', async () => {
  const remote = await anItem()
  set('workSeconds', 5)
  const [gone] = await connector.withdraw([{ remote, kind: 'gone' }])
  if (gone?.kind !== 'withdrawn' || !gone.remote) throw new Error('withdrawn')
  expect(await readBack(gone.remote)).toEqual({ kind: 'settling' })
  expect(await connector.publish([{ ...aWish('E-1'), known: gone.remote }])).toMatchObject([{ kind: 'failed' }])
  buy(remote)
  advance(5)
  expect(await readBack(gone.remote)).toEqual({ kind: 'sold' })
})

test('what is still under way is withdrawn a moment later, what was deleted is listed anew', async () => {
  const remote = await anItem()
  set('workSeconds', 5)
  const [live] = await connector.publish([{ wanted: { ...aWish('E-1').wanted, priceMinor: 2000 }, known: remote }])
  if (live?.kind !== 'live') throw new Error('live')
  expect(await connector.withdraw([{ remote: live.remote, kind: 'gone' }])).toMatchObject([
    { kind: 'failed', retryAfterMs: 1000 },
  ])
  advance(5)
  const [gone] = await connector.withdraw([{ remote: live.remote, kind: 'gone' }])
  advance(5)
  if (gone?.kind !== 'withdrawn' || !gone.remote) throw new Error('withdrawn')
  expect(await connector.publish([{ ...aWish('E-1'), known: gone.remote }])).toEqual([{ kind: 'lost' }])
})

test('an unknown word for a state is an outage that names it', async () => {
  const remote = await anItem()
  const odd = {
    ...link,
    http: {
      send: async () => ({ status: 200, headers: new Headers(), text: '{"status":"ASLEEP"}', json: () => ({}) }),
    },
  }
  await expect(vintedPro(odd.http).connect(odd).readBack([remote])).rejects.toThrow(
    'unexpected answer at status: ASLEEP',
  )
})

test('every item of the account is told page by page', async () => {
  for (let batch = 0; batch < 3; batch += 1)
    await connector.publish(Array.from({ length: 50 }, (_, index) => aWish(`E-${batch}-${index}`)))
  const first = await connector.listAll(undefined)
  expect(first.items).toHaveLength(100)
  expect(first.items[0]).toMatchObject({ state: { kind: 'on-sale', quantity: 1 }, isPriceUnknown: true })
  const second = await connector.listAll(first.next)
  expect([second.items.length, second.next]).toEqual([50, undefined])
  expect(new Set([...first.items, ...second.items].map(({ sku }) => sku)).size).toBe(150)
})

test('orders keep every digit of their ids, and only what is new or changed is read again', async () => {
  const first = buy(await anItem('E-1'))
  const { orders: told, next } = await orders()
  expect(told).toMatchObject([
    { externalId: first, state: 'paid', remoteState: 'CREATED', lines: [{ sku: 'E-1', unitPriceMinor: 2550 }] },
  ])
  expect(Number.isSafeInteger(Number(first))).toBe(false)
  expect((await orders(next.since)).orders).toEqual([])

  const second = buy(await anItem('E-2'))
  await sandbox.app.request(`/vinted-pro/_orders/${first}/SHIPPED`, { method: 'POST' })
  const later = await orders(next.since)
  expect(later.orders.map(({ externalId, state }) => [externalId, state])).toEqual([
    [first, 'sent'],
    [second, 'paid'],
  ])
  await sandbox.app.request(`/vinted-pro/_orders/${first}/DELIVERED`, { method: 'POST' })
  const last = await orders(later.next.since)
  expect(JSON.parse(last.next.since)).toEqual({ after: first, known: { [second]: 'CREATED' } })
})

test('cancels with a message of a hundred characters at most; repeated it is done already', async () => {
  const id = buy(await anItem())
  const [order] = (await orders()).orders
  if (!order) throw new Error('an order')
  const whole = { reason: 'out-of-stock' as const, lineIds: order.lines.map(({ externalId }) => externalId) }
  expect(await connector.cancelOrder?.(order, { ...whole, lineIds: [], message: '' })).toMatchObject({
    reasons: [{ code: 'partial-cancellation' }],
  })
  expect(await connector.cancelOrder?.(order, { ...whole, message: 'x'.repeat(300) })).toEqual({ kind: 'done' })
  expect((await orders()).orders).toMatchObject([{ externalId: id, state: 'cancelled' }])
  expect(await connector.cancelOrder?.(order, { ...whole, message: '' })).toEqual({ kind: 'done' })
})

test('an order that has left cannot be cancelled any more', async () => {
  const id = buy(await anItem())
  const [order] = (await orders()).orders
  if (!order) throw new Error('an order')
  await sandbox.app.request(`/vinted-pro/_orders/${id}/SHIPPED`, { method: 'POST' })
  const lineIds = order.lines.map(({ externalId }) => externalId)
  expect(await connector.cancelOrder?.(order, { reason: 'out-of-stock', lineIds, message: 'x' })).toMatchObject({
    kind: 'rejected',
    reasons: [{ code: 'order-step-refused' }],
  })
})

async function subscribe(): Promise<void> {
  const told = await connector.notifications?.subscribe(address)
  connect({
    settings: { ...link.settings, ...told?.settings },
    credentials: { ...link.credentials, ...told?.credentials },
  })
}

async function notices() {
  const requests: InboundRequest[] = []
  await deliverDue(sandbox.machine, [vendor], async (request) => {
    requests.push({ method: 'POST', address, query: {}, headers: request.headers, body: await request.text() })
    return { status: 200 }
  })
  return Promise.all(
    requests.map(async (request) => ({ request, notice: await connector.notifications?.read(request) })),
  )
}

test('pushes bring orders and name items that changed; each webhook is registered once', async () => {
  await subscribe()
  await subscribe()
  expect(sandbox.machine.store.count('select count(*) as count from vinted_webhooks')).toBe(1)
  const remote = await anItem()
  await notices()
  const id = buy(remote)
  const [sold, created] = await notices()
  expect(sold?.notice).toMatchObject({ topic: 'ITEM_SOLD', isPollDue: true, remoteIds: [remote.id] })
  expect(created?.notice).toMatchObject({ topic: 'ORDER_CREATED', isPollDue: false, orders: [{ externalId: id }] })
  if (!created) throw new Error('two pushes')
  expect(await connector.notifications?.read({ ...created.request, body: `${created.request.body} ` })).toMatchObject({
    why: 'signature',
  })
  advance(301)
  expect(await connector.notifications?.read(created.request)).toMatchObject({ why: 'stale' })
})

test('a webhook whose key was lost is replaced; without one nothing is believed', async () => {
  await subscribe()
  const { webhookSigningKey: _lost, ...kept } = link.credentials
  connect({ credentials: kept })
  const request = { method: 'POST', address, query: {}, headers: new Headers(), body: '{}' } as const
  expect(await connector.notifications?.read(request)).toMatchObject({ kind: 'refused', why: 'signature' })
  await subscribe()
  expect(link.credentials.webhookSigningKey).toMatch(/^whsec_/)
  expect(sandbox.machine.store.count('select count(*) as count from vinted_webhooks')).toBe(1)
})

test('a creation that never arrived is not taken for the item of the same SKU that was sold before', async () => {
  await anItem('E-9')
  const shelf = vendor.shelf?.(sandbox.machine)
  const [item] = shelf?.findItems({ text: '', isForSaleOnly: true, limit: 10, offset: 0 }).items ?? []
  expect(shelf?.buy(item?.id ?? '').kind).toBe('bought')
  expect(await look('E-9')).toMatchObject({ kind: 'found', state: { kind: 'sold' } })
})
