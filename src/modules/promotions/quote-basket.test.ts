import { expect, test } from 'vitest'
import { sumMinor } from '#kernel/money'
import type { Basket, BasketLine } from './basket.ts'
import { type Effect, type Promotion, scopeSchema, termsSchema } from './promotion.ts'
import { quoteBasket } from './quote-basket.ts'

const now = new Date('2026-03-02T09:00:00Z')

type Wish = Partial<Omit<Promotion, 'scope' | 'terms'>> & { scope?: object; terms?: object; effect: Effect }
let drawn = 0
const promo = ({ scope = {}, terms = {}, ...wish }: Wish): Promotion => ({
  id: `p${String(++drawn).padStart(5, '0')}`,
  names: { fr: 'Promo', en: 'Promo' },
  code: null,
  campaign: 'c',
  stacking: 'stackable',
  priority: 100,
  state: 'active',
  startsAt: null,
  endsAt: null,
  usesMax: null,
  usesCount: 0,
  ...wish,
  scope: scopeSchema.parse(scope),
  terms: termsSchema.parse(terms),
})
const line = (unitMinor: number, wish: Partial<BasketLine> = {}): BasketLine => ({
  lineId: `l${++drawn}`,
  productId: null,
  medium: 'cd',
  condition: 'used',
  genres: [],
  tags: [],
  listMinor: unitMinor,
  quantity: 1,
  unitMinor,
  ...wish,
})
const quote = (lines: readonly BasketLine[], promotions: readonly Promotion[], more: Partial<Basket> = {}) =>
  quoteBasket({ lines, promotions, codes: [], buyer: { groups: [] }, now, ...more })
const relay = { method: 'relay', country: 'FR', priceMinor: 510 }

test('without promotions the sum of the lines and the delivery is due', () => {
  const quoted = quote([line(1200), line(500, { quantity: 3 })], [], { delivery: relay })
  expect(quoted).toMatchObject({
    itemsMinor: 2700,
    discountMinor: 0,
    deliveryMinor: 510,
    totalMinor: 3210,
    dueMinor: 3210,
  })
})

test('3 for 20 €: the dearest three make the set, the rest pays its price', () => {
  const deal = promo({ effect: { kind: 'set-price', pieces: 3, totalMinor: 2000 }, scope: { media: ['cd'] } })
  const quoted = quote([line(900), line(800), line(700), line(300), line(5000, { medium: 'vinyl' })], [deal])
  expect(quoted.discountMinor).toBe(400)
  expect(quoted.lines.map(({ paidMinor }) => paidMinor)).toEqual([750, 667, 583, 300, 5000])
})

test('a set that is cheaper than its set price stays as it is', () => {
  const deal = promo({ effect: { kind: 'set-price', pieces: 3, totalMinor: 2000 } })
  expect(quote([line(500), line(500), line(500)], [deal]).discountMinor).toBe(0)
})

test('2 + 1 free: the cheapest of each three is free', () => {
  const deal = promo({ effect: { kind: 'free-pieces', pieces: 3, free: 1 } })
  const quoted = quote([line(1000), line(900, { quantity: 2 }), line(400)], [deal])
  expect(quoted.lines.map(({ discountMinor }) => discountMinor)).toEqual([0, 900, 0])
})

test('x % from n pieces: not before', () => {
  const deal = promo({ effect: { kind: 'percent-from', pieces: 3, basisPoints: 1000 } })
  const two = quote([line(1000), line(1000)], [deal])
  expect(two.discountMinor).toBe(0)
  expect(two.explanations).toMatchObject([{ because: 'too-few-pieces', missing: 1 }])
  expect(quote([line(1000, { quantity: 3 })], [deal]).discountMinor).toBe(300)
})

test('a code counts when it is entered, and says why it does not', () => {
  const code = promo({
    code: 'HIVER',
    effect: { kind: 'basket-percent', basisPoints: 1000 },
    terms: { basketMinMinor: 3000 },
  })
  expect(quote([line(4000)], [code]).discountMinor).toBe(0)
  expect(quote([line(4000)], [code], { codes: ['HIVER'] }).discountMinor).toBe(400)
  const small = quote([line(2000)], [code], { codes: ['HIVER', 'NOEL'] })
  expect(small.explanations).toMatchObject([
    { code: 'NOEL', because: 'unknown-code' },
    { code: 'HIVER', because: 'basket-too-small', missing: 1000 },
  ])
})

test.each([
  ['not-yet', { startsAt: new Date('2026-03-03T00:00:00Z') }, {}],
  ['ended', { endsAt: now }, {}],
  ['paused', { state: 'paused' }, {}],
  ['used-up', { usesMax: 2, usesCount: 2 }, {}],
  ['group-only', { terms: { groups: ['club'] } }, {}],
  ['first-order-only', { terms: { isFirstOrderOnly: true } }, { hasOrdered: true }],
  ['nothing-matches', { scope: { media: ['vinyl'] } }, {}],
] as const)('a code that is %s takes nothing off', (because, wish, buyer) => {
  const code = promo({ code: 'X', effect: { kind: 'percent', basisPoints: 1000 }, ...wish })
  const quoted = quote([line(1000)], [code], { codes: ['X'], buyer: { groups: [], ...buyer } })
  expect(quoted).toMatchObject({ discountMinor: 0, explanations: [{ code: 'X', because }] })
})

test('a use limit per customer counts live uses', () => {
  const code = promo({ code: 'X', effect: { kind: 'percent', basisPoints: 1000 }, terms: { usesPerCustomerMax: 1 } })
  const quoted = quote([line(1000)], [code], { codes: ['X'], buyer: { groups: [], usesOf: { [code.id]: 1 } } })
  expect(quoted.explanations).toMatchObject([{ because: 'once-per-customer' }])
})

test('stackable ones add up, each on what the one before left; of the best ones one applies', () => {
  const percent = promo({ effect: { kind: 'percent', basisPoints: 1000 }, terms: { groups: ['club'] } })
  const small = promo({ effect: { kind: 'basket-off', amountMinor: 100 }, stacking: 'best' })
  const large = promo({ effect: { kind: 'basket-off', amountMinor: 300 }, stacking: 'best' })
  const quoted = quote([line(2000)], [small, percent, large], { buyer: { groups: ['club'] } })
  expect(quoted.discounts.map(({ amountMinor }) => amountMinor)).toEqual([200, 300])
  expect(quoted.explanations.find(({ promotionId }) => promotionId === small.id)).toMatchObject({
    because: 'better-one',
  })
})

test('an exclusive one stands alone, and only when it is better than the others together', () => {
  const other = promo({ effect: { kind: 'basket-off', amountMinor: 300 } })
  const alone = (amountMinor: number) =>
    promo({ code: 'X', stacking: 'exclusive', effect: { kind: 'basket-off', amountMinor } })
  const codes = ['X']
  expect(quote([line(2000)], [other, alone(250)], { codes }).discountMinor).toBe(300)
  expect(quote([line(2000)], [other, alone(350)], { codes }).discountMinor).toBe(350)
})

test('free delivery by method and country, and what is missing for it', () => {
  const free = promo({
    effect: { kind: 'free-delivery', methods: ['relay'], countries: ['FR'] },
    terms: { basketMinMinor: 6000 },
  })
  expect(quote([line(6000)], [free], { delivery: relay })).toMatchObject({ deliveryMinor: 0, totalMinor: 6000 })
  expect(quote([line(6000)], [free], { delivery: { ...relay, country: 'BE' } }).deliveryMinor).toBe(510)
  expect(quote([line(5000)], [free]).explanations).toMatchObject([{ because: 'basket-too-small', missing: 1000 }])
})

test('a voucher pays and is no discount; no promotion is about a voucher that is bought', () => {
  const free = promo({ effect: { kind: 'basket-percent', basisPoints: 5000 } })
  const gift = line(3000, { isVoucher: true })
  const quoted = quote([line(1000), gift], [free], { voucherMinor: 10_000, delivery: relay })
  expect(quoted).toMatchObject({ discountMinor: 500, totalMinor: 4010, voucherMinor: 4010, dueMinor: 0 })
})

test('a piece counts in one quantity deal only, and pieces on offer can be left out', () => {
  const deal = promo({ effect: { kind: 'free-pieces', pieces: 2, free: 1 } })
  const second = promo({ effect: { kind: 'set-price', pieces: 2, totalMinor: 100 } })
  expect(quote([line(1000), line(1000)], [deal, second]).discountMinor).toBe(1000)
  const full = promo({ code: 'X', effect: { kind: 'percent', basisPoints: 1000 }, scope: { leavesOutOffers: true } })
  expect(quote([line(800, { listMinor: 1000 })], [full], { codes: ['X'] }).discountMinor).toBe(0)
})

/** A small generator with a seed: the same baskets every time. */
function drawer(seed: number) {
  let state = seed
  return (max: number): number => {
    state = (state * 48_271) % 2_147_483_647
    return state % max
  }
}

test('whatever the basket: every cent is on a line, nothing is below zero, the steps sum up', () => {
  const draw = drawer(7)
  const effects: Effect[] = [
    { kind: 'percent', basisPoints: 1333 },
    { kind: 'off-each', amountMinor: 250 },
    { kind: 'percent-from', pieces: 3, basisPoints: 777 },
    { kind: 'set-price', pieces: 3, totalMinor: 999 },
    { kind: 'free-pieces', pieces: 3, free: 1 },
    { kind: 'basket-percent', basisPoints: 3333 },
    { kind: 'basket-off', amountMinor: 5000 },
    { kind: 'free-delivery', methods: [], countries: [] },
  ]
  for (let round = 0; round < 400; round++) {
    const lines = Array.from({ length: 1 + draw(6) }, () => line(1 + draw(4000), { quantity: 1 + draw(3) }))
    const chosen = effects.filter(() => draw(2) === 0)
    const stackings = ['stackable', 'best', 'exclusive'] as const
    const promotions = chosen.map((effect) => promo({ code: 'X', effect, stacking: stackings[draw(3)] ?? 'best' }))
    const quoted = quote(lines, promotions, { codes: ['X'], delivery: relay, voucherMinor: draw(9000) })
    expect(sumMinor(quoted.lines.map(({ discountMinor }) => discountMinor))).toBe(quoted.discountMinor)
    expect(sumMinor(quoted.discounts.map(({ amountMinor }) => amountMinor))).toBe(quoted.discountMinor)
    for (const { paidMinor } of quoted.lines) expect(paidMinor).toBeGreaterThanOrEqual(0)
    expect(quoted.totalMinor).toBe(quoted.itemsMinor - quoted.discountMinor + quoted.deliveryMinor)
    expect(quoted.dueMinor).toBe(quoted.totalMinor - quoted.voucherMinor)
    const beforeTotal = quoted.steps.filter(({ step }) => !['total', 'voucher', 'due'].includes(step))
    expect(sumMinor(beforeTotal.map(({ amountMinor }) => amountMinor))).toBe(quoted.totalMinor)
  }
})
