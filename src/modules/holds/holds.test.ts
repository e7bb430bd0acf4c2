import { describe, expect, test } from 'vitest'
import { discogs } from '#connectors/marketplaces/discogs'
import { ebay } from '#connectors/marketplaces/ebay'
import { type AccountId, type ListingId, toId, type UnitId } from '#kernel/ids'
import { requestProof } from '#modules/channels'
import { claimUnits } from '#modules/stock'
import { inTransaction } from '#platform/cx'
import { discogs as discogsVendor } from '#sandbox/discogs'
import { ebay as ebayVendor } from '#sandbox/ebay'
import { planFault } from '#sandbox/faults'
import { aCart, aCopy, aLot, someGoods } from '#support/makers'
import { deliver, useMarket } from '#support/market-trial'
import { useWorld } from '#support/world'
import { addCopies, beginHold, type HoldOutcome } from './hold-copies.ts'
import { holdCsv } from './hold-csv.ts'
import { getHold, getHolds } from './hold-view.ts'
import { readBackHeld } from './read-back.ts'
import { releaseCopies } from './release-copies.ts'
import type { Selection } from './select-copies.ts'

const world = useWorld()
const onDiscogs = useMarket(world, {
  maker: discogs,
  vendor: discogsVendor,
  settings: { baseUrl: 'http://sandbox.test/discogs' },
  credentials: { token: 'sandbox-discogs-token' },
  creation: { method: 'POST', path: '/marketplace/listings' },
  ordersPath: '/marketplace/orders',
  duplicates: 'discogs.duplicateOrders',
  cancel: async () => {},
})
const onEbay = useMarket(world, {
  maker: ebay,
  vendor: ebayVendor,
  settings: { baseUrl: 'http://sandbox.test/ebay' },
  credentials: {
    clientId: 'sandbox-ebay-client',
    clientSecret: 'sandbox-ebay-secret',
    refreshToken: 'sandbox-ebay-refresh',
  },
  creation: { method: 'POST', path: '/bulk_create_offer' },
  ordersPath: '/sell/fulfillment/v1/order',
  duplicates: 'ebay.duplicateOrders',
  cancel: async () => {},
})

type Accounts = { readonly discogsId: AccountId; readonly ebayId: AccountId }

const aRecord = (discogsReleaseId: number) => ({ product: { discogsReleaseId, title: `Record ${discogsReleaseId}` } })
const hold = (selection: Selection, name = 'Marché de Montreuil 28 nov.'): Promise<HoldOutcome> =>
  beginHold(world.cx, { name, reason: 'for the stall', plannedEndAt: null, selection })
const labels = async (): Promise<string[]> =>
  (await world.cx.db.selectFrom('units').select('code').execute()).map(({ code }) => code)
const labelsOf = async (...unitIds: UnitId[]): Promise<string[]> => {
  const rows = await world.cx.db.selectFrom('units').select(['id', 'code']).execute()
  return unitIds.map((unitId) => rows.find(({ id }) => id === unitId)?.code ?? '')
}

async function connectBoth(): Promise<Accounts> {
  const accounts = { discogsId: await onDiscogs.connect(), ebayId: await onEbay.connect() }
  await settle(accounts)
  return accounts
}

async function settle({ discogsId, ebayId }: Accounts): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await onDiscogs.settle(discogsId)
    await onEbay.settle(ebayId)
    await readBackHeld(world.cx, discogsId)
    await readBackHeld(world.cx, ebayId)
    world.clock.advanceMs(20_000)
  }
}

const discogsRows = () => onDiscogs.sandbox.machine.store.all('select * from discogs_listings order by id')
const ebayItems = () => onEbay.sandbox.machine.store.all('select * from ebay_items order by sku')
const lightOf = async ({ id }: HoldOutcome) => {
  const { light, accounts } = await getHold(world.cx, id)
  return { light, accounts: accounts.map((account) => [account.channel, account.light, account.provenCount]) }
}

describe('a market hold that goes well', () => {
  test('goes from amber to green when every channel was read back, names who has the rest, and gives all back as it was', async () => {
    const { cx } = world
    const copies = [await aCopy(cx, aRecord(1)), await aCopy(cx, aRecord(2)), await aCopy(cx, aRecord(3))]
    const accounts = await connectBoth()
    const shown = { discogs: discogsRows(), ebay: ebayItems(), shelf: onEbay.shelf() }
    const [first, second, third] = await labelsOf(...copies.map(({ unitId }) => unitId))
    const cartId = await aCart(
      cx,
      copies.slice(2).map(({ variantId }) => variantId),
    )

    const outcome = await hold({ list: `${first}\n${second}; ${third}, E-NOWHERE` })
    expect(outcome).toMatchObject({ heldCount: 2, unknown: ['E-NOWHERE'] })
    expect(outcome.taken).toMatchObject([{ code: third, heldBy: { kind: 'cart', id: cartId } }])
    expect(await lightOf(outcome)).toEqual({
      light: 'amber',
      accounts: [
        ['discogs', 'amber', 0],
        ['ebay', 'amber', 0],
      ],
    })
    await expect(
      aCart(
        cx,
        copies.slice(0, 1).map(({ variantId }) => variantId),
      ),
    ).rejects.toThrow('stock.taken')

    await onDiscogs.settle(accounts.discogsId)
    world.clock.advanceMs(20_000)
    await onDiscogs.settle(accounts.discogsId)
    expect(await lightOf(outcome)).toEqual({
      light: 'amber',
      accounts: [
        ['discogs', 'green', 2],
        ['ebay', 'amber', 0],
      ],
    })
    await settle(accounts)
    expect(await lightOf(outcome)).toEqual({
      light: 'green',
      accounts: [
        ['discogs', 'green', 2],
        ['ebay', 'green', 2],
      ],
    })
    expect(onDiscogs.shelf()).toEqual([])
    expect(onEbay.shelf()).toEqual([])

    world.clock.advanceMs(3_600_000)
    expect(
      await addCopies(cx, outcome.id, { selection: { codes: await labels() }, reason: 'cart is over' }),
    ).toMatchObject({ heldCount: 3, taken: [] })
    expect((await lightOf(outcome)).light).toBe('amber')
    await settle(accounts)
    expect((await lightOf(outcome)).light).toBe('green')

    expect(await releaseCopies(cx, outcome.id, { reason: 'back from the market' })).toEqual({ releasedCount: 3 })
    await settle(accounts)
    expect({ discogs: discogsRows(), ebay: ebayItems(), shelf: onEbay.shelf() }).toEqual(shown)
    expect(await getHold(cx, outcome.id)).toMatchObject({
      light: 'off',
      releasedCount: 3,
      events: [
        { what: 'begun', count: 3, reason: 'for the stall', actor: 'system' },
        { what: 'added', count: 3 },
        { what: 'released', count: 3, reason: 'back from the market' },
      ],
    })
  })
})

describe('a market hold with a channel in the way', () => {
  test('stays red while one channel is out of reach, and says since when, in its words, and when it is tried again', async () => {
    const { cx } = world
    await aCopy(cx, aRecord(1))
    const accounts = await connectBoth()
    planFault(onEbay.sandbox.machine, { vendor: 'ebay', kind: 'error-503', count: 3 })
    const outcome = await hold({ places: ['a-1'] })
    await onDiscogs.settle(accounts.discogsId)
    await onEbay.settle(accounts.ebayId)
    const { light, accounts: places } = await getHold(cx, outcome.id)
    expect(light).toBe('red')
    expect(places).toMatchObject([
      { channel: 'discogs', light: 'green', obstacle: null },
      {
        channel: 'ebay',
        light: 'red',
        obstacle: {
          why: 'unreachable',
          since: expect.any(Date),
          problem: { message: expect.stringContaining('503'), nextTryAt: expect.any(Date) },
        },
      },
    ])
    await settle(accounts)
    await settle(accounts)
    expect((await lightOf(outcome)).light).toBe('green')
  })

  test('turns red when the site puts a copy on sale again by itself, and green when it is gone again', async () => {
    const { cx } = world
    await aCopy(cx, aRecord(1))
    const accounts = await connectBoth()
    const outcome = await hold({ places: ['A-1'] })
    await settle(accounts)
    expect((await lightOf(outcome)).light).toBe('green')

    onDiscogs.sandbox.machine.store.run(`update discogs_listings set status = 'For Sale'`)
    const { id } = await cx.db
      .selectFrom('listings')
      .select('id')
      .where('accountId', '=', accounts.discogsId)
      .executeTakeFirstOrThrow()
    planFault(onDiscogs.sandbox.machine, { vendor: 'discogs', kind: 'error-503', method: 'POST' })
    await inTransaction(cx, (tx) => requestProof(tx, [toId<ListingId>(id)]))
    expect((await lightOf(outcome)).light).toBe('amber')
    await onDiscogs.settle(accounts.discogsId)
    expect((await lightOf(outcome)).light).toBe('red')
    await settle(accounts)
    expect(onDiscogs.shelf()).toEqual([])
    expect((await lightOf(outcome)).light).toBe('green')
  })
})

describe('the proof of a hold', () => {
  test('reads back what a copy was listed as before, and what a lost answer may have created', async () => {
    const { cx } = world
    const { variantId } = await aCopy(cx, aRecord(1))
    const accounts = await connectBoth()
    const onAccount = await cx.db.selectFrom('listings').selectAll().where('variantId', '=', variantId).execute()
    const [mine] = onAccount.filter(({ accountId }) => accountId === accounts.discogsId)
    const [theirs] = onAccount.filter(({ accountId }) => accountId === accounts.ebayId)
    if (!mine || !theirs) throw new Error('listed on both')
    await cx.db
      .insertInto('listingRemotes')
      .values({
        accountId: accounts.discogsId,
        listingId: mine.id,
        remoteId: '4100000999',
        firstSeenAt: world.clock.now(),
      })
      .execute()
    await cx.db.deleteFrom('listingRemotes').where('listingId', '=', theirs.id).execute()
    await cx.db
      .updateTable('listings')
      .set({ remoteId: null, state: 'waiting', sentFingerprint: null, lastSentAt: null })
      .where('id', '=', theirs.id)
      .execute()

    const outcome = await hold({ variantIds: [variantId] })
    await onDiscogs.settle(accounts.discogsId)
    await onEbay.settle(accounts.ebayId)
    expect((await lightOf(outcome)).light).toBe('amber')
    await readBackHeld(cx, accounts.discogsId)
    await readBackHeld(cx, accounts.ebayId)
    expect(await getHold(cx, outcome.id)).toMatchObject({
      light: 'red',
      accounts: [{ light: 'green' }, { light: 'red', obstacle: { why: 'still-on-sale' } }],
    })
    await settle(accounts)
    expect(onEbay.shelf()).toEqual([])
    expect((await lightOf(outcome)).light).toBe('green')
  })
})

describe('a hold of part of what there is', () => {
  test('is green when a channel shows no more copies than are free, and its lots are gone', async () => {
    const { cx } = world
    const goods = await someGoods(cx, { quantity: 5, ...aRecord(7) })
    const single = await aCopy(cx, aRecord(8))
    await aLot(cx, [single])
    const accounts = await connectBoth()
    const outcome = await hold({ codes: await labelsOf(...goods.unitIds.slice(0, 2)) })
    await settle(accounts)
    expect(onEbay.shelf().map(({ quantity }) => quantity)).toEqual(expect.arrayContaining([1, 3]))
    expect((await lightOf(outcome)).light).toBe('green')

    const withLot = await hold({ variantIds: [single.variantId] }, 'the single')
    await settle(accounts)
    expect((await lightOf(withLot)).light).toBe('green')
    expect(await getHolds(cx, { isOpen: true })).toMatchObject([
      { name: 'the single' },
      { heldCount: 2, light: 'green' },
    ])
  })

  test('a copy sold at the stall is not given back, and a second hold names the first', async () => {
    const { cx } = world
    const sold = await aCopy(cx, aRecord(1))
    await aCopy(cx, aRecord(2))
    const accounts = await connectBoth()
    const outcome = await hold({ places: ['A-1'] })
    expect((await hold({ places: ['A-1'] }, 'second')).taken).toMatchObject([
      { heldBy: { kind: 'hold', name: 'Marché de Montreuil 28 nov.' } },
      { heldBy: { kind: 'hold' } },
    ])
    await settle(accounts)
    await cx.db
      .updateTable('claims')
      .set({ kind: 'order', holder: 'order:stall' })
      .where('unitId', '=', sold.unitId)
      .where('endedAt', 'is', null)
      .execute()
    expect(await getHold(cx, outcome.id)).toMatchObject({ heldCount: 1, goneCount: 1, takenCount: 0 })
    const [firstCode] = await labelsOf(sold.unitId)
    const lines = await Array.fromAsync(holdCsv(cx, outcome.id, ';'))
    expect(lines.find((line) => line.startsWith(firstCode ?? '?'))).toContain(';gone;order:stall;')

    expect(await releaseCopies(cx, outcome.id, { reason: '' })).toEqual({ releasedCount: 1 })
    await settle(accounts)
    expect(onDiscogs.shelf()).toHaveLength(1)
    expect(await releaseCopies(cx, outcome.id, { reason: 'again' })).toEqual({ releasedCount: 0 })
  })

  test('refuses what is no selection, and says which codes nobody knows', async () => {
    await expect(hold({ list: 'E-1 nothing' })).rejects.toMatchObject({
      code: 'holds.nothing-selected',
      data: { unknown: ['E-1', 'nothing'], codes: 'E-1, nothing' },
    })
    await expect(hold({ places: ['Z-9'] })).rejects.toThrow('holds.place-not-found')
    const taken = await aCopy(world.cx)
    await claimUnits(world.cx, { unitIds: [taken.unitId], kind: 'order', holder: 'order:x', expiresAt: null })
    await deliver(world.cx)
    expect(await hold({ places: ['A-1'] })).toMatchObject({ heldCount: 0, taken: [{ state: 'taken' }] })
  })
})
