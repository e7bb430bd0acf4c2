import { expect, test } from 'vitest'
import { setListPrices } from '#modules/pricing'
import { claimVariant, releaseClaims } from '#modules/stock'
import { ebay as vendor } from '#sandbox/ebay'
import { changeSetting } from '#sandbox/machine'
import { aCopy } from '#support/makers'
import { useMarket } from '#support/market-trial'
import { useWorld } from '#support/world'
import { ebay } from './index.ts'

const world = useWorld()
const market = useMarket(world, {
  maker: ebay,
  vendor,
  settings: { baseUrl: 'http://sandbox.test/ebay', alertEmail: 'shop@example.org' },
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

async function onSale() {
  const copy = await aCopy(world.cx, { product: { discogsReleaseId: 249504, title: 'Blue Train' } })
  const accountId = await market.connect()
  await market.settle(accountId)
  expect(market.shelf()).toHaveLength(1)
  // today's revisions of this listing are used up
  changeSetting(market.sandbox.machine, 'ebay.revisionsPerDay', 0)
  return { variantId: copy.variantId, accountId }
}

test('a copy that is held leaves eBay also when its listing may not be revised today, and comes back as a new one', async () => {
  const { variantId, accountId } = await onSale()
  const holder = 'hold:market' as const
  await claimVariant(world.cx, { variantId, quantity: 1, kind: 'hold', holder, expiresAt: null })
  await market.settle(accountId)
  expect(market.shelf()).toEqual([])

  changeSetting(market.sandbox.machine, 'ebay.revisionsPerDay', 250)
  await releaseClaims(world.cx, { holder, reason: 'back' })
  await market.settle(accountId)
  expect(market.shelf()).toHaveLength(1)
})

test('a price that may not be revised today is told later by itself', async () => {
  const { variantId, accountId } = await onSale()
  await setListPrices(world.cx, [{ variantId, priceMinor: 4900, reason: 'test' }])
  await market.settle(accountId)
  expect(market.shelf()).toMatchObject([{ priceMinor: 2500 }])
  expect(await world.cx.db.selectFrom('listings').select('state').execute()).toEqual([{ state: 'live' }])

  changeSetting(market.sandbox.machine, 'ebay.revisionsPerDay', 250)
  world.clock.advanceMs(6 * 3_600_000)
  await market.settle(accountId)
  expect(market.shelf()).toMatchObject([{ priceMinor: 4900 }])
})
