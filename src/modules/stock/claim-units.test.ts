import { expect, test } from 'vitest'
import { type CartId, newId, type UnitId } from '#kernel/ids'
import { Refusal } from '#kernel/refusal'
import {
  availability,
  cartHolder,
  claimUnits,
  claimVariant,
  makeLot,
  releaseClaims,
  transferClaims,
  verifyStock,
} from '#modules/stock'
import { sql } from '#platform/db'
import { aCopy, aLot, someGoods } from '#support/makers'
import { useWorld } from '#support/world'
import { claimVariants } from './claim-units.ts'
import { expireClaims } from './release-claims.ts'
import type { Hold, Holder } from './stock.ts'

const world = useWorld()

const aHolder = (): Holder => cartHolder(newId<CartId>(new Date()))
const aHold = (holder = aHolder(), minutes = 10): Hold => ({
  kind: 'cart',
  holder,
  expiresAt: new Date(world.clock.now().getTime() + minutes * 60_000),
})
const outcomes = async (attempts: readonly Promise<unknown>[]) => {
  const settled = await Promise.allSettled(attempts)
  const refused = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  return { wonCount: settled.length - refused.length, refused }
}
const isTaken = (error: unknown) => error instanceof Refusal && error.code === 'stock.taken'

test('of fifty buyers who claim one copy at once, one wins and the others hear that it is taken', async () => {
  const { variantId } = await aCopy(world.cx)
  const { wonCount, refused } = await outcomes(
    Array.from({ length: 50 }, () => claimVariant(world.cx, { variantId, quantity: 1, ...aHold() })),
  )
  expect(wonCount).toBe(1)
  expect(refused.every(isTaken)).toBe(true)
})

test('fifty copies held in quantity go to fifty of sixty buyers', async () => {
  const { variantId } = await someGoods(world.cx, { quantity: 50 })
  const { wonCount, refused } = await outcomes(
    Array.from({ length: 60 }, () => claimVariant(world.cx, { variantId, quantity: 1, ...aHold() })),
  )
  expect(wonCount).toBe(50)
  expect(refused.every(isTaken)).toBe(true)
})

test('two variants claimed in opposite order by many at once give no deadlock, and all or none', async () => {
  const a = await aCopy(world.cx)
  const b = await aCopy(world.cx)
  const wants = [a, b].map(({ variantId }) => ({ variantId, quantity: 1 }))
  const { wonCount, refused } = await outcomes(
    Array.from({ length: 40 }, (_, index) =>
      claimVariants(world.cx, { wants: index % 2 ? wants : wants.toReversed(), ...aHold() }),
    ),
  )
  expect(wonCount).toBe(1)
  expect(refused.every(isTaken)).toBe(true)
})

test('a request that cannot be met in full keeps nothing', async () => {
  const few = await someGoods(world.cx, { quantity: 2 })
  const copy = await aCopy(world.cx)
  const wants = [
    { variantId: copy.variantId, quantity: 1 },
    { variantId: few.variantId, quantity: 3 },
  ]
  await expect(claimVariants(world.cx, { wants, ...aHold() })).rejects.toMatchObject({
    code: 'stock.taken',
    data: { variantIds: [few.variantId] },
  })
  const free = await availability(world.cx, [copy.variantId, few.variantId])
  expect([free.get(copy.variantId)?.freeCount, free.get(few.variantId)?.freeCount]).toEqual([1, 2])
})

test('an expired claim is taken over, a live one is not, and every step is on record', async () => {
  const { unitId } = await aCopy(world.cx)
  const [first, second] = [aHolder(), aHolder()]
  await claimUnits(world.cx, { unitIds: [unitId], ...aHold(first) })
  await expect(claimUnits(world.cx, { unitIds: [unitId], ...aHold(second) })).rejects.toMatchObject({
    code: 'stock.taken',
  })
  world.clock.advanceMs(10 * 60_000)
  await claimUnits(world.cx, { unitIds: [unitId], ...aHold(second) })

  const events = await world.cx.db
    .selectFrom('claimEvents')
    .select(['what', 'holder', 'reason'])
    .where('unitId', '=', unitId)
    .orderBy('id')
    .execute()
  expect(events).toEqual([
    { what: 'taken', holder: first, reason: null },
    { what: 'ended', holder: first, reason: 'expired' },
    { what: 'taken', holder: second, reason: null },
  ])
})

test('handing claims over is a compare-and-swap that names what had been lost', async () => {
  const [kept, lost] = [await aCopy(world.cx), await aCopy(world.cx)]
  const [cart, rival, order] = [aHolder(), aHolder(), aHolder()]
  await claimUnits(world.cx, { unitIds: [kept.unitId], ...aHold(cart) })
  await claimUnits(world.cx, { unitIds: [lost.unitId], ...aHold(rival) })
  const answer = await transferClaims(world.cx, {
    unitIds: [kept.unitId, lost.unitId],
    fromHolder: cart,
    kind: 'order',
    holder: order,
    expiresAt: null,
  })
  expect(answer).toEqual([lost.unitId])
})

test('the database itself refuses a second live claim', async () => {
  const { unitId } = await aCopy(world.cx)
  await claimUnits(world.cx, { unitIds: [unitId], ...aHold() })
  const second = sql`
    insert into claims (unit_id, kind, holder, taken_at, changed_at, changed_by) values (${unitId}, 'hold', 'hold:x', now(), now(), 'a hand')`
  await expect(second.execute(world.cx.db)).rejects.toMatchObject({
    code: '23505',
    constraint: 'claims_one_live_per_unit',
  })
})

test('a lot and its copies can never both be held', async () => {
  const copies = [await aCopy(world.cx), await aCopy(world.cx)]
  const variantId = await aLot(world.cx, copies)
  const { wonCount, refused } = await outcomes([
    ...Array.from({ length: 10 }, () => claimVariant(world.cx, { variantId, quantity: 1, ...aHold() })),
    ...copies.map((copy) => claimVariant(world.cx, { variantId: copy.variantId, quantity: 1, ...aHold() })),
  ])
  expect(refused.every(isTaken)).toBe(true)
  expect(wonCount).toBeGreaterThan(0)
  const held = await world.cx.db.selectFrom('claims').select('holder').where('endedAt', 'is', null).execute()
  expect(held).toHaveLength(2)
  expect(await verifyStock(world.cx)).toEqual([])
})

test('a lot is free while every member is, and counts as one', async () => {
  const copies = [await aCopy(world.cx), await aCopy(world.cx)]
  const lot = await aLot(world.cx, copies)
  expect((await availability(world.cx, [lot])).get(lot)).toEqual({ freeCount: 1, totalCount: 1, isSold: false })
  const holder = aHolder()
  await claimUnits(world.cx, { unitIds: unitsOf(copies.slice(0, 1)), ...aHold(holder) })
  expect((await availability(world.cx, [lot])).get(lot)).toMatchObject({
    freeCount: 0,
    isSold: false,
    heldUntil: new Date('2026-03-02T09:10:00Z'),
  })
  await releaseClaims(world.cx, { holder, reason: 'test' })
  await claimUnits(world.cx, { unitIds: unitsOf(copies.slice(0, 1)), ...aHold(holder), kind: 'order', expiresAt: null })
  expect((await availability(world.cx, [lot])).get(lot)).toMatchObject({ freeCount: 0, isSold: true })
})

test('the holder sees its own hold with its time, others see it taken', async () => {
  const { variantId, unitId } = await aCopy(world.cx)
  const hold = aHold()
  await claimUnits(world.cx, { unitIds: [unitId], ...hold })
  expect((await availability(world.cx, [variantId], { holder: hold.holder })).get(variantId)).toMatchObject({
    yoursUntil: hold.expiresAt,
    freeCount: 0,
  })
  expect((await availability(world.cx, [variantId])).get(variantId)).not.toHaveProperty('yoursUntil')
})

test('what runs out is announced for the copy and for the lots around it', async () => {
  const copies = [await aCopy(world.cx), await aCopy(world.cx)]
  const lot = await aLot(world.cx, copies)
  await claimUnits(world.cx, { unitIds: unitsOf(copies), ...aHold() })
  world.clock.advanceMs(11 * 60_000)
  await world.cx.db.deleteFrom('outbox').execute()
  expect(await expireClaims(world.cx)).toBe(2)
  const { payload } = await world.cx.db.selectFrom('outbox').select('payload').executeTakeFirstOrThrow()
  expect(payload).toEqual({ variantIds: [lot, ...copies.map((copy) => copy.variantId)].toSorted() })
})

test('a copy that is off the shelves cannot be claimed', async () => {
  const { unitId } = await aCopy(world.cx)
  await sql`update units set place_id = (select id from places where code = 'LOST') where id = ${unitId}`.execute(
    world.cx.db,
  )
  await expect(claimUnits(world.cx, { unitIds: [unitId], ...aHold() })).rejects.toMatchObject({ code: 'stock.taken' })
  expect(await verifyStock(world.cx)).toMatchObject([{ check: 'stock.unit-place', found: 'LOST', expected: 'A-1' }])
})

test('making a lot twice changes nothing', async () => {
  const copies = [await aCopy(world.cx)]
  const variantId = await aLot(world.cx, copies)
  await makeLot(world.cx, { variantId, unitIds: unitsOf(copies) })
  expect(await world.cx.db.selectFrom('lotUnits').selectAll().execute()).toHaveLength(1)
})

const unitsOf = (copies: readonly { unitId: UnitId }[]): UnitId[] => copies.map((copy) => copy.unitId)
