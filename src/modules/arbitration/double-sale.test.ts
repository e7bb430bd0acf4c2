import { afterEach, expect, test } from 'vitest'
import { discogs } from '#connectors/marketplaces/discogs'
import { ebay } from '#connectors/marketplaces/ebay'
import type { AccountId } from '#kernel/ids'
import { subscriptions as channels } from '#modules/channels'
import { subscriptions as inbound, pollOrders, recordStallSale, workers } from '#modules/inbound'
import { checkouts, getCart, getOrder, placeApiOrder, verifyOrders } from '#modules/orders'
import { settleDue, verifyPayments } from '#modules/payments'
import { claimUnits, releaseClaims, verifyStock } from '#modules/stock'
import type { Cx } from '#platform/cx'
import { dispatchOutbox } from '#platform/outbox'
import { discogs as discogsVendor } from '#sandbox/discogs'
import { ebay as ebayVendor } from '#sandbox/ebay'
import { aBuyer, aCart, aCheckout, aCopy, anAddress, type Copy, type CopyWish } from '#support/makers'
import { type Market, useMarket } from '#support/market-trial'
import { aBank, declinedCard, goodCard, payOnline } from '#support/payments'
import { useWorld } from '#support/world'
import { answerArbitration } from './answer.ts'
import { reviewAll } from './review.ts'
import { changeSettings } from './settings.ts'
import { subscriptions } from './subscriptions.ts'

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

afterEach(async () => {
  const { cx } = world
  expect([...(await verifyStock(cx)), ...(await verifyOrders(cx)), ...(await verifyPayments(cx))]).toEqual([])
})

async function deliver(cx: Cx): Promise<void> {
  const outcomes = { dispatched: 1, failed: 0 }
  while (outcomes.dispatched > 0) Object.assign(outcomes, await dispatchOutbox(cx, [channels, inbound, subscriptions]))
  const failed = await cx.db
    .selectFrom('outbox')
    .select(['type', 'lastError'])
    .where('lastError', 'is not', null)
    .execute()
  expect(failed).toEqual([])
}

/** One record of which copies are on sale on both marketplaces. */
async function listed(...wishes: CopyWish[]) {
  const { cx } = world
  const copies: Copy[] = []
  for (const wish of wishes.length > 0 ? wishes : [{}])
    copies.push(
      await aCopy(cx, {
        ...(copies[0]
          ? { productId: copies[0].productId }
          : { product: { discogsReleaseId: 249504, title: 'Blue Train' } }),
        ...wish,
      }),
    )
  const ids = { discogs: await onDiscogs.connect(), ebay: await onEbay.connect() }
  await onDiscogs.settle(ids.discogs)
  await onEbay.settle(ids.ebay)
  const [copy] = copies
  if (!copy) throw new Error('a copy was made')
  return { copies, copy, ids }
}

/** The copy in dispute is the one at 25 €. */
const buyOn = (market: Market): string => market.buy(market.shelf().find(({ priceMinor }) => priceMinor === 2500))

async function command(accountId: AccountId): Promise<void> {
  for (const worker of workers) if (worker.name === 'commands') await worker.run(world.cx, accountId)
}

const orders = async () => {
  const { rows } = await import('#platform/db').then(({ sql }) =>
    sql<{ channel: string; state: string; units: string[] }>`
      select coalesce(a.channel, o.source) as channel, o.state, coalesce(array_agg(lu.unit_id) filter (where lu.unit_id is not null), '{}') as units
      from orders o left join channel_accounts a on o.source = 'channel:' || a.id join order_lines l on l.order_id = o.id
      left join order_line_units lu on lu.order_line_id = l.id and lu.released_at is null
      group by o.id, a.channel order by 1`.execute(world.cx.db),
  )
  return Object.fromEntries(rows.map(({ channel, state, units }) => [channel, [state, ...units]]))
}
const incidents = () =>
  world.cx.db.selectFrom('incidents').select(['kind', 'closedAt', 'decision', 'resolution']).orderBy('id').execute()
const orderIdOf = async (source: string) =>
  (await world.cx.db.selectFrom('orders').select('id').where('source', '=', source).executeTakeFirstOrThrow()).id

test('the stall sold it hours ago and tells only now: its buyer has left with it, so the eBay sale is cancelled there', async () => {
  const { cx } = world
  const { copy, ids } = await listed()
  const order = buyOn(onEbay)
  await pollOrders(cx, ids.ebay)
  await deliver(cx)
  expect(await orders()).toEqual({ ebay: ['paid', copy.unitId] })

  const line = { variantId: copy.variantId, quantity: 1, unitPriceMinor: 2000 }
  const sale = { number: 'T1-17', soldAt: new Date('2026-03-02T07:00:00Z'), lang: 'fr', lines: [line] } as const
  const told = await recordStallSale(cx, sale)
  expect(told.isDisputed).toBe(true)
  expect(await recordStallSale(cx, sale)).toEqual(told)
  await deliver(cx)
  expect(await orders()).toEqual({ ebay: ['cancelled'], stall: ['paid', copy.unitId] })
  expect(await incidents()).toMatchObject([{ kind: 'double-sale', resolution: 'stall-first' }])
  await command(ids.ebay)
  expect(onEbay.exchanges.some(({ method, path }) => method === 'POST' && path.includes('/cancellation'))).toBe(true)
  expect(order).not.toBe('')
})

test.each(['ebay', 'discogs'] as const)(
  'sold on eBay and Discogs, %s heard of first: eBay keeps it, Discogs is cancelled there',
  async (first) => {
    const { cx } = world
    const { copy, ids } = await listed()
    const order = buyOn(onDiscogs)
    buyOn(onEbay)
    for (const channel of [first, first === 'ebay' ? 'discogs' : 'ebay'] as const) {
      await pollOrders(cx, ids[channel])
      await deliver(cx)
    }
    expect(await orders()).toEqual({ ebay: ['paid', copy.unitId], discogs: ['cancelled'] })
    expect(await incidents()).toMatchObject([
      {
        kind: 'double-sale',
        resolution: 'cost',
        closedAt: cx.now(),
        decision: { winnerCost: 100, loserCost: 80, outcome: 'loses' },
      },
    ])
    await command(ids.discogs)
    await command(ids.ebay)
    const cancelling = onDiscogs.exchanges.filter(
      ({ method, path }) => method === 'POST' && path.includes(`/orders/${order}`),
    )
    expect(cancelling).toMatchObject([{ requestBody: { status: 'Cancelled (Item Unavailable)' } }])

    world.clock.advanceMs(60_000)
    await pollOrders(cx, ids.discogs)
    await pollOrders(cx, ids.ebay)
    await deliver(cx)
    expect(await orders()).toEqual({ ebay: ['paid', copy.unitId], discogs: ['cancelled'] })
    expect(await incidents()).toHaveLength(1)
  },
)

test('the loser gets an equivalent copy, the cheapest that is as good, and every channel withdraws it', async () => {
  const { cx } = world
  const { copy, copies, ids } = await listed(
    {},
    { mediaGrade: 'NM', sleeveGrade: 'NM', priceMinor: 4000 },
    { mediaGrade: 'NM', sleeveGrade: 'VG', priceMinor: 3000 },
    { mediaGrade: 'VG', sleeveGrade: 'NM', priceMinor: 1000 },
  )
  buyOn(onDiscogs)
  buyOn(onEbay)
  await pollOrders(cx, ids.discogs)
  await pollOrders(cx, ids.ebay)
  await deliver(cx)
  expect(await orders()).toEqual({ ebay: ['paid', copy.unitId], discogs: ['placed', copies[2]?.unitId] })
  const order = await getOrder(
    cx,
    (
      await cx.db
        .selectFrom('orders')
        .select('id')
        .where('source', '=', `channel:${ids.discogs}`)
        .executeTakeFirstOrThrow()
    ).id as never,
  )
  expect(order.events.map(({ what }) => what)).toContain('copy-substituted')
  await onEbay.settle(ids.ebay)
  await onDiscogs.settle(ids.discogs)
  expect(onEbay.shelf()).toHaveLength(2)
  expect(await cx.db.selectFrom('orderCommands').select('kind').execute()).toEqual([])
})

async function paidInShop(copy: Copy, others: readonly Copy[] = []) {
  const bank = aBank({ now: world.clock.now })
  world.outside.paymentProviders = bank.providers
  const cartId = await aCart(
    world.cx,
    [copy, ...others].map(({ variantId }) => variantId),
  )
  const request = aCheckout(cartId, { payment: { method: 'online', provider: 'stripe' } })
  const placed = await payOnline(world.cx, { confirm: bank.confirm, request })
  if (placed.kind !== 'placed') throw new Error('declined')
  return { bank, ...placed }
}

test('a paid order of the own shop loses against eBay: refunded to the cent, an apology in the buyer’s language', async () => {
  const { cx } = world
  const { copy, ids } = await listed()
  buyOn(onEbay)
  const { bank, orderId } = await paidInShop(copy)
  await changeSettings(cx, { voucherMinor: 500 })
  await pollOrders(cx, ids.ebay)
  await deliver(cx)
  expect(await orders()).toEqual({ ebay: ['paid', copy.unitId], shop: ['cancelled'] })
  world.clock.advanceMs(10_000)
  await settleDue(cx)
  expect(bank.states()).toEqual(['refunded'])
  const { payments, totalMinor } = await getOrder(cx, orderId)
  expect(payments).toMatchObject([{ state: 'refunded', refundedMinor: totalMinor }])
  const mails = await cx.db.selectFrom('mails').select(['recipient', 'subject', 'bodyText']).execute()
  expect(mails.filter(({ subject }) => subject.includes('échappé'))).toMatchObject([
    { recipient: aBuyer.email, bodyText: expect.stringContaining('5,00') },
  ])
  bank.close()
})

test('only the line that is lost leaves an order of the shop; its money goes back, the rest is packed', async () => {
  const { cx } = world
  const { copy, ids } = await listed()
  const other = await aCopy(cx, { priceMinor: 4000 })
  buyOn(onEbay)
  const { bank, orderId } = await paidInShop(copy, [other])
  const before = await getOrder(cx, orderId)
  await pollOrders(cx, ids.ebay)
  await deliver(cx)
  expect(await orders()).toMatchObject({ ebay: ['paid', copy.unitId], shop: ['paid', other.unitId] })
  await settleDue(cx)
  await settleDue(cx)
  const after = await getOrder(cx, orderId)
  expect(after).toMatchObject({ totalMinor: before.totalMinor - 2500, isMissingCopy: false })
  expect(after.payments).toMatchObject([{ state: 'captured', capturedMinor: before.totalMinor, refundedMinor: 2500 }])
  expect(after.lines.find(({ isCancelled }) => isCancelled)).toMatchObject({ variantId: copy.variantId })
  expect(bank.states()).toEqual(['partially_refunded'])
  bank.close()
})

test('a copy in a cart goes to the marketplace order; the visitor reads that it is gone', async () => {
  const { cx } = world
  const { copy, ids } = await listed()
  const cartId = await aCart(cx, [copy.variantId])
  buyOn(onEbay)
  await pollOrders(cx, ids.ebay)
  await deliver(cx)
  expect(await orders()).toEqual({ ebay: ['paid', copy.unitId] })
  expect((await getCart(cx, cartId)).lines).toMatchObject([{ hold: 'sold' }])
  expect(await incidents()).toMatchObject([{ resolution: 'cart-gives-way', closedAt: cx.now() }])
})

test.each([
  ['goes through: then two orders are weighed', goodCard, { ebay: 'paid', shop: 'cancelled' }],
  ['is declined: then the marketplace order gets the copy', declinedCard, { ebay: 'paid' }],
])('a payment under way is waited for; it %s', async (_name, card, expected) => {
  const { cx } = world
  const { copy, ids } = await listed()
  const cartId = await aCart(cx, [copy.variantId])
  buyOn(onEbay)
  let isAsked = false
  const bank = aBank({
    now: world.clock.now,
    between: async () => {
      if (isAsked) return
      isAsked = true
      await pollOrders(cx, ids.ebay)
      await deliver(cx)
      expect(await orders()).toEqual({ ebay: ['paid'] })
      expect(await incidents()).toMatchObject([{ closedAt: null, decision: { what: 'being-paid' } }])
    },
  })
  world.outside.paymentProviders = bank.providers
  const request = aCheckout(cartId, { payment: { method: 'online', provider: 'stripe' } })
  const progress = await payOnline(cx, { confirm: bank.confirm, request, card })
  if (progress.kind === 'pay') await checkouts.leave(cx, progress.checkoutId)
  await deliver(cx)
  const found = await orders()
  expect(Object.fromEntries(Object.entries(found).map(([channel, [state]]) => [channel, state]))).toEqual(expected)
  expect(found.ebay).toEqual(['paid', copy.unitId])
  world.clock.advanceMs(10_000)
  await settleDue(cx)
  expect(bank.states()).not.toContain('captured')
  expect(await incidents()).toMatchObject([{ closedAt: expect.any(Date) }])
  bank.close()
})

test('a copy held for the market is for a person, after half a day the order gets it; released earlier, at once', async () => {
  const { cx } = world
  const { copy, ids } = await listed()
  buyOn(onEbay)
  const hold = { unitIds: [copy.unitId], kind: 'hold', holder: 'hold:market', expiresAt: null } as const
  await claimUnits(cx, hold)
  await pollOrders(cx, ids.ebay)
  await deliver(cx)
  expect(await orders()).toEqual({ ebay: ['paid'] })
  expect(await incidents()).toMatchObject([{ closedAt: null, decision: { what: 'asked', left: 'answer' } }])
  world.clock.advanceMs(12 * 3_600_000 - 1)
  await reviewAll(cx)
  expect(await orders()).toEqual({ ebay: ['paid'] })
  world.clock.advanceMs(1)
  await reviewAll(cx)
  expect(await orders()).toEqual({ ebay: ['paid', copy.unitId] })
})

test('a hold that is released gives the copy to the order that waits', async () => {
  const { cx } = world
  const { copy, ids } = await listed()
  buyOn(onEbay)
  await claimUnits(cx, { unitIds: [copy.unitId], kind: 'hold', holder: 'hold:market', expiresAt: null })
  await pollOrders(cx, ids.ebay)
  await deliver(cx)
  await releaseClaims(cx, { holder: 'hold:market', reason: 'released' })
  await deliver(cx)
  expect(await orders()).toEqual({ ebay: ['paid', copy.unitId] })
  expect(await incidents()).toMatchObject([{ closedAt: cx.now(), resolution: 'no-conflict' }])
})

test.each([
  ['order', ['paid'], 1],
  ['holder', ['cancelled'], 0],
] as const)(
  'a holder nobody knows is for a person, without a time limit; answered for the %s',
  async (answer, state, units) => {
    const { cx } = world
    const { copy, ids } = await listed()
    buyOn(onEbay)
    await claimUnits(cx, { unitIds: [copy.unitId], kind: 'hold', holder: 'order:elsewhere', expiresAt: null })
    await cx.db.updateTable('claims').set({ kind: 'order' }).execute()
    await pollOrders(cx, ids.ebay)
    await deliver(cx)
    world.clock.advanceMs(30 * 24 * 3_600_000)
    await reviewAll(cx)
    const [open] = await cx.db.selectFrom('arbitrations').select(['id', 'state', 'decideBy']).execute()
    expect(open).toMatchObject({ state: 'asking', decideBy: null })
    await answerArbitration(cx, open?.id ?? '', answer)
    const { ebay: found } = await orders()
    expect(found).toEqual([...state, ...(units === 1 ? [copy.unitId] : [])])
    expect(await incidents()).toMatchObject([{ closedAt: cx.now(), resolution: 'person' }])
    await expect(answerArbitration(cx, open?.id ?? '', answer)).rejects.toThrow('arbitration.not-open')
    await releaseClaims(cx, { holder: 'order:elsewhere', reason: 'test' })
  },
)

test('a bank transfer already in is given back by hand: the incident stays open and says so', async () => {
  const { cx } = world
  const { copy, ids } = await listed()
  buyOn(onEbay)
  await placeApiOrder(cx, {
    lang: 'en',
    buyer: aBuyer,
    address: anAddress,
    lines: [{ variantId: copy.variantId, quantity: 1 }],
    deliveryMethod: 'relay',
    deliveryMinor: 510,
    isPaid: true,
  })
  await pollOrders(cx, ids.ebay)
  await deliver(cx)
  expect(await orders()).toEqual({ ebay: ['paid', copy.unitId], api: ['cancelled'] })
  expect(await incidents()).toMatchObject([{ closedAt: null, decision: { what: 'cost', left: 'refund' } }])
  expect(await orderIdOf('api')).toBeDefined()
})

test('the same report again, and the same event again, change nothing', async () => {
  const { cx } = world
  const { copy, ids } = await listed()
  buyOn(onDiscogs)
  buyOn(onEbay)
  await Promise.all([pollOrders(cx, ids.discogs), pollOrders(cx, ids.ebay)])
  await Promise.all([deliver(cx), deliver(cx)])
  const once = [
    await orders(),
    await cx.db.selectFrom('orderCommands').select(['kind', 'lineKey']).execute(),
    await incidents(),
  ]
  await cx.db.updateTable('outbox').set({ dispatchedAt: null }).execute()
  await deliver(cx)
  await reviewAll(cx)
  expect([
    await orders(),
    await cx.db.selectFrom('orderCommands').select(['kind', 'lineKey']).execute(),
    await incidents(),
  ]).toEqual(once)
  expect(once[0]).toEqual({ ebay: ['paid', copy.unitId], discogs: ['cancelled'] })
})
