import { beforeEach, describe, expect, test } from 'vitest'
import { type AccountId, type ListingId, toId, type VariantId } from '#kernel/ids'
import { setListPrices } from '#modules/pricing'
import { claimVariant, releaseClaims } from '#modules/stock'
import { inTransaction } from '#platform/cx'
import { unlockSecrets } from '#platform/secrets'
import { manyCopies } from '#support/makers'
import { deliver } from '#support/market-trial'
import { memoryFiles } from '#support/memory-files'
import { openScriptedMarket, type ScriptedMarket } from '#support/scripted-market'
import { useWorld } from '#support/world'
import { connectAccount } from './accounts.ts'
import type { ConnectorLimits } from './connector.ts'
import { explainListing } from './explain.ts'
import { getAccount } from './queries.ts'
import { recogniseLines } from './recognise-lines.ts'
import { runLane } from './run-lane.ts'
import { requestProof } from './store.ts'

const world = useWorld()
let market: ScriptedMarket
let accountId: AccountId
let variantIds: VariantId[]
let skus: string[]

beforeEach(() => {
  unlockSecrets('a secret of at least thirty-two characters')
  world.outside.files = memoryFiles()
})

/** `count` copies on sale at a vendor with these limits. */
async function onSale(count: number, limits: Partial<ConnectorLimits> = {}): Promise<void> {
  market = openScriptedMarket('scripted', limits)
  world.outside.connectors = { scripted: market.maker }
  variantIds = await manyCopies(world.cx, count)
  accountId = await connectAccount(world.cx, { channel: 'scripted', label: 'x', settings: {}, credentials: {} })
  for (let turn = 0; turn < 30 && market.shelf.size < count; turn += 1) {
    await run()
    world.clock.advanceMs(60_000)
  }
  await run()
  const rows = await world.cx.db.selectFrom('variants').select(['id', 'sku']).execute()
  const skuOf = new Map(rows.map(({ id, sku }) => [id, sku]))
  skus = variantIds.map((id) => skuOf.get(id) ?? '')
  market.calls.length = 0
}

async function run(): Promise<string> {
  await deliver(world.cx)
  const pause = async (ms: number) => world.clock.advanceMs(ms)
  return (await runLane(world.cx, accountId, { random: () => 0.5, pause })).kind
}
const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index]
  if (value === undefined) throw new Error(`nothing at ${index}`)
  return value
}
const sell = (index: number) => {
  const variantId = at(variantIds, index)
  return claimVariant(world.cx, {
    variantId,
    quantity: 1,
    kind: 'order',
    holder: `order:${variantId}`,
    expiresAt: null,
  })
}
const reprice = (ids: readonly VariantId[], priceMinor: number) =>
  setListPrices(
    world.cx,
    ids.map((variantId) => ({ variantId, priceMinor, reason: 'test' })),
  )
const listing = (index: number) =>
  world.cx.db
    .selectFrom('listings')
    .selectAll()
    .where('variantId', '=', at(variantIds, index))
    .executeTakeFirstOrThrow()
const callsOf = (what: string) => market.calls.filter((call) => call.what === what)

describe('a vendor that takes withdrawals once a minute', () => {
  const once = { operations: { withdraw: { perMinute: 1, burst: 1 } }, withdrawsBy: 'withdraw' }

  test('lets prices through while the next withdrawal waits for its turn, and says so', async () => {
    await onSale(30, once)
    await sell(0)
    await run()
    await sell(1)
    await reprice(variantIds.slice(2), 4900)
    expect(await run()).toBe('done')
    expect(callsOf('withdraw')).toHaveLength(1)
    expect(market.shelf.get(at(skus, 5))).toBe(4900)
    expect(market.shelf.has(at(skus, 1))).toBe(true)
    expect(await explainListing(world.cx, at(variantIds, 1), 'en')).toMatchObject([
      { reason: 'sold', hindrance: { code: 'operation-waits', operation: 'withdraw', text: expect.any(String) } },
    ])
    world.clock.advanceMs(60_000)
    await run()
    expect(market.shelf.has(at(skus, 1))).toBe(false)
    expect(await listing(1)).toMatchObject({ state: 'withdrawn', waitsFor: null })
  })

  test('gets what was sold meanwhile in one call when the turn comes', async () => {
    await onSale(10, once)
    for (const index of [0, 1, 2, 3]) {
      await sell(index)
      await run()
    }
    world.clock.advanceMs(60_000)
    await run()
    expect(callsOf('withdraw').map(({ skus: named }) => named.length)).toEqual([1, 3])
  })

  test('withdraws at once when it is publishing that must wait', async () => {
    await onSale(5, { operations: { publish: { perMinute: 1, burst: 1 } } })
    await reprice(variantIds, 4900)
    await run()
    await reprice(variantIds, 5900)
    await sell(0)
    expect(await run()).toBe('done')
    expect(market.shelf.has(at(skus, 0))).toBe(false)
    expect(market.shelf.get(at(skus, 1))).toBe(4900)
    expect(await listing(1)).toMatchObject({ waitsFor: 'publish', attempts: 0, lastError: null })
  })
})

describe('a vendor that takes batches', () => {
  test('hears of a withdrawal before 500 price edits that were queued first', async () => {
    await onSale(500)
    await reprice(variantIds, 4900)
    await deliver(world.cx)
    await sell(499)
    await run()
    expect(market.calls[0]).toEqual({ what: 'withdraw', skus: [at(skus, 499)] })
    expect(callsOf('publish')).toHaveLength(20)
  })

  test('gets the neighbours of an entry it chokes on after a few calls', async () => {
    await onSale(25)
    market.script = { chokesOn: at(skus, 7) }
    await reprice(variantIds, 4900)
    for (let turn = 0; turn < 12; turn += 1) {
      await run()
      world.clock.advanceMs(30_000)
    }
    const prices = skus.map((sku) => market.shelf.get(sku))
    expect(prices.filter((price) => price === 4900)).toHaveLength(24)
    market.script = {}
    world.clock.advanceMs(600_000)
    await run()
    expect(market.shelf.get(at(skus, 7))).toBe(4900)
  })

  test('may say no to one entry without a word about the others', async () => {
    await onSale(10)
    market.script = { rejects: at(skus, 3) }
    await reprice(variantIds, 4900)
    expect(await run()).toBe('done')
    expect(callsOf('publish')).toHaveLength(1)
    expect(await listing(3)).toMatchObject({ state: 'rejected', lastError: { message: 'not this one' } })
    expect(await listing(4)).toMatchObject({ state: 'live', lastError: null })
  })
})

describe('the proof of a withdrawal', () => {
  test('comes before anything is published, and is asked for again while the vendor still works', async () => {
    await onSale(5)
    const sold = at(skus, 0)
    market.script = { shows: (sku) => (sku === sold ? { kind: 'settling' } : undefined) }
    await sell(0)
    await reprice(variantIds.slice(1), 4900)
    await run()
    expect(market.calls.slice(0, 3).map(({ what }) => what)).toEqual(['withdraw', 'read-back', 'publish'])
    expect(await listing(0)).toMatchObject({ proof: { state: { kind: 'settling' }, differs: 0 } })
    expect(await explainListing(world.cx, at(variantIds, 0), 'en')).toMatchObject([{ hindrance: { code: 'settling' } }])
    market.calls.length = 0
    expect(await run()).toBe('done')
    expect(market.calls).toEqual([])
    market.script = {}
    world.clock.advanceMs(3_000)
    await run()
    expect(callsOf('read-back')).toHaveLength(1)
    const { proof, proofAt, lastSentAt } = await listing(0)
    expect(proof).toMatchObject({ state: { kind: 'hidden' }, differs: 0 })
    expect(Number(proofAt)).toBeGreaterThan(Number(lastSentAt))
  })

  test('sends it again, most urgently and without end, while the copy still stands there', async () => {
    await onSale(2)
    market.script = {
      shows: (sku) => (sku === at(skus, 0) ? { kind: 'on-sale', priceMinor: 2500, quantity: 1 } : undefined),
    }
    await sell(0)
    await run()
    expect(callsOf('withdraw')).toHaveLength(2)
    for (let turn = 0; turn < 4; turn += 1) {
      world.clock.advanceMs(20_000)
      await run()
    }
    expect(callsOf('withdraw')).toHaveLength(6)
    expect(await listing(0)).toMatchObject({ urgency: 0, lastError: { code: 'still-on-sale' } })
  })

  test('of a copy for sale that is shown as sold is believed for an hour without an order, no longer', async () => {
    await onSale(2)
    const first = at(skus, 0)
    market.script = { shows: (sku) => (sku === first ? { kind: 'sold' } : undefined) }
    await reprice(variantIds.slice(0, 1), 4900)
    await run()
    world.clock.advanceMs(3_500_000)
    await run()
    expect(callsOf('publish')).toHaveLength(1)
    world.clock.advanceMs(600_000)
    market.script = {
      shows: (sku) => (sku === first && callsOf('withdraw').length === 0 ? { kind: 'sold' } : undefined),
    }
    await run()
    expect(market.calls.slice(-3).map(({ what }) => what)).toEqual(['withdraw', 'publish', 'read-back'])
    expect(await listing(0)).toMatchObject({ state: 'live', proof: { state: { kind: 'on-sale' }, soldSince: null } })
  })

  test('is given anew when somebody asks for it', async () => {
    await onSale(3)
    const { id } = await listing(2)
    await inTransaction(world.cx, (tx) => requestProof(tx, [toId<ListingId>(id)]))
    expect(await listing(2)).toMatchObject({ proof: null, proofAt: null })
    await run()
    expect(market.calls).toEqual([{ what: 'read-back', skus: [at(skus, 2)] }])
    expect(await listing(2)).toMatchObject({ proof: { state: { kind: 'on-sale' } } })
  })
})

test('a withdrawal without an answer is finished before the copy is put on sale again', async () => {
  await onSale(1)
  await sell(0)
  market.script = { isDown: true }
  await run()
  market.script = {}
  await releaseClaims(world.cx, { holder: `order:${at(variantIds, 0)}`, reason: 'test' })
  world.clock.advanceMs(30_000)
  market.calls.length = 0
  await run()
  expect(market.calls.map(({ what }) => what)).toEqual(['withdraw', 'publish', 'read-back'])
  expect(market.shelf.size).toBe(1)
})

test('the last exchange is kept with each listing, without secrets and not too long', async () => {
  await onSale(1)
  const { lastExchange } = await listing(0)
  expect(lastExchange).toMatchObject({ method: 'POST', path: '/read-back', status: 200, answer: '{"ok":true}' })
})

test('a listing found sold while its price was being told stays over: what is free is listed anew', async () => {
  await onSale(1)
  const answered = Promise.withResolvers<void>()
  market.script.until = answered.promise
  await reprice(variantIds, 4900)
  const running = run()
  while (market.calls.length === 0) await new Promise((resolve) => setImmediate(resolve))

  const line = {
    externalId: '1',
    remoteId: at(skus, 0),
    sku: at(skus, 0),
    title: '',
    quantity: 1,
    unitPriceMinor: 2500,
  }
  const account = await getAccount(world.cx, accountId)
  await inTransaction(world.cx, (tx) => recogniseLines(tx, account, [line]))
  answered.resolve()
  await running
  expect(market.calls.filter(({ what }) => what === 'publish')).toHaveLength(2)
})

test('where a change takes several requests, a withdrawal waits for one change, not for a batch', async () => {
  await onSale(6, { batchMax: 3, publishMax: 1 })
  await reprice(variantIds, 4900)
  const answered = Promise.withResolvers<void>()
  market.script.until = answered.promise
  const running = run()
  while (market.calls.length === 0) await new Promise((resolve) => setImmediate(resolve))
  await sell(5)
  await deliver(world.cx)
  answered.resolve()
  await running
  expect(market.calls.slice(0, 2)).toEqual([
    { what: 'publish', skus: [expect.any(String)] },
    { what: 'withdraw', skus: [at(skus, 5)] },
  ])
})
