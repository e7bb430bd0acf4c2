import { expect, test } from 'vitest'
import { type CartId, newId } from '#kernel/ids'
import { addToCart, carts, checkOut, getCart } from '#modules/orders'
import { availability } from '#modules/stock'
import { aCart, aCheckout, aCopy, aLot, someGoods } from '#support/makers'
import { useWorld } from '#support/world'
import { openCart } from './open-cart.ts'
import { removeFromCart } from './remove-from-cart.ts'

const world = useWorld()
const minutes = (count: number): number => count * 60_000

test('a copy in the cart is held for ten minutes and hidden from nobody but the others', async () => {
  const { variantId } = await aCopy(world.cx, { priceMinor: 1990 })
  const cartId = await aCart(world.cx, [variantId])
  const cart = await getCart(world.cx, cartId)
  expect(cart).toMatchObject({ itemsMinor: 1990, weightGrams: 250, order: null })
  expect(cart.lines).toMatchObject([
    { variantId, quantity: 1, hold: 'held', heldUntil: new Date('2026-03-02T09:10:00Z') },
  ])
  await expect(aCart(world.cx, [variantId])).rejects.toMatchObject({
    code: 'stock.taken',
    data: { variantIds: [variantId] },
  })
})

test('a double click on a used copy or on a lot changes nothing', async () => {
  const copy = await aCopy(world.cx)
  const lot = await aLot(world.cx, [await aCopy(world.cx), await aCopy(world.cx)])
  const cartId = await aCart(world.cx, [copy.variantId, copy.variantId, lot, lot])
  expect((await getCart(world.cx, cartId)).lines.map((line) => line.quantity)).toEqual([1, 1])
})

test('goods in quantity add up in one line, as long as there are any', async () => {
  const { variantId } = await someGoods(world.cx, { quantity: 3, priceMinor: 1000 })
  const cartId = await aCart(world.cx, [variantId, variantId])
  expect((await getCart(world.cx, cartId)).lines).toMatchObject([{ quantity: 2, totalMinor: 2000 }])
  await expect(addToCart(world.cx, { cartId, variantId, quantity: 2 })).rejects.toMatchObject({ code: 'stock.taken' })
  expect((await availability(world.cx, [variantId])).get(variantId)?.freeCount).toBe(1)
})

test('adding does not prolong the hold of what was there before', async () => {
  const [first, second] = [await aCopy(world.cx), await aCopy(world.cx)]
  const cartId = await aCart(world.cx, [first.variantId])
  world.clock.advanceMs(minutes(4))
  await addToCart(world.cx, { cartId, variantId: second.variantId, quantity: 1 })
  const { lines } = await getCart(world.cx, cartId)
  expect(lines.map((line) => line.heldUntil?.toISOString())).toEqual([
    '2026-03-02T09:10:00.000Z',
    '2026-03-02T09:14:00.000Z',
  ])
})

test('a hold that ran out can be had again while the copy is free', async () => {
  const { variantId } = await aCopy(world.cx)
  const cartId = await aCart(world.cx, [variantId])
  world.clock.advanceMs(minutes(11))
  expect((await getCart(world.cx, cartId)).lines).toMatchObject([{ hold: 'expired' }])
  await carts.renew(world.cx, { cartId })
  expect((await getCart(world.cx, cartId)).lines).toMatchObject([
    { hold: 'held', heldUntil: new Date('2026-03-02T09:21:00Z') },
  ])
})

test('a hold that ran out is lost to whoever came first, and the cart says so', async () => {
  const { variantId } = await aCopy(world.cx)
  const cartId = await aCart(world.cx, [variantId])
  world.clock.advanceMs(minutes(11))
  await aCart(world.cx, [variantId])
  expect((await getCart(world.cx, cartId)).lines).toMatchObject([{ hold: 'taken' }])
  await expect(carts.renew(world.cx, { cartId })).rejects.toMatchObject({
    code: 'cart.hold-lost',
    data: { variantIds: [variantId] },
  })
})

test('of goods in quantity a lost copy is replaced by another', async () => {
  const { variantId } = await someGoods(world.cx, { quantity: 2 })
  const cartId = await aCart(world.cx, [variantId])
  world.clock.advanceMs(minutes(11))
  await aCart(world.cx, [variantId])
  await carts.renew(world.cx, { cartId })
  expect((await getCart(world.cx, cartId)).lines).toMatchObject([{ hold: 'held', quantity: 1 }])
})

test('removing a line frees its copies at once', async () => {
  const { variantId } = await aCopy(world.cx)
  const cartId = await aCart(world.cx, [variantId])
  const [line] = (await getCart(world.cx, cartId)).lines
  await removeFromCart(world.cx, { cartId, lineId: line?.lineId ?? '' })
  expect((await getCart(world.cx, cartId)).lines).toEqual([])
  expect((await availability(world.cx, [variantId])).get(variantId)?.freeCount).toBe(1)
})

test('a line of another cart cannot be removed', async () => {
  const { variantId } = await aCopy(world.cx)
  const cartId = await aCart(world.cx, [variantId])
  const [line] = (await getCart(world.cx, cartId)).lines
  const stranger = await openCart(world.cx, { lang: 'en' })
  await removeFromCart(world.cx, { cartId: stranger, lineId: line?.lineId ?? '' })
  expect((await getCart(world.cx, cartId)).lines).toMatchObject([{ hold: 'held' }])
})

test('a cart that became an order takes nothing more and names its order', async () => {
  const [sold, other] = [await aCopy(world.cx), await aCopy(world.cx)]
  const cartId = await aCart(world.cx, [sold.variantId])
  const outcome = await checkOut(world.cx, aCheckout(cartId))
  await expect(addToCart(world.cx, { cartId, variantId: other.variantId, quantity: 1 })).rejects.toMatchObject({
    code: 'cart.closed',
  })
  expect(outcome).toMatchObject({ kind: 'placed', number: (await getCart(world.cx, cartId)).order?.number })
})

test('what has no price, and carts nobody opened, are refused', async () => {
  const cartId = newId<CartId>(world.clock.now())
  await expect(addToCart(world.cx, { cartId, variantId: newId(world.clock.now()), quantity: 1 })).rejects.toMatchObject(
    { code: 'cart.not-for-sale' },
  )
  await expect(getCart(world.cx, cartId)).rejects.toMatchObject({ code: 'cart.not-found' })
})
