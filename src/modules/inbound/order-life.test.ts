import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { discogs } from '#connectors/marketplaces/discogs'
import { getAccount, type RemoteOrder } from '#modules/channels'
import { verifyStock } from '#modules/stock'
import { discogs as vendor } from '#sandbox/discogs'
import { aCopy, type Copy } from '#support/makers'
import { useMarket } from '#support/market-trial'
import { useWorld } from '#support/world'
import { receiveRemoteOrder } from './receive-order.ts'

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
let number = 0
beforeEach(() => {
  number = 0
})

const stages = {
  waiting: { state: 'placed', isAwaitingDecision: true },
  placed: { state: 'placed', isAwaitingDecision: false },
  paid: { state: 'paid', isAwaitingDecision: false },
  sent: { state: 'sent', isAwaitingDecision: false },
  cancelled: { state: 'cancelled', isAwaitingDecision: false },
} as const
type Stage = keyof typeof stages

const aReport = (externalId: string, sku: string, stage: Stage): RemoteOrder => ({
  ...stages[stage],
  externalId,
  remoteState: stage,
  placedAt: new Date('2026-03-02T08:58:00Z'),
  buyer: { externalId: 'b1', name: 'Ada Martin', email: undefined },
  address: {
    name: 'Ada Martin',
    line1: stage === 'waiting' ? '' : '1 rue des Disques',
    line2: '',
    postalCode: '75011',
    city: stage === 'waiting' ? '' : 'Paris',
    country: 'FR',
    phone: '',
    isGuessed: false,
  },
  lines: [{ externalId: `${externalId}-1`, remoteId: undefined, sku, title: 'x', quantity: 1, unitPriceMinor: 2500 }],
  deliveryMinor: 0,
  note: '',
})

/** What is left of a sale once all its reports have come. */
async function traceOf({ unitId }: Copy, externalId: string) {
  const { cx } = world
  const recorded = await cx.db.selectFrom('channelOrders').selectAll().where('externalId', '=', externalId).execute()
  const orders = await cx.db.selectFrom('orders').selectAll().where('externalId', '=', externalId).execute()
  const claims = await cx.db.selectFrom('claims').selectAll().where('unitId', '=', unitId).execute()
  const incidents = await cx.db.selectFrom('incidents').select('kind').where('externalId', '=', externalId).execute()
  return {
    remoteState: recorded.map((row) => row.remoteState),
    orders: orders.map(({ state, shippingAddress }) => ({ state, shippingAddress })),
    isClaimed: claims.some(({ endedAt }) => endedAt === null),
    incidents: incidents.map(({ kind }) => kind),
  }
}

test('a life told in any order, any number of times, ends as its last word says', async () => {
  const accountId = await market.connect()
  const account = await getAccount(world.cx, accountId)
  const life = fc.subarray<Stage>(['waiting', 'placed', 'paid', 'sent', 'cancelled'], { minLength: 1 })
  const told = life.chain((stagesOfLife) =>
    fc.record({
      life: fc.constant(stagesOfLife),
      order: fc.array(fc.constantFrom(...stagesOfLife), { maxLength: 4 }).chain((repeats) =>
        fc.shuffledSubarray([...stagesOfLife, ...repeats], {
          minLength: stagesOfLife.length + repeats.length,
        }),
      ),
    }),
  )
  await fc.assert(
    fc.asyncProperty(told, async ({ life: stagesOfLife, order }) => {
      number += 1
      const externalId = `77-${number}`
      const copy = await aCopy(world.cx)
      await market.run(accountId)
      const { sku } = await world.cx.db
        .selectFrom('variants')
        .select('sku')
        .where('id', '=', copy.variantId)
        .executeTakeFirstOrThrow()
      for (const stage of order) await receiveRemoteOrder(world.cx, account, aReport(externalId, sku, stage))

      const last = stagesOfLife.at(-1)
      const wasHeardBefore = order[0] !== 'cancelled'
      const trace = await traceOf(copy, externalId)
      expect(trace.remoteState).toEqual([last])
      expect(trace.isClaimed).toBe(last !== 'cancelled')
      if (last === 'cancelled') {
        expect(trace.orders.map(({ state }) => state)).toEqual(wasHeardBefore ? ['cancelled'] : [])
        expect(trace.incidents).toEqual(wasHeardBefore ? ['cancelled-remotely'] : [])
      } else {
        const isPaid = stagesOfLife.includes('paid') || stagesOfLife.includes('sent')
        const isAddressKnown = stagesOfLife.some((stage) => stage !== 'waiting')
        expect(trace.orders).toMatchObject([
          { state: isPaid ? 'paid' : 'placed', shippingAddress: { line1: isAddressKnown ? '1 rue des Disques' : '' } },
        ])
        expect(trace.incidents).toEqual([])
      }
    }),
    { numRuns: 40, seed: 7 },
  )
  expect(await verifyStock(world.cx)).toEqual([])
}, 120_000)

test('a sale bought and cancelled between two polls is no order, but its listing is taken down and told anew', async () => {
  await aCopy(world.cx, { product: { discogsReleaseId: 1, title: 'Kind of Blue' } })
  const accountId = await market.connect()
  await market.run(accountId)
  const listing = await world.cx.db.selectFrom('listings').selectAll().executeTakeFirstOrThrow()
  const remoteId = listing.remoteId ?? ''
  market.buy(market.shelf().find(({ id }) => id === remoteId))
  expect(market.shelf()).toEqual([])

  const heard = aReport('x-1', 'no-matter', 'cancelled')
  const lines = heard.lines.map((line) => ({ ...line, sku: undefined, remoteId }))
  await receiveRemoteOrder(world.cx, await getAccount(world.cx, accountId), { ...heard, lines })
  for (let turn = 0; turn < 3; turn += 1) {
    await market.run(accountId)
    world.clock.advanceMs(40_000)
  }
  expect(market.shelf()).toHaveLength(1)
  expect(await world.cx.db.selectFrom('orders').select('id').execute()).toEqual([])
})
