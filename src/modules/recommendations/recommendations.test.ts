import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId, type ProductId, type VariantId } from '#kernel/ids'
import { placeApiOrder } from '#modules/orders'
import { rebuildShelf } from '#modules/storefront'
import { inTransaction } from '#platform/cx'
import { sql } from '#platform/db'
import { aCart, aCopy, anAddress, type CopyWish } from '#support/makers'
import { useWorld } from '#support/world'
import { computeRecommendations } from './compute.ts'
import { type Candidate, pickBest } from './pick.ts'
import { recommendationsFor } from './queries.ts'
import { scoredPairs } from './queries-pairs.ts'
import { betterCopy } from './upgrade.ts'

const world = useWorld()

type Sold = { readonly artist: string; readonly title: string; readonly genres?: string[]; readonly label?: string }
const productOf = ({ artist, title, genres = ['Test'], label = '' }: Sold): CopyWish => ({
  product: { artist, title, genres, label, year: 1970 },
})
const blue = productOf({ artist: 'A', title: 'Blue', genres: ['Jazz'] })
const train = productOf({ artist: 'B', title: 'Train', genres: ['Rock'] })

async function sell(productIds: readonly ProductId[], buyer: string): Promise<void> {
  const variantIds: VariantId[] = []
  for (const productId of productIds) variantIds.push((await aCopy(world.cx, { productId })).variantId)
  await placeApiOrder(world.cx, {
    lang: 'fr',
    buyer: { name: buyer, email: `${buyer}@example.org` },
    address: anAddress,
    lines: variantIds.map((variantId) => ({ variantId, quantity: 1 })),
    deliveryMethod: 'relay',
    deliveryMinor: 510,
    isPaid: true,
  })
}

const compute = async (): Promise<void> => {
  await inTransaction(world.cx, rebuildShelf)
  await computeRecommendations(world.cx)
}
const reasons = async (productId: ProductId) =>
  (await recommendationsFor(world.cx, [productId], 6)).map(({ item, reason, evidence }) => ({
    title: item.title,
    reason,
    evidence,
  }))

describe('what was bought together', () => {
  test('is told with the number of people, also when they came back for it, and only while it can be bought', async () => {
    const one = await aCopy(world.cx, blue)
    const other = await aCopy(world.cx, train)
    await sell([one.productId, other.productId], 'ada')
    await sell([one.productId], 'bob')
    await compute()
    expect((await reasons(one.productId)).filter(({ reason }) => reason === 'bought')).toEqual([])

    await sell([other.productId], 'bob')
    await compute()
    expect(await reasons(one.productId)).toEqual([{ title: 'Train', reason: 'bought', evidence: { buyers: 2 } }])

    await aCart(world.cx, [other.variantId])
    expect(await reasons(one.productId)).toEqual([])
  })

  test('goes when it is not true any more', async () => {
    const one = await aCopy(world.cx, blue)
    const other = await aCopy(world.cx, train)
    for (const buyer of ['ada', 'bob']) await sell([one.productId, other.productId], buyer)
    await compute()
    expect(await reasons(one.productId)).toHaveLength(1)
    await world.cx.db.updateTable('orders').set({ state: 'cancelled' }).execute()
    world.clock.advanceMs(3_600_000)
    await compute()
    expect(await reasons(one.productId)).toEqual([])
  })
})

test('likeness: the same artist, the same label in these years, the same genre and decade; never the work itself', async () => {
  const facts = { artist: 'Miles Davis', label: 'Columbia', genres: ['Jazz'] }
  const one = await aCopy(world.cx, productOf({ ...facts, title: 'Milestones' }))
  await aCopy(world.cx, productOf({ ...facts, title: 'Milestones', label: 'CBS' }))
  await aCopy(world.cx, productOf({ ...facts, title: 'Nefertiti' }))
  await aCopy(world.cx, productOf({ artist: 'Dave Brubeck', title: 'Time Out', label: 'Columbia', genres: ['Cool'] }))
  await aCopy(world.cx, productOf({ artist: 'Bill Evans', title: 'Waltz', label: 'Riverside', genres: ['Jazz'] }))
  await compute()
  expect(await reasons(one.productId)).toEqual([
    { title: 'Nefertiti', reason: 'artist', evidence: { artist: 'Miles Davis' } },
    { title: 'Time Out', reason: 'label', evidence: { label: 'Columbia' } },
    { title: 'Waltz', reason: 'era', evidence: { genre: 'Jazz', decade: 1970 } },
  ])
})

test('what is looked at one after the other goes together from three steps on', async () => {
  const one = await aCopy(world.cx, blue)
  const other = await aCopy(world.cx, train)
  const step = { fromProductId: other.productId, toProductId: one.productId, day: world.clock.now(), count: 2 }
  await world.cx.db.insertInto('productSteps').values(step).execute()
  await compute()
  expect(await reasons(one.productId)).toEqual([])
  await world.cx.db.updateTable('productSteps').set({ count: 3 }).execute()
  await compute()
  expect(await reasons(one.productId)).toEqual([{ title: 'Train', reason: 'viewed', evidence: {} }])
})

test('people who like one artist are led to another by what such people bought', async () => {
  const facts = { genres: ['Dub'] }
  const first = await aCopy(world.cx, productOf({ artist: 'King Tubby', title: 'One', ...facts }))
  const second = await aCopy(world.cx, productOf({ artist: 'Scientist', title: 'Two', genres: ['Roots'] }))
  await aCopy(world.cx, productOf({ artist: 'Scientist', title: 'Three', genres: ['Roots'] }))
  for (const buyer of ['ada', 'bob']) await sell([first.productId, second.productId], buyer)
  await compute()
  expect(await reasons(first.productId)).toContainEqual({
    title: 'Three',
    reason: 'fans',
    evidence: { artist: 'King Tubby', buyers: 2 },
  })
})

test('a clock that goes on while it computes takes nothing away', async () => {
  const one = await aCopy(world.cx, productOf({ artist: 'A', title: 'One' }))
  await aCopy(world.cx, productOf({ artist: 'A', title: 'Two' }))
  await inTransaction(world.cx, rebuildShelf)
  let calls = 0
  const later = () => new Date(world.clock.now().getTime() + calls++ * 1000)
  await computeRecommendations({ ...world.cx, now: later })
  expect(await reasons(one.productId)).toHaveLength(1)
})

test('two that compute at once: one does the work', async () => {
  const both = await Promise.all([computeRecommendations(world.cx), computeRecommendations(world.cx)])
  expect(both).toContain(true)
})

test('the score of docs/domain/recommendations.md', async () => {
  const rows = [...[1, 2, 3].flatMap((n) => [`(${n}, 'a')`, `(${n}, 'b')`]), "(4, 'a')", "(5, 'c')", "(5, 'd')"].join(
    ', ',
  )
  const baskets = sql`select * from (values ${sql.raw(rows)}) as t (basket, item)`
  const { rows: pairs } = await sql`${scoredPairs(baskets, { perItemMax: 5 })}`.execute(world.cx.db)
  const score = expect.closeTo((3 / Math.sqrt(4 * 3)) * (3 / 13), 6)
  expect(pairs).toEqual([
    { item: 'a', other: 'b', witnesses: 3, lift: (3 * 5) / (4 * 3), score },
    { item: 'b', other: 'a', witnesses: 3, lift: (3 * 5) / (4 * 3), score },
  ])
})

const someIds = Array.from({ length: 8 }, () => newId<ProductId>(new Date(0)))

describe('the choice', () => {
  const candidate = fc.record({
    productId: fc.constantFrom(...someIds),
    artist: fc.constantFrom('x', 'y', 'z'),
    reason: fc.constantFrom('bought', 'era', 'artist'),
    score: fc.double({ min: 0.01, max: 1, noNaN: true }),
    evidence: fc.constant({}),
  })
  test('names each product once and shows as many as there are', () => {
    fc.assert(
      fc.property(fc.array(candidate), fc.integer({ min: 1, max: 8 }), (candidates: Candidate[], countMax) => {
        const picked = pickBest(candidates, countMax)
        const ids = new Set(candidates.map(({ productId }) => productId))
        expect(new Set(picked.map(({ productId }) => productId)).size).toBe(picked.length)
        expect(picked).toHaveLength(Math.min(countMax, ids.size))
      }),
    )
  })
})

test('a better copy is the cheapest in a better grade that can be had, within reach', () => {
  const chosen = { mediaGrade: 'VG', priceMinor: 1000, isFree: true } as const
  const better = { mediaGrade: 'VG+', priceMinor: 1450, isFree: true } as const
  const dear = { mediaGrade: 'M', priceMinor: 4000, isFree: true } as const
  const held = { mediaGrade: 'NM', priceMinor: 1200, isFree: false } as const
  expect(betterCopy(chosen, [dear, held, better])).toEqual({ copy: better, extraMinor: 450 })
  expect(betterCopy(chosen, [dear])).toBeUndefined()
  expect(betterCopy({ ...chosen, mediaGrade: null }, [better])).toBeUndefined()
})
