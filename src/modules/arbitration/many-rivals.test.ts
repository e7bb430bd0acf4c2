import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AccountId, newId, type VariantId } from '#kernel/ids'
import { subscriptions as channels, connectAccount, getAccount, type RemoteOrder } from '#modules/channels'
import { subscriptions as inbound, receiveRemoteOrder } from '#modules/inbound'
import { getOrder, placeApiOrder, verifyOrders } from '#modules/orders'
import { verifyPayments } from '#modules/payments'
import { moveUnits, placeCodes, verifyStock } from '#modules/stock'
import { dispatchOutbox, type Subscriptions } from '#platform/outbox'
import { unlockSecrets } from '#platform/secrets'
import { aBuyer, aCopy, aLot, anAddress, type Copy } from '#support/makers'
import { openScriptedMarket } from '#support/scripted-market'
import { useWorld } from '#support/world'
import { answerArbitration } from './answer.ts'
import { changeSettings } from './settings.ts'
import { subscriptions } from './subscriptions.ts'

const world = useWorld()

beforeEach(() => {
  unlockSecrets('a secret of at least thirty-two characters')
  const vendor = (name: string, canDecideOrders = false) => {
    const { maker } = openScriptedMarket(name)
    return [name, { ...maker, support: { ...maker.support, canDecideOrders, canCancelOrders: 'whole' as const } }]
  }
  world.outside.connectors = Object.fromEntries([vendor('ebay'), vendor('discogs'), vendor('mirakl', true)])
})
afterEach(async () => {
  const { cx } = world
  expect([...(await verifyStock(cx)), ...(await verifyOrders(cx)), ...(await verifyPayments(cx))]).toEqual([])
})

async function deliver(more: Subscriptions = {}): Promise<void> {
  while ((await dispatchOutbox(world.cx, [channels, inbound, subscriptions, more])).dispatched > 0);
}

const connect = (channel: string): Promise<AccountId> =>
  connectAccount(world.cx, { channel, label: channel, settings: {}, credentials: {} })

const skuOf = async (variantId: VariantId) =>
  (await world.cx.db.selectFrom('variants').select('sku').where('id', '=', variantId).executeTakeFirstOrThrow()).sku

let sold = 0
/** A buyer there has ordered these; answers the order here. */
async function sellOn(accountId: AccountId, variantIds: readonly VariantId[], wish: Partial<RemoteOrder> = {}) {
  const { cx } = world
  sold += 1
  const externalId = `sale-${sold}`
  const skus = await Promise.all(variantIds.map(skuOf))
  await receiveRemoteOrder(cx, await getAccount(cx, accountId), {
    externalId,
    state: 'placed',
    isAwaitingDecision: false,
    remoteState: 'NEW',
    placedAt: cx.now(),
    buyer: { externalId: `buyer-${sold}`, name: 'Bea Buyer', email: undefined },
    address: {
      name: 'Bea',
      line1: '1 rue',
      line2: '',
      postalCode: '75001',
      city: 'Paris',
      country: 'FR',
      phone: '',
      isGuessed: false,
    },
    lines: skus.map((sku, index) => ({
      externalId: `${externalId}-${index}`,
      remoteId: undefined,
      sku,
      title: sku,
      quantity: 1,
      unitPriceMinor: 2500,
    })),
    deliveryMinor: 0,
    note: '',
    ...wish,
  })
  return order(externalId)
}

async function order(externalId: string) {
  const { cx } = world
  const { id } = await cx.db
    .selectFrom('orders')
    .select('id')
    .where('externalId', '=', externalId)
    .$castTo<{ id: never }>()
    .executeTakeFirstOrThrow()
  return {
    externalId,
    async now() {
      const { state, lines } = await getOrder(cx, id)
      return [
        state,
        ...lines.map(({ isCancelled, units }) =>
          isCancelled ? 'out' : (units.find(({ releasedAt }) => releasedAt === null)?.id ?? 'none'),
        ),
      ]
    },
    commands: async () =>
      (
        await cx.db.selectFrom('orderCommands').select(['command']).where('orderId', '=', id).orderBy('id').execute()
      ).map(({ command }) => command),
  }
}

const sellInShop = (copy: Copy, { isPaid = false } = {}) =>
  placeApiOrder(world.cx, {
    idempotencyKey: newId(world.cx.now()),
    lang: 'fr',
    buyer: aBuyer,
    address: anAddress,
    lines: [{ variantId: copy.variantId, quantity: 1 }],
    deliveryMethod: 'relay',
    deliveryMinor: 0,
    isPaid,
  })

const orders3 = [
  ['ebay', 'discogs', 'mirakl'],
  ['mirakl', 'discogs', 'ebay'],
  ['discogs', 'ebay', 'mirakl'],
  ['discogs', 'mirakl', 'ebay'],
  ['mirakl', 'ebay', 'discogs'],
  ['ebay', 'mirakl', 'discogs'],
] as const
test.each(orders3)(
  'three sales of one copy and one as good, heard of as %s, %s, %s: the same two are served',
  async (...heard) => {
    const { cx } = world
    const copy = await aCopy(cx)
    const other = await aCopy(cx, { productId: copy.productId, mediaGrade: 'NM', sleeveGrade: 'NM' })
    const ids = { ebay: await connect('ebay'), discogs: await connect('discogs'), mirakl: await connect('mirakl') }
    const found: Record<string, Awaited<ReturnType<typeof sellOn>>> = {}
    for (const channel of heard) {
      found[channel] = await sellOn(ids[channel], [copy.variantId])
      await deliver()
    }
    expect(await found.ebay?.now()).toEqual(['placed', copy.unitId])
    expect(await found.discogs?.now()).toEqual(['placed', other.unitId])
    expect((await found.mirakl?.now())?.[0]).toBe('cancelled')
    expect(await cx.db.selectFrom('incidents').select('kind').where('closedAt', 'is', null).execute()).toEqual([])
  },
)

test('an order that waits for our answer is answered once, about all its lines', async () => {
  const { cx } = world
  const [first, second] = [await aCopy(cx), await aCopy(cx)]
  const mirakl = await connect('mirakl')
  const ebay = await connect('ebay')
  await sellOn(ebay, [first.variantId])
  await sellInShop(second)
  await deliver()
  const asked = await sellOn(mirakl, [first.variantId, second.variantId], { isAwaitingDecision: true })
  await deliver()
  expect(await asked.now()).toEqual(['placed', 'out', second.unitId])
  expect(await asked.commands()).toEqual([{ kind: 'decide', acceptedLineIds: [`${asked.externalId}-1`] }])
})

test('an order that wins everything it waited for is accepted', async () => {
  const { cx } = world
  const copy = await aCopy(cx)
  const mirakl = await connect('mirakl')
  await sellInShop(copy)
  const asked = await sellOn(mirakl, [copy.variantId], { isAwaitingDecision: true })
  await deliver()
  expect(await asked.now()).toEqual(['placed', copy.unitId])
  expect(await asked.commands()).toEqual([{ kind: 'decide', acceptedLineIds: [`${asked.externalId}-0`] }])
})

test('costs are the seller’s to set; what is not named keeps its cost', async () => {
  const { cx } = world
  const copy = await aCopy(cx)
  const ids = { ebay: await connect('ebay'), discogs: await connect('discogs') }
  await changeSettings(cx, { costs: { discogs: 200 } })
  expect(await changeSettings(cx, { askHours: 3 })).toMatchObject({ askHours: 3, costs: { discogs: 200, ebay: 100 } })
  const discogs = await sellOn(ids.discogs, [copy.variantId])
  const ebay = await sellOn(ids.ebay, [copy.variantId])
  await deliver()
  expect([await discogs.now(), await ebay.now()]).toEqual([
    ['placed', copy.unitId],
    ['cancelled', 'none'],
  ])
})

test('what is packed stays packed, and the marketplace is told', async () => {
  const { cx } = world
  const copy = await aCopy(cx)
  const ebay = await connect('ebay')
  const { orderId } = await sellInShop(copy, { isPaid: true })
  await cx.db.updateTable('orders').set({ state: 'packed' }).execute()
  const packed = { orderId, what: 'packed', fromState: 'paid', toState: 'packed', at: cx.now(), actor: 'test' }
  await cx.db.insertInto('orderEvents').values(packed).execute()
  const late = await sellOn(ebay, [copy.variantId])
  await deliver()
  expect(await late.now()).toEqual(['cancelled', 'none'])
  expect(await late.commands()).toMatchObject([
    { kind: 'cancel', reason: 'out-of-stock', lineIds: [`${late.externalId}-0`] },
  ])
})

test('a lot and a single of it: the costlier wins, and what the lot leaves is checked, not sold', async () => {
  const { cx } = world
  const [one, two] = [await aCopy(cx), await aCopy(cx)]
  const lotId = await aLot(cx, [one, two])
  const ids = { ebay: await connect('ebay'), discogs: await connect('discogs') }
  const lot = await sellOn(ids.discogs, [lotId])
  const single = await sellOn(ids.ebay, [one.variantId])
  await deliver()
  expect(await single.now()).toEqual(['placed', one.unitId])
  expect((await lot.now())[0]).toBe('cancelled')
  const place = await cx.db
    .selectFrom('units')
    .innerJoin('places', 'places.id', 'units.placeId')
    .select('places.code')
    .where('units.id', '=', two.unitId)
    .executeTakeFirst()
  expect(place?.code).toBe(placeCodes.toCheck)
})

test('a lot that costs more takes the single out of a cheaper order', async () => {
  const { cx } = world
  const [one, two] = [await aCopy(cx), await aCopy(cx)]
  const lotId = await aLot(cx, [one, two])
  const ebay = await connect('ebay')
  await sellInShop(one)
  const lot = await sellOn(ebay, [lotId])
  await deliver()
  expect((await lot.now())[0]).toBe('placed')
  expect(
    await cx.db
      .selectFrom('claims')
      .select('unitId')
      .where('endedAt', 'is', null)
      .where('kind', '=', 'order')
      .execute(),
  ).toHaveLength(2)
})

test('a copy that lies at TO-CHECK is for a person, who may put it back for the order', async () => {
  const { cx } = world
  const copy = await aCopy(cx)
  const ebay = await connect('ebay')
  await moveUnits(cx, { unitIds: [copy.unitId], toPlaceCode: placeCodes.toCheck, reason: 'test' })
  const late = await sellOn(ebay, [copy.variantId])
  await deliver()
  const open = await cx.db.selectFrom('arbitrations').select(['id', 'state', 'decideBy']).executeTakeFirstOrThrow()
  expect(open).toMatchObject({ state: 'asking', decideBy: null })
  await answerArbitration(cx, open.id, 'order')
  expect(await late.now()).toEqual(['placed', copy.unitId])
})

test('a decision is made whole or not at all: stopped in the middle, nothing of it stays, and the next try makes it', async () => {
  const { cx } = world
  const copy = await aCopy(cx)
  const ids = { ebay: await connect('ebay'), discogs: await connect('discogs') }
  const cheap = await sellOn(ids.discogs, [copy.variantId])
  const dear = await sellOn(ids.ebay, [copy.variantId])
  await deliver({
    'sale.conflicted': async () => {
      throw new Error('killed')
    },
  })
  expect([await cheap.now(), await dear.now()]).toEqual([
    ['placed', copy.unitId],
    ['placed', 'none'],
  ])
  expect(await cheap.commands()).toEqual([])
  expect(await cx.db.selectFrom('arbitrations').select('id').execute()).toEqual([])
  world.clock.advanceMs(60_000)
  await deliver()
  expect([await cheap.now(), await dear.now()]).toEqual([
    ['cancelled', 'none'],
    ['placed', copy.unitId],
  ])
  expect(await cheap.commands()).toHaveLength(1)
})
