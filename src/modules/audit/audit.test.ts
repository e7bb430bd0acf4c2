import { describe, expect, test } from 'vitest'
import { discogs } from '#connectors/marketplaces/discogs'
import type { AccountId } from '#kernel/ids'
import { type Connector, runLane } from '#modules/channels'
import { pollOrders } from '#modules/inbound'
import { setListPrices } from '#modules/pricing'
import { claimVariant } from '#modules/stock'
import { sql } from '#platform/db'
import { discogs as vendor } from '#sandbox/discogs'
import { deliver, useMarket } from '#support/market-trial'
import { type Standing, standOnDiscogs } from '#support/standing-listings'
import { useWorld } from '#support/world'
import { type AuditStep, auditAccount } from './audit-account.ts'
import { changeSettings, decideDrift } from './decide.ts'
import type { DriftKind, DriftRow } from './drift.ts'
import { listAudits, listDrifts } from './queries-views.ts'
import { resumeHealing } from './stop-healing.ts'

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

type Stage = { readonly accountId: AccountId; readonly standing: readonly Standing[] }

async function aStage(count: number): Promise<Stage> {
  const accountId = await market.connect()
  const standing = await standOnDiscogs(world, { accountId, machine: market.sandbox.machine, count })
  await changeSettings(world.cx, accountId, { handEdits: 'ours-wins', pagesPerMinute: 60, restMinutes: 30 })
  return { accountId, standing }
}

/** One step every two seconds, so that the request budget refills, with the order polls a worker would make. */
async function auditUntil(accountId: AccountId, last: AuditStep, each: () => Promise<unknown> = async () => {}) {
  for (let turn = 0; turn < 1_000; turn += 1) {
    const step = await auditAccount(world.cx, accountId)
    await each()
    world.clock.advanceMs(2_000)
    if (step === last) return
  }
  throw new Error(`the audit never came to ${last}`)
}

/** The lane waits for its tokens on our clock. */
async function send(accountId: AccountId): Promise<void> {
  await deliver(world.cx)
  const pause = async (ms: number): Promise<void> => world.clock.advanceMs(ms)
  await runLane(world.cx, accountId, { random: () => 0.5, pause })
}

/** Everything healed reaches the vendor, and the next pass sees it. */
async function settle(accountId: AccountId): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) {
    await pollOrders(world.cx, accountId)
    world.clock.advanceMs(15_000)
    await auditAccount(world.cx, accountId)
    await send(accountId)
  }
}

const nextPass = async (accountId: AccountId): Promise<void> => {
  world.clock.advanceMs(31 * 60_000)
  await auditUntil(accountId, 'began')
  await auditUntil(accountId, 'ended')
}

const drifts = async (): Promise<DriftRow[]> => (await listDrifts(world.cx, { limit: 200 })).items
const inSandbox = (statement: string, ...values: (string | number)[]): void =>
  void market.sandbox.machine.store.run(statement, ...values)
const setStatus = ({ remoteId }: Standing, status: string): void =>
  inSandbox('update discogs_listings set status = ? where id = ?', status, Number(remoteId))
const setPrice = ({ remoteId }: Standing, priceMinor: number): void =>
  inSandbox('update discogs_listings set price_minor = ? where id = ?', priceMinor, Number(remoteId))
const listThere = (sku: string): string =>
  String(
    market.sandbox.machine.store.run(
      `insert into discogs_listings (release_id, status, condition, sleeve_condition, price_minor, comments, allow_offers, external_id, location,
         weight, format_quantity, posted)
       values (249504, 'For Sale', 'Very Good (VG)', 'Very Good (VG)', 1900, '', 0, ?, '', 250, 1, ?)`,
      sku,
      world.clock.now().toISOString(),
    ).lastId,
  )
const listing = ({ listingId }: Standing) =>
  world.cx.db.selectFrom('listings').selectAll().where('id', '=', listingId).executeTakeFirstOrThrow()

/** Held by somebody, withdrawn here and there. */
async function withdrawn(copies: readonly Standing[]): Promise<void> {
  for (const { variantId } of copies)
    await claimVariant(world.cx, { variantId, quantity: 1, kind: 'hold', holder: 'hold:test', expiresAt: null })
  await world.cx.db.deleteFrom('outbox').execute()
  await world.cx.db
    .updateTable('listings')
    .set({ state: 'withdrawn', sentFingerprint: 'withdrawn:held' })
    .where(
      'id',
      'in',
      copies.map(({ listingId }) => listingId),
    )
    .execute()
}

type Seeded = { readonly kind: DriftKind; readonly remoteId: string }

/** Fifty drifts of every kind this vendor can show. */
async function seedFifty(standing: readonly Standing[]): Promise<Seeded[]> {
  const step = Math.floor(standing.length / 50)
  const picked = standing.filter((_, index) => index % step === 3).slice(0, 50)
  const seeded: Seeded[] = []
  const take = (count: number, kind: DriftKind, change: (copy: Standing) => string | undefined): Standing[] => {
    const copies = picked.splice(0, count)
    for (const copy of copies) seeded.push({ kind, remoteId: change(copy) ?? copy.remoteId })
    return copies
  }
  take(9, 'ended-there', (copy) => void setStatus(copy, 'Expired'))
  take(9, 'price-edited', (copy) => void setPrice(copy, 1200))
  take(8, 'missing-there', (copy) => void setStatus(copy, 'Deleted'))
  take(7, 'duplicate-there', ({ sku }) => listThere(sku))
  take(8, 'unknown-listing', () => listThere('not-one-of-ours'))
  await withdrawn(take(9, 'relisted-there', () => undefined))
  return seeded
}

const byRemoteId = (a: Seeded, b: Seeded): number => a.remoteId.localeCompare(b.remoteId)

describe('a pass over ten thousand listings', () => {
  test('finds fifty seeded drifts, each for what it is, and nothing else', async () => {
    const { accountId, standing } = await aStage(10_000)
    const seeded = await seedFifty(standing)
    await auditUntil(accountId, 'ended')
    const found = (await drifts()).map(({ kind, remoteId }) => ({ kind, remoteId }))
    expect(found.toSorted(byRemoteId)).toEqual(seeded.toSorted(byRemoteId))
    expect(await listAudits(world.cx)).toMatchObject([
      { running: null, stop: null, last: { pageCount: 104, driftCount: 42, comparedCount: 10_000 } },
    ])
  }, 120_000)
})

describe('what the auditor does about a drift', () => {
  test('heals what is safe, asks about the rest, and knows at the next pass that it helped', async () => {
    const { accountId, standing } = await aStage(300)
    const [ended, edited, relisted, missing, twice] = standing
    if (!ended || !edited || !relisted || !missing || !twice) throw new Error('there are 300')
    setStatus(ended, 'Draft')
    setPrice(edited, 1)
    await withdrawn([relisted])
    setStatus(missing, 'Deleted')
    const second = listThere(twice.sku)
    const stranger = listThere('')
    await auditUntil(accountId, 'ended')
    await settle(accountId)

    const shelf = new Map(market.shelf().map(({ id, priceMinor }) => [id, priceMinor]))
    expect(shelf.get(ended.remoteId)).toBe(2500)
    expect(shelf.get(edited.remoteId)).toBe(2500)
    expect([relisted.remoteId, missing.remoteId, second].map((id) => shelf.has(id))).toEqual([false, false, false])
    expect(shelf.get(stranger)).toBe(1900)
    expect((await drifts()).map(({ kind, state, act }) => `${kind} ${state} ${act}`).toSorted()).toEqual([
      'duplicate-there acted ended',
      'ended-there acted sent-again',
      'missing-there asking null',
      'price-edited acted sent-again',
      'relisted-there acted proof-requested',
      'unknown-listing asking null',
    ])

    for (const drift of await drifts()) {
      if (drift.kind === 'missing-there')
        await decideDrift(world.cx, drift.id, { decision: 'ours', reason: 'put it back' })
      if (drift.kind === 'unknown-listing')
        await decideDrift(world.cx, drift.id, { decision: 'end', reason: 'sold long ago' })
    }
    await settle(accountId)
    await settle(accountId)
    await nextPass(accountId)
    expect((await drifts()).map(({ state, closedAs }) => `${state} ${closedAs}`)).toEqual(
      Array.from({ length: 6 }, () => 'closed healed'),
    )
    expect(market.shelf()).toHaveLength(299)
  }, 60_000)
})

describe('what a person decides about a drift', () => {
  test('asks instead where an account wants it, leaves what a person ignores, and adopts what is ours after all', async () => {
    const { cx } = world
    const { accountId, standing } = await aStage(40)
    await changeSettings(cx, accountId, { handEdits: 'ask', pagesPerMinute: 60, restMinutes: 30 })
    const [edited, unlisted] = standing
    if (!edited || !unlisted) throw new Error('there are 40')
    setPrice(edited, 3100)
    setStatus(unlisted, 'Deleted')
    await cx.db
      .updateTable('listings')
      .set({ state: 'withdrawn', remoteId: null })
      .where('id', '=', unlisted.listingId)
      .execute()
    await sql`delete from listing_remotes where listing_id = ${unlisted.listingId}`.execute(cx.db)
    const stranger = listThere('')
    await auditUntil(accountId, 'ended')
    expect((await drifts()).map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual([
      'price-edited asking',
      'unknown-listing asking',
    ])

    const [unknown] = (await drifts()).filter(({ kind }) => kind === 'unknown-listing')
    const [price] = (await drifts()).filter(({ kind }) => kind === 'price-edited')
    if (!unknown || !price) throw new Error('both were found')
    await expect(decideDrift(cx, unknown.id, { decision: 'adopt', reason: '' })).rejects.toThrow(
      'audit.variant-missing',
    )
    await expect(
      decideDrift(cx, unknown.id, { decision: 'adopt', variantId: edited.variantId, reason: '' }),
    ).rejects.toThrow('audit.not-adoptable')
    await expect(decideDrift(cx, price.id, { decision: 'end', reason: '' })).rejects.toThrow(
      'audit.decision-not-possible',
    )
    await decideDrift(cx, unknown.id, { decision: 'adopt', variantId: unlisted.variantId, reason: 'same copy' })
    await decideDrift(cx, price.id, { decision: 'ignore', reason: 'a sale' })
    await settle(accountId)
    expect(await listing(unlisted)).toMatchObject({ state: 'live', remoteId: stranger })
    await nextPass(accountId)
    expect((await drifts()).map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual([
      'price-edited ignored',
      'unknown-listing closed',
    ])
    setPrice(edited, 3200)
    await nextPass(accountId)
    expect((await drifts()).find(({ kind }) => kind === 'price-edited')).toMatchObject({
      state: 'asking',
      seenCount: 3,
    })
  }, 60_000)

  test('stops healing when too much differs at once, says so, and goes on when a person says go', async () => {
    const { cx } = world
    const { accountId, standing } = await aStage(150)
    for (const copy of standing.slice(0, 12)) setPrice(copy, 100)
    await auditUntil(accountId, 'ended')
    await settle(accountId)
    expect(await listAudits(cx)).toMatchObject([{ stop: { driftCount: 12, comparedCount: 150 }, openCount: 12 }])
    expect(await cx.db.selectFrom('channelAccounts').select('lastError').executeTakeFirst()).toMatchObject({
      lastError: { code: 'too-much-drift' },
    })
    expect(market.shelf().filter(({ priceMinor }) => priceMinor === 100)).toHaveLength(12)
    await expect(resumeHealing(cx, accountId, 'a sale of mine')).resolves.toBeUndefined()
    await settle(accountId)
    await settle(accountId)
    expect(market.shelf().filter(({ priceMinor }) => priceMinor === 100)).toEqual([])
    await expect(resumeHealing(cx, accountId, 'again')).rejects.toThrow('audit.not-stopped')
  }, 60_000)
})

/** Puts itself between the vendor's answer and the auditor. */
function afterEveryPage(disturb: (page: number) => Promise<unknown>): void {
  const maker = world.outside.connectors.discogs
  if (!maker) throw new Error('the market has its connector')
  let count = 0
  const connect: typeof maker.connect = (link) => {
    const connector: Connector = maker.connect(link)
    return {
      ...connector,
      async listAll(page) {
        const answer = await connector.listAll(page)
        count += 1
        await disturb(count)
        return answer
      },
    }
  }
  world.outside.connectors = { ...world.outside.connectors, discogs: { ...maker, connect } }
}

describe('an audit that is disturbed', () => {
  test('raises no alarm about what lanes send, sell and hold while a page is on its way', async () => {
    const { cx } = world
    const { accountId, standing } = await aStage(400)
    afterEveryPage(async (page) => {
      // Entries of the page just read, of pages before and of pages to come change at the worst moment.
      const touched = standing.filter((_, index) => index % 40 === page * 3)
      await setListPrices(
        cx,
        touched.slice(0, 6).map(({ variantId }) => ({ variantId, priceMinor: 2000 + page, reason: 'test' })),
      )
      for (const { variantId } of touched.slice(6, 8))
        await claimVariant(cx, { variantId, quantity: 1, kind: 'order', holder: `order:${variantId}`, expiresAt: null })
      market.buy(market.shelf().find(({ id }) => id === touched[8]?.remoteId))
      market.buy(market.shelf().find(({ id }) => id === touched[9]?.remoteId))
      if (page % 2 === 0) await pollOrders(cx, accountId)
      await send(accountId)
      world.clock.advanceMs(8_000)
    })
    await auditUntil(accountId, 'ended', () => send(accountId))
    expect(await drifts()).toEqual([])
    expect(await listAudits(cx)).toMatchObject([{ last: { driftCount: 0 } }])
  }, 60_000)

  test('killed in the middle of a page, goes on from it in another process and finds the same', async () => {
    const { accountId, standing } = await aStage(500)
    const seeded = await seedFifty(standing)
    let kills = 0
    afterEveryPage(async (page) => {
      if (page % 3 !== 0) return
      kills += 1
      throw new Error('killed')
    })
    for (let turn = 0; turn < 200; turn += 1) {
      const steps = [auditAccount(world.cx, accountId), auditAccount(world.cx, accountId)]
      const answers = await Promise.allSettled(steps)
      if (answers.some((answer) => answer.status === 'fulfilled' && answer.value === 'ended')) break
      world.clock.advanceMs(2_000)
    }
    expect(kills).toBeGreaterThan(1)
    const found = (await drifts()).filter(({ closedAs }) => closedAs !== 'gone')
    expect(found.map(({ kind, remoteId }) => ({ kind, remoteId })).toSorted(byRemoteId)).toEqual(
      seeded.toSorted(byRemoteId),
    )
    expect(await listAudits(world.cx)).toMatchObject([{ running: null, stop: { driftCount: expect.any(Number) } }])
  }, 60_000)
})
