import { expect, test } from 'vitest'
import { useWorld } from '#support/world'
import { addVariants, changeVariants, getVariantFacts, type ProductFacts, saveProducts } from './index.ts'

const world = useWorld()

const facts = (given: Partial<ProductFacts> = {}): ProductFacts => ({
  kind: 'record',
  title: 'Nuit blanche',
  artist: 'Les Étoiles',
  label: 'Lune',
  catalogueNumber: 'L 1',
  format: 'LP, Album',
  medium: 'vinyl',
  country: 'France',
  genres: ['Rock'],
  styles: [],
  barcode: '',
  attributes: {},
  ...given,
})

async function factsOf(productId: Awaited<ReturnType<typeof saveProducts>>[number] | undefined) {
  if (!productId) throw new Error('no product')
  const [variant] = await addVariants(world.cx, [{ productId, condition: 'used' }])
  const [known] = await getVariantFacts(world.cx, variant ? [variant.id] : [])
  return known
}

const events = async () => (await world.cx.db.selectFrom('outbox').select('type').execute()).map(({ type }) => type)

test('saving the same product again is the same product, by release number or by everything it says', async () => {
  for (const product of [facts(), facts({ title: 'Autre', discogsReleaseId: 7 })]) {
    const [first] = await saveProducts(world.cx, [product])
    expect(await saveProducts(world.cx, [product, product])).toEqual([first, first])
  }
  expect(await saveProducts(world.cx, [facts({ year: 1990 })])).not.toEqual(await saveProducts(world.cx, [facts()]))
})

test('new facts are taken, empty ones wipe nothing, and the slug stays', async () => {
  const [id] = await saveProducts(world.cx, [facts({ discogsReleaseId: 7, year: 1971 })])
  await saveProducts(world.cx, [
    facts({ discogsReleaseId: 7, title: 'Nuit très blanche', label: '', genres: [], attributes: { source: 'x' } }),
  ])
  const known = await factsOf(id)
  expect(known?.product).toMatchObject({
    title: 'Nuit très blanche',
    label: 'Lune',
    year: 1971,
    genres: ['Rock'],
    attributes: { source: 'x' },
    slug: 'les-etoiles-nuit-blanche',
  })
})

test('products that would share a slug are told apart by year, then release number, then a code', async () => {
  const ids = await saveProducts(world.cx, [
    facts({ discogsReleaseId: 1 }),
    facts({ discogsReleaseId: 2, year: 1980 }),
    facts({ discogsReleaseId: 3, year: 1980 }),
    facts({ kind: 'lot' }),
  ])
  const slugs = await Promise.all(ids.map(async (id) => (await factsOf(id))?.product.slug))
  expect(slugs.slice(0, 3)).toEqual([
    'les-etoiles-nuit-blanche',
    'les-etoiles-nuit-blanche-1980',
    'les-etoiles-nuit-blanche-r3',
  ])
  expect(slugs[3]).toMatch(/^les-etoiles-nuit-blanche-[0-9a-z]{8}$/)
})

test('nothing new is no event', async () => {
  await saveProducts(world.cx, [facts()])
  await saveProducts(world.cx, [facts()])
  expect(await events()).toEqual(['catalog.changed'])
})

test('two imports at once agree on one product', async () => {
  const saved = await Promise.all(
    Array.from({ length: 5 }, () => saveProducts(world.cx, [facts({ discogsReleaseId: 9 })])),
  )
  expect(new Set(saved.flat()).size).toBe(1)
})

test('a copy weighs what its format says, has a drawn SKU, and keeps what a change does not name', async () => {
  const [productId] = await saveProducts(world.cx, [facts()])
  if (!productId) throw new Error('no product')
  const [added] = await addVariants(world.cx, [
    { productId, condition: 'used', mediaGrade: 'VG', comment: 'Belle copie' },
  ])
  if (!added) throw new Error('no variant')
  expect(added.sku).toMatch(/^S-[0-9A-Z]{8}$/)
  await changeVariants(world.cx, [{ variantId: added.id, mediaGrade: 'VG+' }])
  const noted = await world.cx.db.selectFrom('variantEvents').select(['what', 'data']).execute()
  expect(noted).toEqual([{ what: 'changed', data: { mediaGrade: ['VG', 'VG+'] } }])
  const [known] = await getVariantFacts(world.cx, [added.id])
  expect(known).toMatchObject({ mediaGrade: 'VG+', sleeveGrade: null, comment: 'Belle copie', weightGrams: 260 })
})

test('a SKU belongs to one variant, and an unknown variant cannot be changed', async () => {
  const [productId] = await saveProducts(world.cx, [facts()])
  if (!productId) throw new Error('no product')
  await addVariants(world.cx, [{ productId, condition: 'new', sku: 'TOTE' }])
  await expect(addVariants(world.cx, [{ productId, condition: 'new', sku: 'TOTE' }])).rejects.toThrow(
    'catalog.sku-taken',
  )
})
