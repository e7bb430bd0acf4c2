import { describe, expect, test } from 'vitest'
import { type CartId, newId } from '#kernel/ids'
import { aCart, aCopy, type Copy, someGoods } from '#support/makers'
import { useWorld } from '#support/world'
import { addToCart } from './add-to-cart.ts'
import { prolongCart } from './hold-cart.ts'
import { mergeCarts } from './merge-carts.ts'
import { getCart } from './queries-cart.ts'

const world = useWorld()
const minuteMs = 60_000
const holds = async (cartId: CartId) =>
  (await getCart(world.cx, cartId)).lines
    .toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1))
    .map(({ variantId, quantity, hold, heldUntil }) => ({
      variantId,
      quantity,
      hold,
      heldUntil: heldUntil?.toISOString(),
    }))

/** Lines added at one moment have no order of their own. */
const endOf = (lines: Awaited<ReturnType<typeof holds>>, { variantId }: Pick<Copy, 'variantId'>): string => {
  const line = lines.find((candidate) => candidate.variantId === variantId)
  return `${line?.hold} ${line?.heldUntil}`
}

describe('merging carts', () => {
  test('copies pass over held, with the time they had; twice changes nothing', async () => {
    const [one, two] = [await aCopy(world.cx), await aCopy(world.cx)]
    const guest = await aCart(world.cx, [one.variantId])
    world.clock.advanceMs(4 * minuteMs)
    const account = await aCart(world.cx, [two.variantId])
    expect(await mergeCarts(world.cx, { from: guest, into: account })).toEqual([])
    expect(await mergeCarts(world.cx, { from: guest, into: account })).toEqual([])
    expect(await holds(guest)).toEqual([])
    expect(endOf(await holds(account), one)).toBe('held 2026-03-02T09:10:00.000Z')
    expect(endOf(await holds(account), two)).toBe('held 2026-03-02T09:14:00.000Z')
  })

  test('goods in both carts add up, and what ran out is held again', async () => {
    const goods = await someGoods(world.cx, { quantity: 5 })
    const guest = await aCart(world.cx, [goods.variantId])
    world.clock.advanceMs(11 * minuteMs)
    const account = newId<CartId>(world.clock.now())
    await addToCart(world.cx, { cartId: account, variantId: goods.variantId, quantity: 2 })
    const other = await aCopy(world.cx)
    const late = await aCart(world.cx, [other.variantId])
    world.clock.advanceMs(11 * minuteMs)
    await mergeCarts(world.cx, { from: late, into: account })
    expect((await holds(account)).map(({ quantity, hold }) => `${quantity} ${hold}`).toSorted()).toEqual([
      '1 held',
      '2 expired',
    ])
    expect(guest).toBeTruthy()
  })

  test('crossing merges do not wait for each other for ever', async () => {
    const [one, two] = [await aCopy(world.cx), await aCopy(world.cx)]
    const [left, right] = [await aCart(world.cx, [one.variantId]), await aCart(world.cx, [two.variantId])]
    await Promise.all([
      mergeCarts(world.cx, { from: left, into: right }),
      mergeCarts(world.cx, { from: right, into: left }),
    ])
    const all = [...(await holds(left)), ...(await holds(right))]
    expect(all.map(({ hold }) => hold)).toEqual(['held', 'held'])
  })
})

describe('asking for more time', () => {
  test('gives ten minutes from now, but not for what somebody waits for', async () => {
    const [one, two] = [await aCopy(world.cx), await aCopy(world.cx)]
    const cartId = await aCart(world.cx, [one.variantId, two.variantId])
    world.clock.advanceMs(6 * minuteMs)
    await prolongCart(world.cx, { cartId, awaited: new Set([two.variantId]) })
    expect(endOf(await holds(cartId), one)).toBe('held 2026-03-02T09:16:00.000Z')
    expect(endOf(await holds(cartId), two)).toBe('held 2026-03-02T09:10:00.000Z')
  })
})
