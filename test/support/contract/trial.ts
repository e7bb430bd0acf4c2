import { expect } from 'vitest'
import type { AccountId, VariantId } from '#kernel/ids'
import { openConnector, type RemoteOrder } from '#modules/channels'
import { pollOrders } from '#modules/inbound'
import { setListPrices } from '#modules/pricing'
import { claimVariant } from '#modules/stock'
import { type FaultKind, planFault } from '#sandbox/faults'
import { aCopy } from '../makers.ts'
import type { ChannelUnderTest, Market } from '../market-trial.ts'
import type { World } from '../world.ts'

export const anyProduct = {
  discogsReleaseId: 249504,
  barcode: '0724349532427',
  title: 'Blue Train',
  artist: 'John Coltrane',
  format: 'LP',
  label: 'Blue Note',
  year: 1957,
}

export type Trial = ReturnType<typeof createTrial>

/** What every part of the contract needs: a listed copy, a sale of it, and the vendor's own view of the order. */
export function createTrial(setting: { world: World; channel: ChannelUnderTest; market: Market }) {
  const { world, channel, market } = setting
  // and a second: a lane keeps that much away from a limit of once a minute
  const aMinuteLater = () => world.clock.advanceMs(61_000)
  const connector = async (accountId: AccountId) => (await openConnector(world.cx, accountId, 'urgent')).connector
  const reported = async (accountId: AccountId, externalId: string): Promise<RemoteOrder | undefined> => {
    aMinuteLater()
    const { orders } = await (await connector(accountId)).ordersSince({ since: '2026-03-02T08:00:00.000Z' })
    return orders.findLast((order) => order.externalId === externalId)
  }
  async function aListedCopy() {
    const copy = await aCopy(world.cx, { priceMinor: 2500, product: anyProduct })
    const accountId = await market.connect()
    await market.settle(accountId)
    return { ...copy, accountId }
  }
  return {
    ...setting,
    /** What the connector says of itself. */
    support: channel.maker({ send: () => Promise.reject(new Error('nobody is asked here')) }).support,
    aMinuteLater,
    connector,
    reported,
    aListedCopy,
    /** A copy sold there, heard of, accepted and paid. */
    async aSoldCopy() {
      const listed = await aListedCopy()
      const externalId = market.buy(market.shelf()[0])
      await pollOrders(world.cx, listed.accountId)
      await market.work('commands', listed.accountId)
      await channel.pay?.(market.sandbox, externalId)
      return { ...listed, externalId }
    },
    sellElsewhere: (variantId: VariantId) =>
      claimVariant(world.cx, { variantId, quantity: 1, kind: 'order', holder: 'order:elsewhere', expiresAt: null }),
    listing: (variantId: VariantId) =>
      world.cx.db.selectFrom('listings').selectAll().where('variantId', '=', variantId).executeTakeFirstOrThrow(),
    orders: () => world.cx.db.selectFrom('orders').selectAll().execute(),
    incidents: () => world.cx.db.selectFrom('incidents').selectAll().execute(),
    changePrice: (variantId: VariantId, priceMinor: number) =>
      setListPrices(world.cx, [{ variantId, priceMinor, reason: 'test' }]),
    plan: (kind: FaultKind, where: { method?: string; path?: string; count?: number } = {}) =>
      planFault(market.sandbox.machine, { vendor: channel.vendor.name, kind, ...where }),
    async afterMinutes(accountId: AccountId, minutes: number) {
      for (let turn = 0; turn < minutes; turn += 1) {
        aMinuteLater()
        await market.settle(accountId)
      }
    },
    expectShelf: (items: readonly object[]) => expect(market.shelf()).toMatchObject(items),
  }
}
