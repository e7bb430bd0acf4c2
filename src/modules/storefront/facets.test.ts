import { expect, test } from 'vitest'
import { addVariants, mediumOf, saveProducts } from '#modules/catalog'
import { setListPrices } from '#modules/pricing'
import { claimUnits, ensurePlaces, receiveUnits } from '#modules/stock'
import { sql } from '#platform/db'
import { dispatchOutbox } from '#platform/outbox'
import { useWorld } from '#support/world'
import { facetNames, rebuildShelf, type SearchFilters, searchItems, subscriptions, verifyShelf } from './index.ts'

const world = useWorld()
const deliver = () => dispatchOutbox(world.cx, [subscriptions])

const formats = ['LP, Album', 'CD, Album', '7", Single', 'Cass']
const words = ['blue', 'night', 'river']
const pick = <T>(choices: readonly T[], n: number): T | undefined => choices[n % choices.length]

/** Records whose facets do not follow from one another; some say no year, no grade, no genre or two. */
async function putRecords(count: number) {
  const facts = Array.from({ length: count }, (_, n) => ({
    kind: 'record' as const,
    title: `${pick(words, n)} ${pick(words, Math.floor(n / 3))} ${n}`,
    artist: `Artist ${n % 7}`,
    label: 'CBS',
    catalogueNumber: '',
    format: pick(formats, Math.floor(n / 2)) ?? '',
    medium: mediumOf(pick(formats, Math.floor(n / 2)) ?? ''),
    country: pick(['France', 'UK', ''], Math.floor(n / 5)) ?? '',
    genres: pick([['Jazz'], ['Rock', 'Jazz'], [], ['Soul']], Math.floor(n / 7)) ?? [],
    styles: [],
    barcode: '',
    attributes: {},
    ...(n % 11 === 0 ? {} : { year: 1960 + ((n * 13) % 40) }),
  }))
  const productIds = await saveProducts(world.cx, facts)
  const grades = ['NM', 'VG+', 'VG', null] as const
  const variants = await addVariants(
    world.cx,
    productIds.map((productId, n) => ({ productId, condition: 'used', mediaGrade: pick(grades, n * 3 + 1) ?? null })),
  )
  // 5 €, 10 € and 20 € lie on the borders of the bands.
  const prices = variants.map(({ id }, n) => ({
    variantId: id,
    priceMinor: 500 * (1 + ((n * 5) % 9)) - (n % 2),
    reason: 'test',
  }))
  await setListPrices(world.cx, prices)
  await ensurePlaces(world.cx, ['A-01'])
  const units = await receiveUnits(
    world.cx,
    variants.map(({ id }) => ({ variantId: id, placeCode: 'A-01', quantity: 1 })),
  )
  await deliver()
  return { variants, units }
}

type Item = Readonly<Record<'medium' | 'format' | 'country' | 'kind' | 'grade' | 'price' | 'title', string>> & {
  readonly decade: string | null
  readonly genres: readonly string[]
  readonly priceMinor: number
}

const itemsOnShelf = async (): Promise<Item[]> =>
  (
    await sql<Item>`select s.medium, s.format, s.country, s.kind, s.grade, s.price, s.decade, s.genres, s.price_minor, p.title
      from shelf_items s join products p on p.id = s.product_id`.execute(world.cx.db)
  ).rows

/** The promise of a filter, said once more and slowly. */
function passes(item: Item, filters: SearchFilters): boolean {
  const { medium, genre, decade, grade, priceMinMinor = 0, priceMaxMinor = 1e9, format, country, kind } = filters
  const better = ['new', 'NM', 'VG+', 'VG']
  const isBand = priceMinMinor === 500 && priceMaxMinor === 1000
  return (
    (!medium || item.medium === medium) &&
    (!genre || item.genres.some((name) => genre.includes(name))) &&
    (decade === undefined || item.decade === String(decade)) &&
    (!grade || (grade === 'ungraded' ? item.grade === grade : better.indexOf(item.grade) <= better.indexOf(grade))) &&
    (grade === undefined || grade === 'ungraded' || item.grade !== 'ungraded') &&
    item.priceMinor >= priceMinMinor &&
    (isBand ? item.priceMinor < priceMaxMinor : item.priceMinor <= priceMaxMinor) &&
    (!format || item.format === format) &&
    (!country || item.country === country) &&
    (!kind || item.kind === kind)
  )
}

const without: Record<(typeof facetNames)[number], SearchFilters> = {
  medium: { medium: undefined },
  genre: { genre: undefined },
  decade: { decade: undefined },
  grade: { grade: undefined },
  price: { priceMinMinor: undefined, priceMaxMinor: undefined },
  format: { format: undefined },
  country: { country: undefined },
  kind: { kind: undefined },
}

const asked: readonly SearchFilters[] = [
  { medium: 'vinyl' },
  { genre: ['Jazz', 'Soul'] },
  { decade: 1970, country: 'UK' },
  { grade: 'VG+', genre: ['Rock'] },
  { grade: 'ungraded', medium: 'cd' },
  { priceMinMinor: 500, priceMaxMinor: 1000 },
  { priceMinMinor: 600, priceMaxMinor: 2000, medium: 'vinyl' },
  { format: '7"', country: 'France', decade: 1980, genre: ['Jazz'] },
  { country: 'Nowhere' },
  { kind: 'lot', medium: 'vinyl' },
]

test.each(['', 'blue'])(
  'facets count what choosing them shows, spots being spread over segments (words: "%s")',
  async (text) => {
    await putRecords(90)
    await sql`update shelf_items set spot = spot * 211`.execute(world.cx.db)
    const items = (await itemsOnShelf()).filter(({ title }) => title.includes(text))
    for (const filters of asked) {
      const found = await searchItems(world.cx, { text, filters, sort: 'newest', page: 1 })
      expect(found.total, JSON.stringify(filters)).toBe(items.filter((item) => passes(item, filters)).length)
      expect(found.items).toHaveLength(Math.min(24, found.total))
      // Grades add up to "this or better", which another test looks at.
      for (const facet of facetNames.filter((name) => name !== 'grade')) {
        const others = items.filter((item) => passes(item, { ...filters, ...without[facet] }))
        const values = others.flatMap((item) => (facet === 'genre' ? item.genres : (item[facet] ?? [])))
        const counts = Object.fromEntries(found.facets[facet].map(({ value, count }) => [value, count]))
        expect(counts, `${facet} of ${JSON.stringify(filters)}`).toEqual(
          countsOf(values.filter((value) => value !== '')),
        )
      }
    }
    expect(await verifyShelf(world.cx)).toEqual([])
  },
)

const countsOf = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(values)].map((value) => [value, values.filter((other) => other === value).length]))

const spotsOnShelf = async (): Promise<Map<string, number>> => {
  const { rows } = await sql<{ variantId: string; spot: number }>`
    select variant_id, spot from shelf_items order by spot`.execute(world.cx.db)
  return new Map(rows.map(({ variantId, spot }) => [variantId, spot]))
}

test('the spot of a sold copy is taken again, and what stays keeps its own', async () => {
  const { variants, units } = await putRecords(6)
  const before = await spotsOnShelf()
  expect([...before.values()]).toEqual([0, 1, 2, 3, 4, 5])
  const sold = [units[1], units[4]].flatMap((unit) => unit ?? [])
  const unitIds = sold.map(({ id }) => id)
  await claimUnits(world.cx, { unitIds, kind: 'order', holder: 'order:1', expiresAt: null })
  await setListPrices(world.cx, [{ variantId: variants[0]?.id ?? fail(), priceMinor: 4200, reason: 'test' }])
  await deliver()
  for (const { variantId } of sold) before.delete(variantId)
  expect(await spotsOnShelf()).toEqual(before)
  await putRecords(3)
  expect([...(await spotsOnShelf()).values()]).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(await verifyShelf(world.cx)).toEqual([])
})

const fail = (): never => {
  throw new Error('no variant')
}

test('a set that says something else than the items is found, and made anew', async () => {
  await putRecords(3)
  await sql`update shelf_bits set bits = set_bit(bits, 9, 1) where facet = 'medium' and value = 'vinyl'`.execute(
    world.cx.db,
  )
  expect(await verifyShelf(world.cx)).toEqual([
    { check: 'storefront.shelf-bits', subject: 'medium:vinyl:0', found: '1 too many', expected: '0 more' },
  ])
  await rebuildShelf(world.cx)
  expect(await verifyShelf(world.cx)).toEqual([])
})
