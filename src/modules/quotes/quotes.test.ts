import { beforeEach, expect, test } from 'vitest'
import { newId, type VariantId } from '#kernel/ids'
import { addToCart, getOrder, verifyOrders } from '#modules/orders'
import { acceptQuote, declineQuote, priceQuote, requestQuote } from '#modules/quotes'
import { availability, verifyStock } from '#modules/stock'
import { aCopy, anAddress } from '#support/makers'
import { useWorld } from '#support/world'

const world = useWorld()
const head = { shopName: 'Le Bac', email: 'shop@example.org' }
beforeEach(() => {
  world.outside.paymentProviders = {}
})
const refusal = (code: string) => expect.objectContaining({ code })

const ask = () =>
  requestQuote(
    world.cx,
    {
      company: 'Le Café',
      buyer: { name: 'Ada', email: 'ada@example.org' },
      lang: 'fr',
      wish: 'Du jazz',
      wantedBy: null,
      lines: [],
    },
    head,
  )

async function aSentQuote(unitPriceMinor = 1800) {
  const copy = await aCopy(world.cx)
  const { quoteId } = await ask()
  const lines = [{ variantId: copy.variantId, quantity: 1, unitPriceMinor }]
  await priceQuote(world.cx, quoteId, {
    offer: { lines, validUntil: '2026-03-09', deliveryMinor: 600, note: '' },
    head,
  })
  return { quoteId, ...copy }
}

const freeCount = async (variantId: VariantId) => (await availability(world.cx, [variantId])).get(variantId)?.freeCount
const putInCart = (variantId: VariantId) =>
  addToCart(world.cx, { cartId: newId(world.clock.now()), variantId, quantity: 1, lang: 'fr' })

test('a quote holds its pieces until the end of its last day in Paris, and not longer', async () => {
  const { quoteId, variantId } = await aSentQuote()
  await expect(putInCart(variantId)).rejects.toEqual(refusal('stock.taken'))
  world.clock.set('2026-03-09T22:59:00Z')
  await expect(putInCart(variantId)).rejects.toEqual(refusal('stock.taken'))
  world.clock.set('2026-03-09T23:00:00Z')
  await expect(acceptQuote(world.cx, quoteId, { address: anAddress, head })).rejects.toEqual(
    refusal('quote.date-passed'),
  )
  await putInCart(variantId)
})

test('accepting makes one order at the quoted prices, however often it is pressed', async () => {
  const { quoteId } = await aSentQuote()
  const orders = await Promise.all([1, 2, 3].map(() => acceptQuote(world.cx, quoteId, { address: anAddress, head })))
  expect(new Set(orders).size).toBe(1)
  const [orderId] = orders
  if (!orderId) throw new Error('expected an order')
  expect(await getOrder(world.cx, orderId)).toMatchObject({
    state: 'placed',
    paymentMethod: 'bank-transfer',
    itemsMinor: 1800,
    totalMinor: 2400,
  })
  expect([...(await verifyOrders(world.cx)), ...(await verifyStock(world.cx))]).toEqual([])
})

test('of a yes and a no at once one wins, and a no lets the piece go', async () => {
  const { quoteId, variantId } = await aSentQuote()
  const [yes, no] = await Promise.allSettled([
    acceptQuote(world.cx, quoteId, { address: anAddress, head }),
    declineQuote(world.cx, quoteId),
  ])
  expect([yes.status, no.status].toSorted()).toEqual(['fulfilled', 'rejected'])
  const other = await aSentQuote()
  await declineQuote(world.cx, other.quoteId)
  expect(await freeCount(other.variantId)).toBe(1)
  expect(variantId).not.toBe(other.variantId)
})

test('a new offer lets go what is no longer on it; a piece that somebody has is refused with nothing changed', async () => {
  const { quoteId, variantId } = await aSentQuote()
  const [other, taken] = [await aCopy(world.cx), await aCopy(world.cx)]
  await putInCart(taken.variantId)
  const offer = (id: VariantId) => ({
    lines: [{ variantId: id, quantity: 1, unitPriceMinor: 1000 }],
    validUntil: '2026-03-10',
    deliveryMinor: 0,
    note: '',
  })
  await expect(priceQuote(world.cx, quoteId, { offer: offer(taken.variantId), head })).rejects.toEqual(
    refusal('stock.taken'),
  )
  expect(await freeCount(variantId)).toBe(0)
  await priceQuote(world.cx, quoteId, { offer: offer(other.variantId), head })
  expect([await freeCount(variantId), await freeCount(other.variantId)]).toEqual([1, 0])
})
