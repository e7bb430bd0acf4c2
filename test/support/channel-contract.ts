import { beforeEach, describe, expect, test } from 'vitest'
import type { AccountId, VariantId } from '#kernel/ids'
import { changeVariants } from '#modules/catalog'
import { type ConnectorMaker, connectAccount, pollOrders, runLane, subscriptions } from '#modules/channels'
import { setListPrices } from '#modules/pricing'
import { claimVariant, releaseClaims } from '#modules/stock'
import type { Cx } from '#platform/cx'
import { createHttpClient, type HttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'
import { dispatchOutbox } from '#platform/outbox'
import { unlockSecrets } from '#platform/secrets'
import { type FaultKind, planFault } from '#sandbox/faults'
import { changeSetting, type Vendor } from '#sandbox/machine'
import type { ShelfItem } from '#sandbox/pages'
import { createSandbox, type Sandbox } from '#sandbox/server'
import { aCopy } from './makers.ts'
import { useWorld, type World } from './world.ts'

/** What the contract must know of a vendor beyond the connector: how to reach its sandbox and where to hurt it. */
export type ChannelUnderTest = {
  readonly maker: (http: HttpClient) => ConnectorMaker
  readonly vendor: Vendor
  readonly settings: Record<string, string>
  readonly credentials: Record<string, string>
  /** The request that makes a listing exist. */
  readonly creation: { readonly method: string; readonly path: string }
  readonly ordersPath: string
  readonly cancel: (sandbox: Sandbox, order: string) => Promise<void>
}

export type Stall = {
  readonly sandbox: () => Sandbox
  readonly requests: { method: string; path: string; body: string }[]
  connect(): Promise<AccountId>
  shelf(): ShelfItem[]
  /** Delivers every waiting event, then lets the lane do what there is to do now. */
  settle(accountId: AccountId): Promise<string>
  buy(item: ShelfItem | undefined): string
}

/** A world with the vendor's sandbox in process, and every request to it counted. */
export function useStall(world: World, channel: ChannelUnderTest): Stall {
  let sandbox: Sandbox
  const requests: Stall['requests'] = []
  beforeEach(() => {
    unlockSecrets('a secret of at least thirty-two characters')
    requests.length = 0
    sandbox = createSandbox({ store: ':memory:', now: world.clock.now })
    const counted = async (request: Request): Promise<Response> => {
      requests.push({ method: request.method, path: new URL(request.url).pathname, body: await request.clone().text() })
      return sandbox.fetch(request)
    }
    const http = createHttpClient({ system: channel.vendor.name, log: silentLog, fetch: counted })
    world.outside.connectors = { ...world.outside.connectors, [channel.vendor.name]: channel.maker(http) }
  })
  const shelfOf = () => {
    if (!channel.vendor.shelf) throw new Error('a marketplace has a shelf')
    return channel.vendor.shelf(sandbox.machine)
  }
  return {
    sandbox: () => sandbox,
    requests,
    connect: () =>
      connectAccount(world.cx, {
        channel: channel.vendor.name,
        label: channel.vendor.name,
        settings: channel.settings,
        credentials: channel.credentials,
      }),
    shelf: () => shelfOf().findItems({ text: '', isForSaleOnly: true, limit: 5000, offset: 0 }).items,
    async settle(accountId) {
      await deliver(world.cx)
      return (await runLane(world.cx, accountId, { random: () => 0.5 })).kind
    },
    buy(item) {
      const purchase = shelfOf().buy(item?.id ?? '')
      if (purchase.kind !== 'bought') throw new Error(`not bought: ${purchase.message}`)
      return purchase.order
    },
  }
}

export async function deliver(cx: Cx): Promise<void> {
  while ((await dispatchOutbox(cx, [subscriptions])).dispatched > 0);
}

const anyProduct = {
  discogsReleaseId: 249504,
  title: 'Blue Train',
  artist: 'John Coltrane',
  format: 'LP',
  label: 'Blue Note',
  year: 1957,
}

/** Every marketplace connector passes this, against its sandbox, through the real lanes and the real database. */
export function channelContract(channel: ChannelUnderTest): void {
  const world = useWorld()
  const stall = useStall(world, channel)

  async function aListedCopy() {
    const copy = await aCopy(world.cx, { priceMinor: 2500, product: anyProduct })
    const accountId = await stall.connect()
    await stall.settle(accountId)
    return { ...copy, accountId }
  }
  const listing = async (variantId: VariantId) =>
    world.cx.db.selectFrom('listings').selectAll().where('variantId', '=', variantId).executeTakeFirstOrThrow()
  const changePrice = (variantId: VariantId, priceMinor: number) =>
    setListPrices(world.cx, [{ variantId, priceMinor, reason: 'test' }])
  const plan = (kind: FaultKind, where: { method?: string; path?: string } = {}) =>
    planFault(stall.sandbox().machine, { vendor: channel.vendor.name, kind, ...where })
  const aMinuteLater = () => world.clock.advanceMs(60_000)

  describe(`the ${channel.vendor.name} connector`, () => {
    test('puts a copy on sale with its price and proves it', async () => {
      const { variantId } = await aListedCopy()
      expect(stall.shelf()).toMatchObject([{ priceMinor: 2500, quantity: 1, isForSale: true }])
      expect(await listing(variantId)).toMatchObject({
        state: 'live',
        proof: { state: { kind: 'on-sale', priceMinor: 2500 } },
      })
    })

    test('says nothing when nothing changed', async () => {
      const { accountId, variantId } = await aListedCopy()
      const before = stall.requests.length
      await changePrice(variantId, 2600)
      await changePrice(variantId, 2500)
      expect(await stall.settle(accountId)).toBe('done')
      expect(stall.requests).toHaveLength(before)
    })

    test('revises price and text of the same listing', async () => {
      const { accountId, variantId } = await aListedCopy()
      const [first] = stall.shelf()
      await changePrice(variantId, 3100)
      await changeVariants(world.cx, [{ variantId, mediaNote: 'Léger bruit de fond face B' }])
      await stall.settle(accountId)
      expect(stall.shelf()).toMatchObject([{ id: first?.id, priceMinor: 3100 }])
    })

    test('hides a held copy and brings the same listing back', async () => {
      const { accountId, variantId } = await aListedCopy()
      const [first] = stall.shelf()
      await claimVariant(world.cx, { variantId, quantity: 1, kind: 'hold', holder: 'hold:market', expiresAt: null })
      await stall.settle(accountId)
      expect(stall.shelf()).toEqual([])
      expect(await listing(variantId)).toMatchObject({ state: 'withdrawn', withheld: expect.any(String) })

      await releaseClaims(world.cx, { holder: 'hold:market', reason: 'released' })
      await stall.settle(accountId)
      expect(stall.shelf()).toMatchObject([{ id: first?.id, priceMinor: 2500, quantity: 1 }])
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
      await stall.settle(accountId)
      expect(stall.shelf()).toEqual([])
      await changePrice(variantId, 9900)
      await stall.settle(accountId)
      expect(stall.shelf()).toEqual([])
      expect(await listing(variantId)).toMatchObject({ state: 'withdrawn', withheld: 'sold' })
    })

    test('turns a sale there into one order here, however often it is reported', async () => {
      const { accountId, variantId } = await aListedCopy()
      changeSetting(
        stall.sandbox().machine,
        channel.vendor.name === 'ebay' ? 'ebay.duplicateOrders' : 'discogs.duplicateOrders',
        1,
      )
      stall.buy(stall.shelf()[0])
      await Promise.all([pollOrders(world.cx, accountId), pollOrders(world.cx, accountId)])
      aMinuteLater()
      await pollOrders(world.cx, accountId)
      await stall.settle(accountId)
      const orders = await world.cx.db.selectFrom('orders').selectAll().execute()
      expect(orders).toMatchObject([{ source: `channel:${accountId}`, itemsMinor: 2500 }])
      expect(await listing(variantId)).toMatchObject({ state: 'sold' })
      expect(await world.cx.db.selectFrom('incidents').selectAll().execute()).toEqual([])
    })

    test('never offers again what was sold there, even when text and price change before its order is heard of', async () => {
      const { accountId, variantId } = await aListedCopy()
      stall.buy(stall.shelf()[0])
      await changePrice(variantId, 2700)
      await changeVariants(world.cx, [{ variantId, mediaNote: 'changed meanwhile' }])
      await stall.settle(accountId)
      expect(stall.shelf()).toEqual([])
      await pollOrders(world.cx, accountId)
      aMinuteLater()
      await stall.settle(accountId)
      expect(stall.shelf()).toEqual([])
      expect(await world.cx.db.selectFrom('orders').selectAll().execute()).toHaveLength(1)
    })

    test('sends the copy of a sale cancelled there to be checked, and tells a person', async () => {
      const { accountId, unitId } = await aListedCopy()
      const order = stall.buy(stall.shelf()[0])
      await pollOrders(world.cx, accountId)
      aMinuteLater()
      await channel.cancel(stall.sandbox(), order)
      await pollOrders(world.cx, accountId)
      await stall.settle(accountId)
      expect(stall.shelf()).toEqual([])
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
      const order = stall.buy(stall.shelf()[0])
      await channel.cancel(stall.sandbox(), order)
      await pollOrders(world.cx, accountId)
      expect(await world.cx.db.selectFrom('orders').selectAll().execute()).toEqual([])
    })

    test('records a sale of a copy that is gone as an incident that says who has it', async () => {
      const { accountId, variantId } = await aListedCopy()
      const [item] = stall.shelf()
      await claimVariant(world.cx, {
        variantId,
        quantity: 1,
        kind: 'order',
        holder: 'order:elsewhere',
        expiresAt: null,
      })
      stall.buy(item)
      await pollOrders(world.cx, accountId)
      expect(await world.cx.db.selectFrom('incidents').selectAll().execute()).toMatchObject([
        { kind: 'double-sale', variantId, data: { holders: [{ heldBy: 'order:elsewhere' }] } },
      ])
      expect(await world.cx.db.selectFrom('orders').selectAll().execute()).toHaveLength(1)
    })

    test.each(['error-500', 'error-503', 'rate-limit', 'connection-reset', 'malformed-body'] as const)(
      'survives %s while publishing',
      async (kind) => {
        await aCopy(world.cx, { product: anyProduct })
        const accountId = await stall.connect()
        plan(kind, channel.creation)
        expect(await stall.settle(accountId)).toBe('outage')
        expect(await stall.settle(accountId)).toBe('blocked')
        for (let turn = 0; turn < 3; turn += 1) {
          aMinuteLater()
          await stall.settle(accountId)
        }
        expect(stall.shelf()).toMatchObject([{ quantity: 1 }])
        expect(await world.cx.db.selectFrom('channelAccounts').selectAll().executeTakeFirstOrThrow()).toMatchObject({
          failures: 0,
          blockedUntil: null,
        })
      },
    )

    test('does not list a copy twice when the answer to its creation was lost', async () => {
      await aCopy(world.cx, { product: anyProduct })
      const accountId = await stall.connect()
      plan('reset-after-success', channel.creation)
      await stall.settle(accountId)
      for (let turn = 0; turn < 3; turn += 1) {
        aMinuteLater()
        await stall.settle(accountId)
      }
      expect(stall.shelf()).toHaveLength(1)
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
      await stall.settle(accountId)
      aMinuteLater()
      await stall.settle(accountId)
      expect(stall.shelf()).toEqual([])
      expect(await listing(variantId)).toMatchObject({ state: 'withdrawn', lastError: null })
    })

    test('gets over an expired token', async () => {
      const { accountId, variantId } = await aListedCopy()
      await changePrice(variantId, 4400)
      plan('expired-token')
      await stall.settle(accountId)
      aMinuteLater()
      await stall.settle(accountId)
      expect(stall.shelf()).toMatchObject([{ priceMinor: 4400 }])
    })

    test('takes orders in again after a broken answer', async () => {
      const { accountId } = await aListedCopy()
      stall.buy(stall.shelf()[0])
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
  })
}
