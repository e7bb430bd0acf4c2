import { expect, test } from 'vitest'
import type { VariantId } from '#kernel/ids'
import { addVariants, mediumOf, type ProductFacts, saveProducts } from '#modules/catalog'
import { setListPrices } from '#modules/pricing'
import { claimUnits, ensurePlaces, makeLot, receiveUnits } from '#modules/stock'
import { dispatchOutbox } from '#platform/outbox'
import { useWorld } from '#support/world'
import {
  homePage,
  productPage,
  rebuildShelf,
  type SearchFilters,
  searchItems,
  subscriptions,
  suggest,
  verifyShelf,
} from './index.ts'
import { editDistance, textQuery } from './search-text.ts'

const world = useWorld()

type Given = Partial<ProductFacts> & {
  priceMinor?: number
  mediaGrade?: 'NM' | 'VG+' | 'VG' | 'G' | null
  sku?: string
}

async function put({ priceMinor = 1000, mediaGrade = 'VG+', sku, ...given }: Given) {
  const { format = 'LP, Album' } = given
  const [productId] = await saveProducts(world.cx, [
    {
      kind: 'record',
      title: 'Titre',
      artist: 'Artiste',
      label: 'CBS',
      catalogueNumber: '',
      format,
      medium: mediumOf(format),
      country: 'France',
      genres: ['Jazz'],
      styles: [],
      barcode: '',
      attributes: {},
      ...given,
    },
  ])
  if (!productId) throw new Error('no product')
  const [variant] = await addVariants(world.cx, [{ productId, condition: 'used', mediaGrade, ...(sku ? { sku } : {}) }])
  if (!variant) throw new Error('no variant')
  await setListPrices(world.cx, [{ variantId: variant.id, priceMinor, reason: 'test' }])
  await ensurePlaces(world.cx, ['A-01'])
  const [unit] = await receiveUnits(world.cx, [{ variantId: variant.id, placeCode: 'A-01', quantity: 1 }])
  if (!unit) throw new Error('no unit')
  await deliver()
  return { productId, variantId: variant.id, unitId: unit.id }
}

const deliver = () => dispatchOutbox(world.cx, [subscriptions])

const search = (text: string, filters: SearchFilters = {}) =>
  searchItems(world.cx, { text, filters, sort: 'relevance', page: 1 })
const titles = async (text: string, filters: SearchFilters = {}) =>
  (await search(text, filters)).items.map(({ title }) => title)
const claimForOrder = (unitId: Awaited<ReturnType<typeof put>>['unitId']) =>
  claimUnits(world.cx, { unitIds: [unitId], kind: 'order', holder: `order:${unitId}`, expiresAt: null })
async function sell(unitId: Awaited<ReturnType<typeof put>>['unitId']) {
  await claimForOrder(unitId)
  await deliver()
}

test('words are found whatever their accents, case, order and signs, the last while it is typed', async () => {
  await put({ artist: 'Françoise Hardy', title: 'La Question' })
  await put({ artist: 'AC/DC', title: "L'Été" })
  for (const text of ['francoise hardy', 'QUESTION hardy', 'françoise', 'quest', 'la ques'])
    expect(await titles(text), text).toEqual(['La Question'])
  for (const text of ['ac dc', 'ete', "l'été", 'AC/DC']) expect(await titles(text), text).toEqual(["L'Été"])
  expect(await titles('hardy dc')).toEqual([])
})

test('a mistyped word finds what was meant and says so', async () => {
  await put({ artist: 'The Beatles', title: 'Help!' })
  await put({ artist: "Kassav'", title: 'Vini pou' })
  expect(await search('beatels')).toMatchObject({ correctedText: 'beatles', total: 1 })
  expect(await search('kassaf vini')).toMatchObject({ correctedText: 'kassav vini', total: 1 })
  expect(await search('help')).toMatchObject({ correctedText: null, total: 1 })
  expect(await search('zzzzqqq')).toMatchObject({ correctedText: null, total: 0 })
})

test('every choice a facet offers has results, whatever is already chosen', async () => {
  await put({ title: 'A', year: 1971, genres: ['Jazz'], priceMinor: 400, mediaGrade: 'NM' })
  await put({ title: 'B', year: 1975, genres: ['Rock', 'Jazz'], format: 'CD', priceMinor: 900, mediaGrade: 'VG' })
  await put({
    title: 'C',
    year: 1984,
    genres: ['Rock'],
    format: '7"',
    country: 'UK',
    priceMinor: 7000,
    mediaGrade: null,
  })
  const starts: SearchFilters[] = [
    {},
    { medium: 'vinyl' },
    { genre: ['Jazz'] },
    { decade: 1970, grade: 'VG' },
    { priceMaxMinor: 999 },
    { grade: 'ungraded' },
  ]
  for (const filters of starts) {
    const { facets } = await search('', filters)
    for (const { value, count } of facets.medium)
      expect(await countOf({ ...filters, medium: value === 'cd' ? 'cd' : 'vinyl' })).toBe(count)
    for (const { value, count } of facets.genre) expect(await countOf({ ...filters, genre: [value] })).toBe(count)
    for (const { value, count } of facets.decade)
      expect(await countOf({ ...filters, decade: Number(value) })).toBe(count)
    for (const { value, count } of facets.format) expect(await countOf({ ...filters, format: value })).toBe(count)
    for (const { value, count } of facets.country) expect(await countOf({ ...filters, country: value })).toBe(count)
  }
  const { facets } = await search('', { genre: ['Jazz'] })
  expect(facets.genre).toEqual([
    { value: 'Jazz', count: 2, isChosen: true },
    { value: 'Rock', count: 2, isChosen: false },
  ])
  expect(facets.grade.map(({ value, count }) => [value, count])).toEqual([
    ['NM', 1],
    ['VG', 2],
  ])
  expect((await search('')).facets.price.map(({ value }) => value)).toEqual(['0-500', '500-1000', '5000-'])
})

const countOf = async (filters: SearchFilters) => (await search('', filters)).total

test('prices and pages sort as asked', async () => {
  for (const priceMinor of [900, 300, 600]) await put({ title: `P${priceMinor}`, priceMinor })
  const sorted = async (sort: 'price-up' | 'price-down') =>
    (await searchItems(world.cx, { text: '', filters: {}, sort, page: 1 })).items.map(({ priceMinor }) => priceMinor)
  expect(await sorted('price-up')).toEqual([300, 600, 900])
  expect(await sorted('price-down')).toEqual([900, 600, 300])
})

test('what is sold leaves the list, what is held stays and says so', async () => {
  const sold = await put({ title: 'Vendu' })
  const held = await put({ title: 'Gardé' })
  await sell(sold.unitId)
  await claimUnits(world.cx, {
    unitIds: [held.unitId],
    kind: 'cart',
    holder: 'cart:x',
    expiresAt: new Date('2026-03-02T09:10:00Z'),
  })
  expect((await search('')).items.map(({ title, availability }) => [title, availability])).toEqual([['Gardé', 'held']])
})

test('a copy sold a moment ago is shown as sold until its event is delivered, never as free', async () => {
  const { unitId } = await put({ title: 'À l’instant' })
  await claimForOrder(unitId)
  expect((await search('')).items.map(({ availability }) => availability)).toEqual(['sold'])
  expect(await verifyShelf(world.cx)).toEqual([])
  await deliver()
  expect((await search('')).total).toBe(0)
  expect(await verifyShelf(world.cx)).toEqual([])
})

test('what lists show is checked against what is on sale, and can be made anew', async () => {
  const { variantId } = await put({ title: 'Un', genres: ['Jazz', 'Rock'] })
  await put({ title: 'Deux', genres: ['Rock'] })
  await setListPrices(world.cx, [{ variantId, priceMinor: 700, reason: 'test' }])
  await deliver()
  const { facets } = await search('')
  expect(facets.genre.map(({ value, count }) => [value, count])).toEqual([
    ['Rock', 2],
    ['Jazz', 1],
  ])
  expect(facets.price.map(({ value, count }) => [value, count])).toEqual([
    ['500-1000', 1],
    ['1000-2000', 1],
  ])
  expect(await verifyShelf(world.cx)).toEqual([])

  await world.cx.db.deleteFrom('shelfItems').where('variantId', '=', variantId).execute()
  await world.cx.db.updateTable('shelfCounts').set({ count: 9 }).where('value', '=', 'Rock').execute()
  expect((await verifyShelf(world.cx)).map(({ subject }) => subject)).toEqual([`variant:${variantId}`, 'genre:Rock'])
  await rebuildShelf(world.cx)
  expect(await verifyShelf(world.cx)).toEqual([])
})

test('a lot is on sale while all of its copies are', async () => {
  const first = await put({ title: 'Un' })
  const second = await put({ title: 'Deux' })
  const lotId = await aLot([first.unitId, second.unitId])
  expect((await search('', { kind: 'lot' })).items).toMatchObject([
    { variantId: lotId, pieceCount: 2, availability: 'free', isLot: true },
  ])
  const page = await productPage(world.cx, 'artiste-un')
  expect(page.lots.map(({ variantId }) => variantId)).toEqual([lotId])
  expect((await productPage(world.cx, 'deux-disques')).members.map(({ title }) => title).toSorted()).toEqual([
    'Deux',
    'Un',
  ])
  await sell(first.unitId)
  expect((await search('', { kind: 'lot' })).total).toBe(0)
})

async function aLot(unitIds: Awaited<ReturnType<typeof put>>['unitId'][]): Promise<VariantId> {
  const facts = {
    kind: 'lot',
    title: 'Deux disques',
    artist: '',
    label: '',
    catalogueNumber: '',
    format: '',
    medium: 'vinyl',
    country: '',
    genres: [],
    styles: [],
    barcode: '',
    attributes: {},
  } as const
  const [productId] = await saveProducts(world.cx, [facts])
  const [lot] = productId ? await addVariants(world.cx, [{ productId, condition: 'used' }]) : []
  if (!lot) throw new Error('no lot')
  await setListPrices(world.cx, [{ variantId: lot.id, priceMinor: 1500, reason: 'test' }])
  await makeLot(world.cx, { variantId: lot.id, unitIds })
  await deliver()
  return lot.id
}

test('the product page shows the best free copy first, the others, and other pressings of the same work', async () => {
  await put({ title: 'Même', mediaGrade: 'G', priceMinor: 500, sku: 'COPY-G' })
  const best = await put({ title: 'Même', mediaGrade: 'NM', priceMinor: 1500 })
  await put({ title: 'Même', format: 'CD, Album, RE', year: 1999 })
  const page = await productPage(world.cx, 'artiste-meme')
  expect(page.chosen).toMatchObject({
    variantId: best.variantId,
    placeCode: 'A-01',
    availability: 'free',
    unitCode: expect.stringMatching(/^E-/),
  })
  expect(page.otherCopies.map(({ facts }) => facts.sku)).toEqual(['COPY-G'])
  expect(page.otherPressings).toMatchObject([{ detail: 'CD · CBS · 1999' }])
  expect((await productPage(world.cx, 'artiste-meme', { sku: 'COPY-G' })).chosen.facts.mediaGrade).toBe('G')
  await sell(best.unitId)
  expect((await productPage(world.cx, 'artiste-meme')).chosen.facts.sku).toBe('COPY-G')
  await expect(productPage(world.cx, 'nulle-part')).rejects.toThrow('storefront.product-not-found')
})

test('the home page counts what is on sale and shows each product once a row', async () => {
  const rare = await put({ title: 'Rare', priceMinor: 9000 })
  await put({ title: 'Rare', priceMinor: 8000 })
  await put({ title: 'Petit', priceMinor: 450, format: 'CD' })
  const home = await homePage(world.cx)
  expect(home.rare.map(({ variantId }) => variantId)).toEqual([rare.variantId])
  expect(home.rarityOfTheWeek?.title).toBe('Rare')
  expect(home.underFive.map(({ title }) => title)).toEqual(['Petit'])
  expect(home.arrivals).toHaveLength(2)
  expect([home.onSaleCount, home.mediumCounts.vinyl, home.mediumCounts.cd]).toEqual([3, 2, 1])
  expect(home.tags).toContain(`product:${rare.productId}`)
})

test('suggestions name artists first, then products', async () => {
  await put({ artist: 'Barbara', title: 'Pantin 81' })
  await put({ artist: 'Barbara', title: 'La Louve' })
  await put({ artist: 'Autre', title: 'Barbarella' })
  const found = await suggest(world.cx, 'barba')
  expect(found[0]).toEqual({ kind: 'artist', text: 'Barbara', detail: '2', slug: null })
  expect(
    found
      .slice(1)
      .map(({ text }) => text)
      .toSorted(),
  ).toEqual(['Barbarella', 'La Louve', 'Pantin 81'])
  expect(await suggest(world.cx, 'b')).toEqual([])
})

test.each(["'", "a' | b", '((', ':*', '!', 'a & !b', '\\', '%', 'été:*', '\u0000'])(
  'the text %j is only words, never query language',
  async (text) => {
    expect((await search(text)).items).toEqual([])
  },
)

test('an edit distance counts swapped neighbours once', () => {
  expect([
    editDistance('beatels', 'beatles'),
    editDistance('piafe', 'piaf'),
    editDistance('', 'abc'),
    editDistance('abc', 'abc'),
  ]).toEqual([1, 1, 3, 0])
  expect(textQuery("L'aigle noi")).toBe('L & aigle & noi:*')
})
