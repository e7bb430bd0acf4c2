import { expect, test } from 'vitest'
import { verifyStock } from '#modules/stock'
import { homePage, searchItems } from '#modules/storefront'
import { getSettings } from '#modules/team'
import { useWorld } from '#support/world'
import { loadDemo } from './load-demo.ts'
import { planCopies } from './plan-copies.ts'
import { readDemoRecords } from './read-records.ts'

const world = useWorld()

test('the demo shop loads on an empty database and its books agree', async () => {
  const outcome = await loadDemo(world.cx)
  if (outcome.kind !== 'loaded') throw new Error(outcome.kind)
  expect(outcome.products).toBeGreaterThan(600)
  expect(outcome.variants).toBeGreaterThan(1000)
  expect(outcome.lots).toBe(6)
  expect(await verifyStock(world.cx)).toEqual([])

  const home = await homePage(world.cx)
  expect(home.arrivals).toHaveLength(12)
  expect(home.rare).toHaveLength(12)
  expect(home.underFive).toHaveLength(12)
  expect(home.rarityOfTheWeek?.availability).toBe('free')
  expect(home.onSaleCount).toBe(outcome.units)
  expect((await getSettings(world.cx)).shopName).toBe('Le Bac à Disques')

  const lots = await searchItems(world.cx, { text: '', filters: { kind: 'lot' }, sort: 'newest', page: 1 })
  expect(lots.items.map((lot) => lot.availability)).toEqual(Array.from({ length: 6 }, () => 'free'))
}, 60_000)

test('loading twice changes nothing, and a shop that holds something is left alone', async () => {
  await loadDemo(world.cx)
  expect(await loadDemo(world.cx)).toEqual({ kind: 'known' })
}, 60_000)

test('every demo record has plausible facts, and its copies plausible grades and prices', () => {
  const records = readDemoRecords()
  expect(records.length).toBeGreaterThan(600)
  const implausible = records.filter(
    ({ facts, priceMinor }) =>
      facts.title === '' ||
      facts.artist === '' ||
      facts.label === '' ||
      facts.country === '' ||
      facts.medium === 'other' ||
      !(facts.year !== undefined && facts.year >= 1948 && facts.year <= 2026) ||
      (facts.medium === 'cd' && facts.year < 1983) ||
      !(priceMinor >= 200 && priceMinor <= 30_000),
  )
  expect(implausible.map(({ facts }) => `${facts.artist} – ${facts.title}`)).toEqual([])
  const copies = records.flatMap(planCopies)
  expect(new Set(copies.map(({ sku }) => sku)).size).toBe(copies.length)
  expect(copies.filter(({ priceMinor }) => priceMinor < 150 || priceMinor > 40_000)).toEqual([])
  expect(copies.filter(({ priceMinor }) => priceMinor < 500).length).toBeGreaterThan(100)
  expect(copies.filter(({ mediaGrade }) => mediaGrade === null).length).toBeGreaterThan(20)
})
