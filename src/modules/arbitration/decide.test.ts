import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toId, type UnitId } from '#kernel/ids'
import { defaultCosts } from './costs.ts'
import { decide } from './decide.ts'
import type { Contest, Rival } from './rivals.ts'

const unit = (n: number): UnitId => toId(`00000000-0000-7000-8000-00000000000${n}`)
const copy = unit(1)
const other = unit(2)

const rival = (party: string, wish: Partial<Rival> = {}): Rival => ({
  party,
  kind: 'order',
  channel: 'shop',
  accountId: null,
  isFinal: false,
  isUndecided: false,
  totalMinor: 2500,
  linesCount: 1,
  placedAt: new Date('2026-03-02T09:00:00Z'),
  size: 1,
  holds: [],
  ...wish,
})
const ebay = rival('order:ebay', { channel: 'ebay' })
const discogs = rival('order:discogs', { channel: 'discogs' })
const shop = rival('order:shop')
const mirakl = rival('order:mirakl', { channel: 'mirakl' })
const holding = (who: Rival, ...holds: UnitId[]): Rival => ({ ...who, holds })
const contest = (rivals: readonly Rival[], wish: Partial<Contest> = {}): Contest => ({
  rivals,
  copies: [copy],
  equivalents: [],
  ...wish,
})
const outcomes = (given: Contest) => {
  const { rule, verdicts } = decide(given, defaultCosts)
  return { rule, ...Object.fromEntries(verdicts.map(({ party, outcome }) => [party.split(':')[1], outcome])) }
}

const early = new Date('2026-03-02T08:00:00Z')
test.each([
  [
    'eBay keeps the copy it came too late for',
    [holding(discogs, copy), ebay],
    { rule: 'cost', ebay: 'keeps', discogs: 'loses' },
  ],
  [
    'Discogs goes before the own shop',
    [holding(shop, copy), discogs],
    { rule: 'cost', discogs: 'keeps', shop: 'loses' },
  ],
  [
    'a Mirakl order not accepted yet goes before the own shop only',
    [{ ...mirakl, isUndecided: true }, discogs, shop],
    { rule: 'cost', discogs: 'keeps', mirakl: 'loses', shop: 'loses' },
  ],
  [
    'a packed order of the shop goes before eBay',
    [holding({ ...shop, isFinal: true }, copy), ebay],
    { rule: 'packed-first', shop: 'keeps', ebay: 'loses' },
  ],
  [
    'a stall sale goes before everything, packed or not',
    [holding({ ...ebay, isFinal: true }, copy), rival('order:stall', { kind: 'stall' })],
    { rule: 'stall-first', stall: 'keeps', ebay: 'loses' },
  ],
  [
    'a cart is no sale',
    [rival('cart:a', { kind: 'cart', holds: [copy] }), shop],
    { rule: 'cart-gives-way', shop: 'keeps', a: 'gives-way' },
  ],
  [
    'a payment under way is waited for; who would lose anyway loses now',
    [rival('cart:a', { kind: 'checkout', holds: [copy] }), shop, discogs],
    { rule: 'being-paid', a: 'keeps', discogs: 'waits', shop: 'loses' },
  ],
  [
    'a hold is for a person',
    [rival('hold:m', { kind: 'hold', holds: [copy] }), ebay],
    { rule: 'person', m: 'keeps', ebay: 'waits' },
  ],
  [
    'an order nobody knows is for a person',
    [rival('order:elsewhere', { kind: 'unknown', holds: [copy] }), ebay],
    { rule: 'person', elsewhere: 'keeps', ebay: 'waits' },
  ],
  [
    'between equals the larger order',
    [holding(shop, copy), rival('order:big', { totalMinor: 9000 })],
    { rule: 'amount', shop: 'loses', big: 'keeps' },
  ],
  [
    'then the one with more lines',
    [holding(shop, copy), rival('order:many', { linesCount: 3 })],
    { rule: 'lines', shop: 'loses', many: 'keeps' },
  ],
  [
    'then the earlier one',
    [holding(shop, copy), rival('order:early', { placedAt: early })],
    { rule: 'earlier', shop: 'loses', early: 'keeps' },
  ],
  [
    'then the smaller number',
    [holding(shop, copy), rival('order:a')],
    { rule: 'order-number', shop: 'loses', a: 'keeps' },
  ],
  ['a copy that is gone helps nobody', [ebay], { rule: 'nothing-left', ebay: 'loses' }, []],
] as const)('%s', (_name, rivals, expected, copies: readonly UnitId[] = [copy]) => {
  expect(outcomes(contest(rivals, { copies }))).toEqual(expected)
})

test('who loses gets an equivalent copy, the costliest first, also one that a cheaper order had got instead', () => {
  const three = [holding(ebay, copy), holding(shop, other), discogs]
  const { verdicts } = decide(contest(three, { equivalents: [other] }), defaultCosts)
  expect(verdicts.map(({ party, outcome, units }) => [party, outcome, ...units])).toEqual([
    ['order:ebay', 'keeps', copy],
    ['order:discogs', 'equivalent', other],
    ['order:shop', 'loses'],
  ])
})

test('an account near its limit costs more, a channel nobody named has the cost of others', () => {
  const accountId = toId<NonNullable<Rival['accountId']>>('00000000-0000-7000-8000-0000000000aa')
  const risky = { ...discogs, accountId }
  const verdict = (surcharges: ReadonlyMap<string, number>) =>
    decide(contest([ebay, risky]), defaultCosts, surcharges).verdicts.find(({ outcome }) => outcome === 'keeps')
  expect(verdict(new Map())).toMatchObject({ party: 'order:ebay', cost: 100 })
  expect(verdict(new Map([[accountId, 60]]))).toMatchObject({ party: 'order:discogs', cost: 140 })
  expect(outcomes(contest([rival('order:new', { channel: 'etsy' }), shop]))).toMatchObject({ new: 'keeps' })
  expect(outcomes(contest([ebay, shop], {}))).toMatchObject({ ebay: 'keeps' })
  expect(decide(contest([ebay, shop]), { ebay: 1 }).verdicts[0]).toMatchObject({ party: 'order:shop' })
})

const someRivals = fc.uniqueArray(
  fc.record({
    party: fc.integer({ min: 1, max: 40 }).map((n) => `order:${n}`),
    channel: fc.constantFrom('ebay', 'discogs', 'mirakl', 'shop', 'api', 'etsy'),
    isUndecided: fc.boolean(),
    totalMinor: fc.constantFrom(1000, 2000),
    linesCount: fc.constantFrom(1, 2),
    placedAt: fc.constantFrom(early, shop.placedAt),
  }),
  { selector: ({ party }) => party, minLength: 1, maxLength: 6 },
)
const supplies = fc.record({ copies: fc.integer({ min: 0, max: 2 }), equivalents: fc.integer({ min: 0, max: 2 }) })
const stock = ({ copies, equivalents }: { copies: number; equivalents: number }) => ({
  copies: Array.from({ length: copies }, (_, n) => unit(n + 1)),
  equivalents: Array.from({ length: equivalents }, (_, n) => unit(n + 5)),
})

test('the order in which rivals are listed makes no difference', () => {
  fc.assert(
    fc.property(someRivals, supplies, fc.integer(), (wishes, supply, seed) => {
      const rivals = wishes.map((wish) => rival(wish.party, wish))
      const shuffled = rivals.map((who, n) => ({ who, key: (n * 7919 + seed) % 31 })).toSorted((a, b) => a.key - b.key)
      const given = contest(rivals, stock(supply))
      expect(decide({ ...given, rivals: shuffled.map(({ who }) => who) }, defaultCosts)).toEqual(
        decide(given, defaultCosts),
      )
    }),
  )
})

/** One report after the other, as they come in: what was decided stands, losers are gone. */
function arrive(rivals: readonly Rival[], given: Pick<Contest, 'copies' | 'equivalents'>) {
  let present: readonly Rival[] = []
  for (const newcomer of rivals) {
    const { verdicts } = decide({ ...given, rivals: [...present, newcomer] }, defaultCosts)
    const units = new Map(verdicts.map((verdict) => [verdict.party, verdict]))
    present = [...present, newcomer].flatMap((who) => {
      const verdict = units.get(who.party)
      return verdict && verdict.outcome !== 'loses' ? [{ ...who, holds: verdict.units }] : []
    })
  }
  return present.map(({ party, holds }) => [party, given.copies.some((id) => holds.includes(id))]).toSorted()
}

test('whoever is heard of first, the same orders end with the same right', () => {
  fc.assert(
    fc.property(
      someRivals.chain((wishes) =>
        fc.tuple(fc.constant(wishes), fc.shuffledSubarray(wishes, { minLength: wishes.length })),
      ),
      supplies,
      ([wishes, shuffled], supply) => {
        const toRivals = (list: typeof wishes) => list.map((wish) => rival(wish.party, wish))
        expect(arrive(toRivals(shuffled), stock(supply))).toEqual(arrive(toRivals(wishes), stock(supply)))
      },
    ),
    { numRuns: 500 },
  )
})
