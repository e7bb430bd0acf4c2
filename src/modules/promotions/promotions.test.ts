import { expect, test } from 'vitest'
import { getCart } from '#modules/orders'
import { setListPrices } from '#modules/pricing'
import { aCart, aCopy } from '#support/makers'
import { useWorld } from '#support/world'
import { enterCode } from './enter-code.ts'
import { offeredPrices } from './offered-prices.ts'
import { previewPromotion } from './preview-promotion.ts'
import { type Effect, scopeSchema, termsSchema } from './promotion.ts'
import { getPromotion } from './queries.ts'
import { createPromotion, movePromotion, savePromotion } from './save-promotion.ts'
import type { PromotionWish } from './store.ts'
import { saveGroup } from './store-groups.ts'
import { turnPromotions } from './turn-promotions.ts'

const world = useWorld()
const dayMs = 86_400_000

const wish = (effect: Effect, more: Partial<PromotionWish> = {}): PromotionWish => ({
  names: { fr: 'Promo', en: 'Promo' },
  code: null,
  campaign: null,
  effect,
  scope: scopeSchema.parse({}),
  terms: termsSchema.parse({}),
  stacking: 'stackable',
  priority: 100,
  startsAt: null,
  endsAt: null,
  usesMax: null,
  ...more,
})
const running = async (effect: Effect, more: Partial<PromotionWish> = {}): Promise<string> => {
  const id = await createPromotion(world.cx, wish(effect, more))
  await movePromotion(world.cx, id, 'active')
  return id
}
const quarter = { kind: 'percent', basisPoints: 2500 } as const

test('an offer is the price for everybody from its start to its end, announced with the prior price', async () => {
  const { variantId } = await aCopy(world.cx, { priceMinor: 2000 })
  const start = new Date(world.clock.now().getTime() + 10 * dayMs)
  const end = new Date(start.getTime() + 5 * dayMs)
  await running(quarter, { startsAt: start, endsAt: end })
  expect((await offeredPrices(world.cx, [variantId])).size).toBe(0)
  world.clock.set(start)
  expect((await offeredPrices(world.cx, [variantId])).get(variantId)).toMatchObject({
    priceMinor: 1500,
    endsAt: end,
    announcement: { kind: 'announced', priorMinor: 2000, basisPoints: 2500 },
  })
  world.clock.set(end)
  expect((await offeredPrices(world.cx, [variantId])).size).toBe(0)
})

test('P2 on the shelf: a reduction that may not be announced is silent, and the office hears why', async () => {
  const { variantId } = await aCopy(world.cx, { priceMinor: 2000 })
  world.clock.advanceMs(40 * dayMs)
  await setListPrices(world.cx, [{ variantId, priceMinor: 1200, reason: 'test' }])
  world.clock.advanceMs(2 * dayMs)
  await setListPrices(world.cx, [{ variantId, priceMinor: 2000, reason: 'test' }])
  world.clock.advanceMs(8 * dayMs)
  await running(quarter)
  const offered = (await offeredPrices(world.cx, [variantId])).get(variantId)
  expect(offered).toMatchObject({
    priceMinor: 1500,
    announcement: { kind: 'silent', because: 'was-as-low', priorMinor: 1200 },
  })
})

test('P3 on the shelf: a deeper reduction of the same campaign is compared with the price before the first', async () => {
  const { variantId } = await aCopy(world.cx, { priceMinor: 2000 })
  world.clock.advanceMs(60 * dayMs)
  const id = await running({ kind: 'off-each', amountMinor: 400 })
  world.clock.advanceMs(7 * dayMs)
  const { version } = await getPromotion(world.cx, id)
  await savePromotion(world.cx, id, { ...wish({ kind: 'off-each', amountMinor: 800 }), version })
  expect((await offeredPrices(world.cx, [variantId])).get(variantId)).toMatchObject({
    priceMinor: 1200,
    announcement: { priorMinor: 2000, basisPoints: 4000 },
  })
})

test('P4 on the shelf: an offer that was paused counts for the next one, a code does not', async () => {
  const { variantId } = await aCopy(world.cx, { priceMinor: 2000 })
  world.clock.advanceMs(60 * dayMs)
  const first = await running({ kind: 'off-each', amountMinor: 400 })
  await running({ kind: 'percent', basisPoints: 9000 }, { code: 'SECRET' })
  world.clock.advanceMs(7 * dayMs)
  await movePromotion(world.cx, first, 'paused')
  world.clock.advanceMs(5 * dayMs)
  await running({ kind: 'off-each', amountMinor: 600 })
  expect((await offeredPrices(world.cx, [variantId])).get(variantId)).toMatchObject({
    priceMinor: 1400,
    announcement: { priorMinor: 1600, basisPoints: 1250 },
  })
})

test('a cart shows offer, code and what is missing for the next promotion', async () => {
  const { variantId } = await aCopy(world.cx, { priceMinor: 2000 })
  await running(quarter)
  await running({ kind: 'basket-off', amountMinor: 300 }, { code: 'Hiver 26' })
  await running(
    { kind: 'free-delivery', methods: [], countries: [] },
    { terms: termsSchema.parse({ basketMinMinor: 6000 }) },
  )
  const cartId = await aCart(world.cx, [variantId])
  await enterCode(world.cx, { cartId, text: ' hiver26 ', from: 'test' })
  const cart = await getCart(world.cx, cartId)
  expect(cart).toMatchObject({ itemsMinor: 1500, codes: ['HIVER26'], quote: { discountMinor: 300, totalMinor: 1200 } })
  expect(cart.lines[0]).toMatchObject({ unitPriceMinor: 1500, offer: { listMinor: 2000 } })
  const told = new Map(cart.quote.explanations.map((one) => [one.because, one]))
  expect(told.get('applied')).toMatchObject({ code: 'HIVER26', amountMinor: 300 })
  expect(told.get('basket-too-small')).toMatchObject({ missing: 4500 })
})

test('a preview says what it would take off, and writes nothing', async () => {
  const { variantId } = await aCopy(world.cx, { priceMinor: 2000 })
  const preview = await previewPromotion(world.cx, wish({ kind: 'basket-percent', basisPoints: 1600 }), [
    { variantId, quantity: 1 },
  ])
  expect(preview.savedMinor).toBe(320)
  expect(await world.cx.db.selectFrom('promotions').select('id').execute()).toEqual([])
})

test('what cannot be is refused: an end before the start, a code twice, an unknown group, an old version, a wrong code', async () => {
  const now = world.clock.now()
  await expect(createPromotion(world.cx, wish(quarter, { startsAt: now, endsAt: now }))).rejects.toMatchObject({
    code: 'promotion.ends-before-it-starts',
  })
  const id = await running(quarter, { code: 'UNE FOIS' })
  await expect(createPromotion(world.cx, wish(quarter, { code: 'une fois' }))).rejects.toMatchObject({
    code: 'promotion.code-taken',
  })
  const club = termsSchema.parse({ groups: ['club'] })
  await expect(createPromotion(world.cx, wish(quarter, { terms: club }))).rejects.toMatchObject({
    code: 'promotion.group-not-found',
  })
  await saveGroup(world.cx, { code: 'club', name: 'Club', emails: ['Ada@Example.org'] })
  await createPromotion(world.cx, wish(quarter, { terms: club }))
  await expect(savePromotion(world.cx, id, { ...wish(quarter), version: 1 })).rejects.toMatchObject({
    code: 'promotion.stale',
  })
  const cartId = await aCart(world.cx, [])
  await expect(enterCode(world.cx, { cartId, text: 'nope', from: 'test' })).rejects.toMatchObject({
    code: 'cart.code-unknown',
  })
})

test('somebody who guesses codes is slowed down', async () => {
  const cartId = await aCart(world.cx, [])
  const guesses = Array.from({ length: 25 }, (_, index) =>
    enterCode(world.cx, { cartId, text: `GUESS${index}`, from: 'guesser' }).catch(
      (error: { code: string }) => error.code,
    ),
  )
  expect((await Promise.all(guesses)).filter((code) => code === 'voucher.too-many-tries')).toHaveLength(5)
})

test('pages are told once when an offer begins and once when it ends', async () => {
  const start = new Date(world.clock.now().getTime() + dayMs)
  await running(quarter, { startsAt: start, endsAt: new Date(start.getTime() + dayMs) })
  expect(await turnPromotions(world.cx)).toBe(0)
  world.clock.advanceMs(dayMs)
  expect(await turnPromotions(world.cx)).toBe(1)
  expect(await turnPromotions(world.cx)).toBe(0)
  world.clock.advanceMs(dayMs)
  expect(await turnPromotions(world.cx)).toBe(1)
  expect(await turnPromotions(world.cx)).toBe(0)
})
