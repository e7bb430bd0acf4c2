import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addVariants, mediaGrades, saveProducts } from '#modules/catalog'
import { useWorld } from '#support/world'
import { roundings } from './channel-price.ts'
import {
  channelPrice,
  channelPrices,
  listPrices,
  setChannelRule,
  setListPrices,
  startingPrice,
  startingPrices,
} from './index.ts'

const world = useWorld()

async function aVariant() {
  const [productId] = await saveProducts(world.cx, [
    {
      kind: 'record',
      title: 'T',
      artist: 'A',
      label: '',
      catalogueNumber: '',
      format: 'LP',
      medium: 'vinyl',
      country: '',
      genres: [],
      styles: [],
      barcode: '',
      attributes: {},
    },
  ])
  if (!productId) throw new Error('no product')
  const [variant] = await addVariants(world.cx, [{ productId, condition: 'used' }])
  if (!variant) throw new Error('no variant')
  return variant.id
}

// The numbers of docs/domain/prices.md.
test.each([
  ['vinyl', 'LP', 'NM', 1500],
  ['vinyl', 'LP', 'VG+', 1200],
  ['vinyl', 'LP', 'VG', 900],
  ['vinyl', 'LP', null, 1050],
  ['vinyl', '7"', 'G', 150],
  ['vinyl', '2xLP', 'M', 2400],
  ['cd', 'CD', 'VG+', 500],
  ['cd', 'CD', 'P', 100],
  ['cassette', 'Cass', 'VG', 300],
] as const)('a %s %s in %s starts at %i cents', async (medium, format, mediaGrade, priceMinor) => {
  expect(startingPrice(await startingPrices(world.cx), { medium, format, mediaGrade })).toBe(priceMinor)
})

test('a better grade never starts lower', async () => {
  const table = await startingPrices(world.cx)
  for (const format of ['LP', '7"', '2xLP', 'Box', '']) {
    const prices = mediaGrades.map((mediaGrade) => startingPrice(table, { medium: 'vinyl', format, mediaGrade }))
    expect(prices).toEqual(prices.toSorted((a, b) => b - a))
  }
})

test.each([
  [{ markupBasisPoints: 1200, markupMinor: 35, rounding: 'none' }, 1450, 1659],
  [{ markupBasisPoints: 1200, markupMinor: 35, rounding: '10-cents' }, 1450, 1660],
  [{ markupBasisPoints: 1200, markupMinor: 35, rounding: '50-cents' }, 1450, 1700],
  [{ markupBasisPoints: 1000, markupMinor: 0, rounding: 'euro' }, 1000, 1100],
  [{ markupBasisPoints: 1000, markupMinor: 0, rounding: 'euro-minus-10' }, 1450, 1690],
  [{ markupBasisPoints: 0, markupMinor: 0, rounding: 'euro-minus-10' }, 1490, 1490],
] as const)('the rule %o makes %i cents into %i', (rule, listMinor, priceMinor) => {
  expect(channelPrice({ channel: 'ebay', ...rule }, listMinor)).toBe(priceMinor)
})

test('rounding is up, and by less than a euro', () => {
  const rule = fc.record({
    markupBasisPoints: fc.integer({ min: 0, max: 5000 }),
    markupMinor: fc.integer({ min: 0, max: 500 }),
    rounding: fc.constantFrom(...roundings),
  })
  fc.assert(
    fc.property(rule, fc.integer({ min: 1, max: 1_000_000 }), (given, listMinor) => {
      const exact = (listMinor * (10_000 + given.markupBasisPoints)) / 10_000 + given.markupMinor
      const price = channelPrice({ channel: 'ebay', ...given }, listMinor)
      return price >= exact - 1e-6 && price < exact + 101
    }),
  )
})

test('a price keeps its history, and the same price again is no change', async () => {
  const variantId = await aVariant()
  await setListPrices(world.cx, [{ variantId, priceMinor: 1500, reason: 'first' }])
  expect(await setListPrices(world.cx, [{ variantId, priceMinor: 1500, reason: 'again' }])).toEqual([])
  expect(await setListPrices(world.cx, [{ variantId, priceMinor: 1200, reason: 'sale' }])).toEqual([variantId])
  const history = await world.cx.db
    .selectFrom('priceChanges')
    .select(['previousMinor', 'priceMinor', 'reason'])
    .orderBy('id')
    .execute()
  expect(history).toEqual([
    { previousMinor: null, priceMinor: 1500, reason: 'first' },
    { previousMinor: 1500, priceMinor: 1200, reason: 'sale' },
  ])
})

test('a channel follows its rule, one without a rule and the shop show the list price', async () => {
  const variantId = await aVariant()
  await setListPrices(world.cx, [{ variantId, priceMinor: 1000, reason: 'first' }])
  await setChannelRule(world.cx, { channel: 'ebay', markupBasisPoints: 1000, markupMinor: 0, rounding: 'none' })
  expect((await channelPrices(world.cx, 'ebay', [variantId])).get(variantId)).toBe(1100)
  expect((await channelPrices(world.cx, 'discogs', [variantId])).get(variantId)).toBe(1000)
  expect((await listPrices(world.cx, [variantId])).get(variantId)).toBe(1000)
  await expect(
    setChannelRule(world.cx, { channel: 'shop', markupBasisPoints: 1, markupMinor: 0, rounding: 'none' }),
  ).rejects.toThrow('pricing.channel-is-shop')
})

test.each([0, -1, 1.5, 100_000_001])('%d cents is no price', async (priceMinor) => {
  const variantId = await aVariant()
  await expect(setListPrices(world.cx, [{ variantId, priceMinor, reason: 'x' }])).rejects.toThrow(
    'pricing.price-out-of-range',
  )
})
