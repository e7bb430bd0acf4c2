import { beforeEach, describe, expect, test } from 'vitest'
import type { AccountId, VariantId } from '#kernel/ids'
import { claimVariant } from '#modules/stock'
import { unlockSecrets } from '#platform/secrets'
import { manyCopies } from '#support/makers'
import { deliver } from '#support/market-trial'
import { memoryFiles } from '#support/memory-files'
import { openScriptedMarket, type ScriptedMarket } from '#support/scripted-market'
import { useWorld } from '#support/world'
import { connectAccount } from './accounts.ts'
import { admission, breakerPauseMs } from './breaker.ts'
import { channelView } from './channel-view.ts'
import { explainListing } from './explain.ts'
import { openConnector } from './lane.ts'
import { ticks } from './queries.ts'
import { listAccounts } from './queries-screens.ts'
import { reconnectAccount } from './reconnect.ts'
import { runLane } from './run-lane.ts'

const world = useWorld()
let market: ScriptedMarket
let other: ScriptedMarket
let accountId: AccountId
let otherId: AccountId
let sold: VariantId

const run = async (id: AccountId = accountId): Promise<string> => {
  await deliver(world.cx)
  return (await runLane(world.cx, id, { random: () => 0.5 })).kind
}
const account = () =>
  world.cx.db.selectFrom('channelAccounts').selectAll().where('id', '=', accountId).executeTakeFirstOrThrow()
const view = async () => {
  const first = (await listAccounts(world.cx)).find(({ id }) => id === accountId)
  if (!first) throw new Error('connected above')
  return channelView(world.cx, first, 'en')
}

/** Two accounts with three copies each; then one copy is sold here. */
beforeEach(async () => {
  unlockSecrets('a secret of at least thirty-two characters')
  world.outside.files = memoryFiles()
  market = openScriptedMarket('first')
  other = openScriptedMarket('second')
  world.outside.connectors = { first: market.maker, second: other.maker }
  const [variantId] = await manyCopies(world.cx, 3)
  if (!variantId) throw new Error('made above')
  sold = variantId
  accountId = await connectAccount(world.cx, { channel: 'first', label: 'a', settings: {}, credentials: { key: '1' } })
  otherId = await connectAccount(world.cx, { channel: 'second', label: 'b', settings: {}, credentials: {} })
  await run(accountId)
  await run(otherId)
  market.calls.length = 0
  const order = { quantity: 1, kind: 'order', holder: 'order:here', expiresAt: null } as const
  await claimVariant(world.cx, { variantId, ...order })
})

/** Runs whenever the account may be asked, for so long. */
async function runFor(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    await run()
    world.clock.advanceMs(500)
  }
}

describe('a vendor that is out of reach', () => {
  test('is asked less and less: three outages open the breaker, then one call at a time probes it', async () => {
    market.script = { isDown: true }
    expect(await run()).toBe('outage')
    expect(await run()).toBe('blocked')
    expect(await account()).toMatchObject({ breaker: 'closed', failures: 1 })
    await runFor(10_000)
    expect(await account()).toMatchObject({ breaker: 'open' })
    market.calls.length = 0
    await runFor(120_000)
    expect(market.calls.length).toBeGreaterThanOrEqual(3)
    expect(market.calls.length).toBeLessThanOrEqual(6)
  })

  test('is open with its reason in words, its next probe and what waits meanwhile', async () => {
    market.script = { isDown: true }
    await runFor(8_000)
    expect(await view()).toMatchObject({
      health: 'blocked',
      breaker: { state: 'open', text: expect.stringContaining('One withdrawal waits'), nextProbeAt: expect.any(Date) },
      withdrawals: { waiting: 1 },
    })
    const explained = await explainListing(world.cx, sold, 'en')
    expect(explained.find((one) => one.accountId === accountId)).toMatchObject({
      reason: 'sold',
      hindrance: { code: 'out-of-reach', until: expect.any(Date) },
      lastExchange: { method: 'POST', path: '/withdraw' },
    })
    world.clock.advanceMs(60_000)
    expect(await view()).toMatchObject({ breaker: { state: 'half-open' } })
  })

  test('is probed by one of many, and withdraws everything as soon as it answers', async () => {
    market.script = { isDown: true }
    await runFor(10_000)
    world.clock.advanceMs(60_000)
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    market.script = { until: answered }
    market.calls.length = 0
    const asking = Array.from({ length: 5 }, async () => {
      const { connector } = await openConnector(world.cx, accountId, 'poll')
      await connector.readBack([])
    })
    const refused = await Promise.race([Promise.allSettled(asking.slice(0, 2)), Promise.allSettled(asking.slice(2))])
    expect(refused.filter(({ status }) => status === 'rejected')).not.toEqual([])
    answer()
    const settled = await Promise.allSettled(asking)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(market.calls).toHaveLength(1)
    await runFor(1_000)
    expect(await account()).toMatchObject({ breaker: 'closed', failures: 0, blockedUntil: null, lastError: null })
    expect(market.shelf.size).toBe(2)
  })
})

describe('a vendor that refuses the credentials', () => {
  test('is believed the second time, left alone until somebody connects it again, and stops nobody else', async () => {
    market.script = { refusesCredentials: true }
    await run()
    expect(await account()).toMatchObject({ breaker: 'closed', lastError: { code: 'credentials-refused' } })
    await runFor(10_000)
    expect(await account()).toMatchObject({ breaker: 'refused' })
    market.calls.length = 0
    world.clock.advanceMs(86_400_000)
    expect(await run()).toBe('blocked')
    expect((await ticks(world.cx)).map(({ id }) => id)).toEqual([otherId])
    expect(market.calls).toEqual([])
    expect(await view()).toMatchObject({
      breaker: { state: 'refused', nextProbeAt: null },
      lastError: { code: 'credentials-refused' },
    })
    await run(otherId)
    expect(other.shelf.size).toBe(2)

    market.script = {}
    await reconnectAccount(world.cx, accountId, { settings: {}, credentials: { key: '2' } })
    await run()
    expect(market.shelf.size).toBe(2)
    expect(await view()).toMatchObject({ breaker: { state: 'closed', text: null }, lastError: null })
  })

  test('a single refusal is forgotten when the next call is answered', async () => {
    market.script = { refusesCredentials: true }
    await run()
    market.script = {}
    await runFor(5_000)
    expect(await account()).toMatchObject({ breaker: 'closed', failures: 0, lastError: null })
    expect(market.shelf.size).toBe(2)
  })
})

test('pauses double from one second to half a minute, a quarter more or less', () => {
  const pauses = [0, 1, 2, 3, 4, 5, 30].map((failures) => breakerPauseMs(failures, () => 0.5))
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
  expect([breakerPauseMs(3, () => 0), breakerPauseMs(3, () => 1)]).toEqual([6_000, 10_000])
})

test('nobody passes a refused breaker; an open one lets a probe pass when its pause is over', () => {
  const now = new Date('2026-03-02T09:00:00Z')
  const over = new Date(now.getTime() - 1)
  const ahead = new Date(now.getTime() + 500)
  expect(admission({ breaker: 'refused', failures: 2, blockedUntil: null }, now)).toMatchObject({
    retryAfterMs: 30_000,
  })
  expect(admission({ breaker: 'open', failures: 3, blockedUntil: ahead }, now)).toEqual({ retryAfterMs: 500 })
  expect(admission({ breaker: 'open', failures: 3, blockedUntil: over }, now)).toBe('probe')
  expect(admission({ breaker: 'closed', failures: 1, blockedUntil: over }, now)).toBe('free')
})
