import { describe, expect, test } from 'vitest'
import { discogs } from '#connectors/marketplaces/discogs'
import type { AccountId, VariantId } from '#kernel/ids'
import { setListPrices } from '#modules/pricing'
import { claimVariant, releaseClaims } from '#modules/stock'
import type { HttpClient } from '#platform/http-client'
import { discogs as vendor } from '#sandbox/discogs'
import { planFault } from '#sandbox/faults'
import { aCopy, manyCopies } from '#support/makers'
import { deliver, useMarket } from '#support/market-trial'
import { useWorld } from '#support/world'
import { pauseAccount, resumeAccount } from './accounts.ts'
import { explainListing, verifyListings } from './explain.ts'
import { renewLease } from './lane.ts'
import { laneGauges } from './queries-gauges.ts'
import { listAccounts } from './queries-screens.ts'
import { runLane } from './run-lane.ts'

const world = useWorld()
const market = useMarket(world, {
  maker: discogs,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/discogs' },
  credentials: { token: 'sandbox-discogs-token' },
  creation: { method: 'POST', path: '/marketplace/listings' },
  ordersPath: '/marketplace/orders',
  duplicates: 'discogs.duplicateOrders',
  cancel: async () => {},
})

const aRecord = (discogsReleaseId: number) => ({ product: { discogsReleaseId, title: `Record ${discogsReleaseId}` } })
const withdrawals = () => market.exchanges.filter(({ method }) => method === 'DELETE')
const creations = () =>
  market.exchanges.filter(({ method, path }) => method === 'POST' && path.endsWith('/marketplace/listings'))
const sellElsewhere = (variantId: VariantId) =>
  claimVariant(world.cx, { variantId, quantity: 1, kind: 'order', holder: `order:${variantId}`, expiresAt: null })

/** Lets the lane run on a clock that moves, so that budgets refill and the vendor finishes, until nothing is pending. */
async function settleAll(accountId: AccountId): Promise<void> {
  for (let turn = 0; turn < 120; turn += 1) {
    const report = await market.settle(accountId)
    const pending = (await listAccounts(world.cx)).reduce((sum, { pendingCount }) => sum + pendingCount, 0)
    if (report === 'done' && pending === 0) return
    world.clock.advanceMs(2_000)
  }
}

describe('a lane', () => {
  test('hands many copies over in one upload and finds them all again, in a handful of requests', async () => {
    await manyCopies(world.cx, 120)
    const accountId = await market.connect()
    await settleAll(accountId)
    expect(market.shelf()).toHaveLength(120)
    expect(creations()).toHaveLength(0)
    expect(market.exchanges.length).toBeLessThan(15)
    const rows = await world.cx.db.selectFrom('listings').select(['state', 'remoteId', 'proof']).execute()
    expect(rows.every(({ state, remoteId, proof }) => state === 'live' && remoteId !== null && proof !== null)).toBe(
      true,
    )
  }, 60_000)

  test('sends a withdrawal before 500 price edits that were queued first', async () => {
    const variantIds = await manyCopies(world.cx, 500)
    const accountId = await market.connect()
    await settleAll(accountId)
    market.exchanges.length = 0
    await setListPrices(
      world.cx,
      variantIds.map((variantId) => ({ variantId, priceMinor: 4900, reason: 'test' })),
    )
    await deliver(world.cx)
    expect(await listAccounts(world.cx)).toMatchObject([{ pendingCount: 500 }])
    const [sold] = variantIds.slice(-1)
    if (sold) await sellElsewhere(sold)
    await market.settle(accountId)
    expect(withdrawals()).toHaveLength(1)
    expect(market.exchanges[0]?.method).toBe('DELETE')
  }, 60_000)

  test('keeps requests for withdrawals when price edits have spent the rest', async () => {
    const variantIds = await manyCopies(world.cx, 40)
    const accountId = await market.connect()
    await settleAll(accountId)
    await setListPrices(
      world.cx,
      variantIds.map((variantId) => ({ variantId, priceMinor: 4900, reason: 'test' })),
    )
    expect(await market.settle(accountId)).toBe('waits')
    market.exchanges.length = 0
    for (const variantId of variantIds.slice(0, 3)) await sellElsewhere(variantId)
    await market.settle(accountId)
    expect(withdrawals()).toHaveLength(3)
  }, 60_000)
})

test('a copy that leaves with an edit that was waiting counts from its claim, not from the edit', async () => {
  const { variantId } = await aCopy(world.cx, aRecord(1))
  const accountId = await market.connect()
  await settleAll(accountId)
  await setListPrices(world.cx, [{ variantId, priceMinor: 4900, reason: 'test' }])
  await deliver(world.cx)
  world.clock.advanceMs(100_000)
  await sellElsewhere(variantId)
  world.clock.advanceMs(700)
  await runLane(world.cx, accountId)
  const withdrawn = await world.cx.db
    .selectFrom('listingEvents')
    .select('data')
    .where('what', '=', 'withdrawn')
    .execute()
  expect(withdrawn).toMatchObject([{ data: { latencyMs: 700 } }])
})

describe('a lane that is disturbed', () => {
  test('sends once when two processes run it at the same moment', async () => {
    await manyCopies(world.cx, 5)
    const accountId = await market.connect()
    await Promise.all([runLane(world.cx, accountId), runLane(world.cx, accountId)])
    expect(creations()).toHaveLength(5)
    expect(market.shelf()).toHaveLength(5)
  })

  test('finds what several uploads made although little of the budget is left', async () => {
    const accountId = await market.connect()
    for (const _upload of [1, 2, 3]) {
      await manyCopies(world.cx, 40)
      await market.settle(accountId)
    }
    world.clock.advanceMs(3_000)
    for (let look = 0; look < 8; look += 1) {
      const budget = { tokens: 7.2, refilledAt: world.clock.now() }
      await world.cx.db.updateTable('rateBudgets').set(budget).where('key', '=', 'channel:discogs').execute()
      await market.settle(accountId)
      world.clock.advanceMs(2_500)
    }
    const live = await world.cx.db.selectFrom('listings').select('id').where('state', '=', 'live').execute()
    expect(live).toHaveLength(120)
  }, 60_000)

  test('is left alone while another process works for it', async () => {
    await manyCopies(world.cx, 1)
    const accountId = await market.connect()
    expect(await renewLease(world.cx, accountId, 'another process')).toBe(true)
    expect((await runLane(world.cx, accountId)).kind).toBe('busy')
    expect(creations()).toEqual([])
  })

  test('finds what a killed process had created instead of creating it again', async () => {
    await manyCopies(world.cx, 1)
    const accountId = await market.connect()
    const maker = world.outside.connectors.discogs
    if (!maker) throw new Error('connected above')
    const killed = { ...maker, http: { send: dieAfter(maker.http.send) } }
    world.outside.connectors = { discogs: killed }
    await expect(runLane(world.cx, accountId)).rejects.toThrow('killed')

    world.outside.connectors = { discogs: maker }
    await settleAll(accountId)
    expect(market.shelf()).toHaveLength(1)
    expect(creations()).toHaveLength(1)
  })

  test('ends in the last state however often a copy comes and goes', async () => {
    const [variantId] = await manyCopies(world.cx, 1)
    const accountId = await market.connect()
    await settleAll(accountId)
    if (!variantId) throw new Error('made above')
    for (const step of [1, 2, 3, 4, 5, 6]) {
      const holder = `hold:${step}` as const
      await claimVariant(world.cx, { variantId, quantity: 1, kind: 'hold', holder, expiresAt: null })
      if (step % 2 === 0) await market.settle(accountId)
      if (step % 3 === 0) planFault(market.sandbox.machine, { vendor: 'discogs', kind: 'reset-after-success' })
      await releaseClaims(world.cx, { holder, reason: 'test' })
      if (step % 2 === 1) await market.settle(accountId)
      world.clock.advanceMs(60_000)
    }
    await settleAll(accountId)
    expect(market.shelf()).toHaveLength(1)
    await sellElsewhere(variantId)
    await settleAll(accountId)
    expect(market.shelf()).toEqual([])
    expect(await verifyListings(world.cx)).toEqual([])
  })
})

describe('a paused account', () => {
  test('publishes nothing, still withdraws, and catches up when resumed', async () => {
    const [first, second] = await manyCopies(world.cx, 2)
    if (!first || !second) throw new Error('made above')
    const accountId = await market.connect()
    await settleAll(accountId)
    await pauseAccount(world.cx, accountId)
    await setListPrices(world.cx, [{ variantId: second, priceMinor: 7700, reason: 'test' }])
    await sellElsewhere(first)
    await settleAll(accountId)
    expect(market.shelf()).toMatchObject([{ priceMinor: 2500 }])
    await resumeAccount(world.cx, accountId)
    await settleAll(accountId)
    expect(market.shelf()).toMatchObject([{ priceMinor: 7700 }])
  })
})

test('what waits is counted for Prometheus, by account and urgency', async () => {
  const variantIds = await manyCopies(world.cx, 2)
  const accountId = await market.connect()
  await settleAll(accountId)
  const [sold, cheaper] = variantIds
  if (sold && cheaper) {
    await sellElsewhere(sold)
    await setListPrices(world.cx, [{ variantId: cheaper, priceMinor: 1900, reason: 'test' }])
  }
  await deliver(world.cx)
  const account = { account: 'discogs', channel: 'discogs' }
  const [pending, oldest, blocked] = await Promise.all(laneGauges.map((gauge) => gauge.read(world.cx.db)))
  expect(pending?.toSorted((a, b) => String(a.labels.urgency).localeCompare(String(b.labels.urgency)))).toEqual([
    { labels: { ...account, urgency: 'price' }, value: 1 },
    { labels: { ...account, urgency: 'withdraw' }, value: 1 },
  ])
  expect(oldest).toEqual([{ labels: account, value: expect.any(Number) }])
  expect(oldest?.[0]?.value).toBeGreaterThan(0)
  expect(blocked).toEqual([{ labels: account, value: 0 }])
  const told: [string, number][] = []
  world.clock.advanceMs(800)
  await runLane(world.cx, accountId, { onWithdrawn: (...withdrawal) => told.push(withdrawal) })
  expect(told).toEqual([['discogs', 800]])
})

describe('an explanation', () => {
  test('names the rule that keeps a copy off, and says what to do', async () => {
    const { variantId } = await aCopy(world.cx, { ...aRecord(1), mediaGrade: null })
    const accountId = await market.connect()
    await settleAll(accountId)
    expect(await explainListing(world.cx, variantId, 'en')).toMatchObject([
      { reason: 'no-grade', isOnSale: false, text: expect.stringContaining('Grade the record') },
    ])
  })

  test('tells how long withdrawals took, from the claim and not from when it was heard of', async () => {
    const [variantId] = await manyCopies(world.cx, 1)
    const accountId = await market.connect()
    await settleAll(accountId)
    if (variantId) await sellElsewhere(variantId)
    world.clock.advanceMs(300)
    await deliver(world.cx)
    world.clock.advanceMs(800)
    await runLane(world.cx, accountId)
    expect(await listAccounts(world.cx)).toMatchObject([
      { counts: { withdrawn: 1 }, pendingCount: 0, withdrawalMs: { count: 1, p50: 1100, p99: 1100 } },
    ])
  })
})

type Send = HttpClient['send']

/** The vendor gets the request, but the process does not live to see the answer. */
function dieAfter(send: Send): Send {
  return async (request) => {
    await send(request)
    throw new Error('killed')
  }
}
