import { afterEach, describe, expect, test } from 'vitest'
import type { VariantId } from '#kernel/ids'
import { changeVariants } from '#modules/catalog'
import { connectAccount } from '#modules/channels'
import { pollOrders } from '#modules/inbound'
import { setListPrices } from '#modules/pricing'
import { claimVariant, releaseClaims } from '#modules/stock'
import { type FaultKind, planFault } from '#sandbox/faults'
import { changeSetting } from '#sandbox/machine'
import { aCopy } from './makers.ts'
import { type ChannelUnderTest, type Market, useMarket } from './market-trial.ts'
import { useWorld, type World } from './world.ts'

const anyProduct = {
  discogsReleaseId: 249504,
  title: 'Blue Train',
  artist: 'John Coltrane',
  format: 'LP',
  label: 'Blue Note',
  year: 1957,
}

/** Every marketplace connector passes this, against its sandbox, through the real lanes and the real database. */
export function useChannelContract(channel: ChannelUnderTest): void {
  const world = useWorld()
  const trial = createTrial({ world, channel, market: useMarket(world, channel) })
  describe(`the ${channel.vendor.name} connector`, () => {
    afterEach(() => expect(contractFaults(trial)).toEqual([]))
    publishing(trial)
    selling(trial)
    failing(trial)
  })
}

/** Made-up failures and cut-off bodies are the sandbox's business, not the contract's. */
const contractFaults = ({ market, channel }: Trial): readonly string[] =>
  market.exchanges
    .filter(({ status, responseBody }) => status < 401 && (status === 204 || responseBody !== undefined))
    .flatMap((exchange) => channel.faultsOf?.(exchange) ?? [])

type Trial = ReturnType<typeof createTrial>

function createTrial(setting: { world: World; channel: ChannelUnderTest; market: Market }) {
  const { world, channel, market } = setting
  return {
    ...setting,
    async aListedCopy() {
      const copy = await aCopy(world.cx, { priceMinor: 2500, product: anyProduct })
      const accountId = await market.connect()
      await market.settle(accountId)
      return { ...copy, accountId }
    },
    listing: (variantId: VariantId) =>
      world.cx.db.selectFrom('listings').selectAll().where('variantId', '=', variantId).executeTakeFirstOrThrow(),
    changePrice: (variantId: VariantId, priceMinor: number) =>
      setListPrices(world.cx, [{ variantId, priceMinor, reason: 'test' }]),
    plan: (kind: FaultKind, where: { method?: string; path?: string } = {}) =>
      planFault(market.sandbox.machine, { vendor: channel.vendor.name, kind, ...where }),
    aMinuteLater: () => world.clock.advanceMs(60_000),
  }
}

function publishing({ world, market, aListedCopy, listing, changePrice }: Trial): void {
  test('puts a copy on sale with its price and proves it', async () => {
    const { variantId } = await aListedCopy()
    expect(market.shelf()).toMatchObject([{ priceMinor: 2500, quantity: 1, isForSale: true }])
    expect(await listing(variantId)).toMatchObject({
      state: 'live',
      proof: { state: { kind: 'on-sale', priceMinor: 2500 } },
    })
  })

  test('says nothing when nothing changed', async () => {
    const { accountId, variantId } = await aListedCopy()
    const before = market.exchanges.length
    await changePrice(variantId, 2600)
    await changePrice(variantId, 2500)
    expect(await market.settle(accountId)).toBe('done')
    expect(market.exchanges).toHaveLength(before)
  })

  test('revises price and text of the same listing', async () => {
    const { accountId, variantId } = await aListedCopy()
    const [first] = market.shelf()
    await changePrice(variantId, 3100)
    await changeVariants(world.cx, [{ variantId, mediaNote: 'Léger bruit de fond face B' }])
    await market.settle(accountId)
    expect(market.shelf()).toMatchObject([{ id: first?.id, priceMinor: 3100 }])
  })

  test('hides a held copy and brings the same listing back', async () => {
    const { accountId, variantId } = await aListedCopy()
    const [first] = market.shelf()
    await claimVariant(world.cx, { variantId, quantity: 1, kind: 'hold', holder: 'hold:market', expiresAt: null })
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    expect(await listing(variantId)).toMatchObject({ state: 'withdrawn', withheld: expect.any(String) })

    await releaseClaims(world.cx, { holder: 'hold:market', reason: 'released' })
    await market.settle(accountId)
    expect(market.shelf()).toMatchObject([{ id: first?.id, priceMinor: 2500, quantity: 1 }])
  })

  test('ends the listing of a copy sold elsewhere, and repeating that is harmless', async () => {
    const { accountId, variantId } = await aListedCopy()
    await claimVariant(world.cx, {
      variantId,
      quantity: 1,
      kind: 'order',
      holder: 'order:elsewhere',
      expiresAt: null,
    })
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    await changePrice(variantId, 9900)
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    expect(await listing(variantId)).toMatchObject({ state: 'withdrawn', withheld: 'sold' })
  })
}

function selling({ world, market, channel, aListedCopy, listing, changePrice, aMinuteLater }: Trial): void {
  test('turns a sale there into one order here, however often it is reported', async () => {
    const { accountId, variantId } = await aListedCopy()
    changeSetting(market.sandbox.machine, channel.duplicates, 1)
    market.buy(market.shelf()[0])
    await Promise.all([pollOrders(world.cx, accountId), pollOrders(world.cx, accountId)])
    aMinuteLater()
    await pollOrders(world.cx, accountId)
    await market.settle(accountId)
    const orders = await world.cx.db.selectFrom('orders').selectAll().execute()
    expect(orders).toMatchObject([{ source: `channel:${accountId}`, itemsMinor: 2500 }])
    expect(await listing(variantId)).toMatchObject({ state: 'sold' })
    expect(await world.cx.db.selectFrom('incidents').selectAll().execute()).toEqual([])
  })

  test('never offers again what was sold there, even when text and price change before its order is heard of', async () => {
    const { accountId, variantId } = await aListedCopy()
    market.buy(market.shelf()[0])
    await changePrice(variantId, 2700)
    await changeVariants(world.cx, [{ variantId, mediaNote: 'changed meanwhile' }])
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    await pollOrders(world.cx, accountId)
    aMinuteLater()
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    expect(await world.cx.db.selectFrom('orders').selectAll().execute()).toHaveLength(1)
  })

  test('sends the copy of a sale cancelled there to be checked, and tells a person', async () => {
    const { accountId, unitId } = await aListedCopy()
    const order = market.buy(market.shelf()[0])
    await pollOrders(world.cx, accountId)
    aMinuteLater()
    await channel.cancel(market.sandbox, order)
    await pollOrders(world.cx, accountId)
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    const place = await world.cx.db
      .selectFrom('units')
      .innerJoin('places', 'places.id', 'units.placeId')
      .select('places.code')
      .where('units.id', '=', unitId)
      .executeTakeFirstOrThrow()
    expect(place.code).toBe('TO-CHECK')
    expect(await world.cx.db.selectFrom('incidents').selectAll().execute()).toMatchObject([
      { kind: 'cancelled-remotely' },
    ])
  })

  test('makes no order of a sale that was cancelled before it was heard of', async () => {
    const { accountId } = await aListedCopy()
    const order = market.buy(market.shelf()[0])
    await channel.cancel(market.sandbox, order)
    await pollOrders(world.cx, accountId)
    expect(await world.cx.db.selectFrom('orders').selectAll().execute()).toEqual([])
  })

  test('records a sale of a copy that is gone as an incident that says who has it', async () => {
    const { accountId, variantId } = await aListedCopy()
    const [item] = market.shelf()
    await claimVariant(world.cx, {
      variantId,
      quantity: 1,
      kind: 'order',
      holder: 'order:elsewhere',
      expiresAt: null,
    })
    market.buy(item)
    await pollOrders(world.cx, accountId)
    expect(await world.cx.db.selectFrom('incidents').selectAll().execute()).toMatchObject([
      { kind: 'double-sale', variantId, data: { holders: [{ heldBy: 'order:elsewhere' }] } },
    ])
    expect(await world.cx.db.selectFrom('orders').selectAll().execute()).toHaveLength(1)
  })
}

function failing({ world, market, channel, aListedCopy, listing, changePrice, plan, aMinuteLater }: Trial): void {
  test.each(['error-500', 'error-503', 'rate-limit', 'connection-reset', 'malformed-body'] as const)(
    'survives %s while publishing',
    async (kind) => {
      await aCopy(world.cx, { product: anyProduct })
      const accountId = await market.connect()
      plan(kind, channel.creation)
      expect(await market.settle(accountId)).toBe('outage')
      expect(await market.settle(accountId)).toBe('blocked')
      for (let turn = 0; turn < 3; turn += 1) {
        aMinuteLater()
        await market.settle(accountId)
      }
      expect(market.shelf()).toMatchObject([{ quantity: 1 }])
      expect(await world.cx.db.selectFrom('channelAccounts').selectAll().executeTakeFirstOrThrow()).toMatchObject({
        failures: 0,
        blockedUntil: null,
      })
    },
  )

  test('does not list a copy twice when the answer to its creation was lost', async () => {
    await aCopy(world.cx, { product: anyProduct })
    const accountId = await market.connect()
    plan('reset-after-success', channel.creation)
    await market.settle(accountId)
    for (let turn = 0; turn < 3; turn += 1) {
      aMinuteLater()
      await market.settle(accountId)
    }
    expect(market.shelf()).toHaveLength(1)
  })

  test('withdraws even when the answer was lost', async () => {
    const { accountId, variantId } = await aListedCopy()
    await claimVariant(world.cx, {
      variantId,
      quantity: 1,
      kind: 'order',
      holder: 'order:elsewhere',
      expiresAt: null,
    })
    plan('reset-after-success')
    await market.settle(accountId)
    aMinuteLater()
    await market.settle(accountId)
    expect(market.shelf()).toEqual([])
    expect(await listing(variantId)).toMatchObject({ state: 'withdrawn', lastError: null })
  })

  test('gets over an expired token', async () => {
    const { accountId, variantId } = await aListedCopy()
    await changePrice(variantId, 4400)
    plan('expired-token')
    await market.settle(accountId)
    aMinuteLater()
    await market.settle(accountId)
    expect(market.shelf()).toMatchObject([{ priceMinor: 4400 }])
  })

  test('takes orders in again after a broken answer', async () => {
    const { accountId } = await aListedCopy()
    market.buy(market.shelf()[0])
    plan('malformed-body', { path: channel.ordersPath })
    expect(await pollOrders(world.cx, accountId)).toBe(0)
    aMinuteLater()
    expect(await pollOrders(world.cx, accountId)).toBe(1)
  })

  test('is refused with wrong credentials', async () => {
    const wrong = Object.fromEntries(Object.keys(channel.credentials).map((name) => [name, 'wrong']))
    const connection = connectAccount(world.cx, {
      channel: channel.vendor.name,
      label: 'x',
      settings: channel.settings,
      credentials: wrong,
    })
    await expect(connection).rejects.toThrow('channels.credentials-refused')
  })
}
