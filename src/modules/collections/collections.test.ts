import { describe, expect, test } from 'vitest'
import type { VariantId } from '#kernel/ids'
import { addVariants, saveProducts } from '#modules/catalog'
import { setListPrices } from '#modules/pricing'
import { ensurePlaces, receiveUnits } from '#modules/stock'
import { rebuildShelf, searchItems } from '#modules/storefront'
import { inTransaction } from '#platform/cx'
import { useWorld } from '#support/world'
import type { CollectionContent } from './collection.ts'
import { findCollection, getCollection, variantIdsOfCollection } from './queries.ts'
import { createCollection, saveCollection } from './save-collection.ts'

const world = useWorld()

type Piece = { title: string; genres: string[]; year: number; priceMinor: number; label?: string; isStocked?: boolean }

const onShelf = (pieces: readonly Piece[]): Promise<VariantId[]> =>
  inTransaction(world.cx, async (tx) => {
    await ensurePlaces(tx, ['A-01'])
    const plain = {
      kind: 'record',
      artist: 'A',
      catalogueNumber: '',
      format: 'LP',
      medium: 'vinyl',
      country: 'France',
      styles: [],
      barcode: '',
      attributes: {},
    } as const
    const ids = await saveProducts(
      tx,
      pieces.map(({ title, genres, year, label = 'L' }) => ({ ...plain, title, genres, year, label })),
    )
    const variants = await addVariants(
      tx,
      ids.map((productId, index) => ({
        productId,
        condition: 'used' as const,
        sku: `S-${index}`,
        mediaGrade: 'VG' as const,
        sleeveGrade: 'VG' as const,
      })),
    )
    const known = variants.map(({ id }, index) => ({ id, piece: pieces[index] }))
    await setListPrices(
      tx,
      known.map(({ id, piece }) => ({ variantId: id, priceMinor: piece?.priceMinor ?? 0, reason: 'test' })),
    )
    await receiveUnits(
      tx,
      known
        .filter(({ piece }) => piece?.isStocked !== false)
        .map(({ id }) => ({ variantId: id, placeCode: 'A-01', quantity: 1 })),
    )
    await rebuildShelf(tx)
    return variants.map(({ id }) => id)
  })

const content = (part: Partial<CollectionContent>): CollectionContent => ({
  kind: 'rule',
  rule: {},
  isShown: true,
  pictureKey: null,
  texts: { fr: { title: 'Jazz pas cher', intro: '' } },
  productSlugs: [],
  ...part,
})
const inShop = async (collectionId: string) =>
  (await searchItems(world.cx, { text: '', filters: {}, sort: 'relevance', page: 1, collectionId })).items.map(
    ({ title }) => title,
  )

describe('a collection by rule', () => {
  test('holds what meets every condition, on sale or not; the shop shows what is on sale', async () => {
    const [blue, , , gone] = await onShelf([
      { title: 'Blue', genres: ['Jazz'], year: 1959, priceMinor: 900 },
      { title: 'Red', genres: ['Rock'], year: 1959, priceMinor: 900 },
      { title: 'Dear', genres: ['Jazz'], year: 1959, priceMinor: 9000 },
      { title: 'Gone', genres: ['Jazz'], year: 1951, priceMinor: 900, isStocked: false },
    ])
    const id = await createCollection(
      world.cx,
      content({ rule: { genres: ['Jazz'], decades: [1950], priceMaxMinor: 1000, grade: 'G' } }),
    )
    expect(new Set(await variantIdsOfCollection(world.cx, id))).toEqual(new Set([blue, gone]))
    expect(await inShop(id)).toEqual(['Blue'])
    expect((await getCollection(world.cx, id)).onSaleCount).toBe(1)
  })

  test('asks for a grade or better, a label by name, a country', async () => {
    await onShelf([
      { title: 'Right', genres: [], year: 1970, priceMinor: 500, label: 'Blue Note' },
      { title: 'Other label', genres: [], year: 1970, priceMinor: 500, label: 'CBS' },
    ])
    const of = async (rule: CollectionContent['rule']) => inShop(await createCollection(world.cx, content({ rule })))
    expect(await of({ labels: ['blue note'] })).toEqual(['Right'])
    expect(await of({ grade: 'NM' })).toEqual([])
    expect(await of({ countries: ['Japan'] })).toEqual([])
    expect(await of({ countries: ['France'], media: ['vinyl'], condition: 'used' })).toHaveLength(2)
  })
})

describe('a collection by hand', () => {
  test('keeps its order', async () => {
    await onShelf(['One', 'Two', 'Three'].map((title) => ({ title, genres: [], year: 1970, priceMinor: 500 })))
    const rows = await world.cx.db.selectFrom('products').select(['slug', 'title']).execute()
    const slugOf = (title: string) => rows.find((row) => row.title === title)?.slug ?? ''
    const productSlugs = ['Three', 'One'].map(slugOf)
    const id = await createCollection(world.cx, content({ kind: 'picked', productSlugs }))
    expect(await inShop(id)).toEqual(['Three', 'One'])
    expect((await getCollection(world.cx, id)).productSlugs).toEqual(productSlugs)
    await expect(createCollection(world.cx, content({ kind: 'picked', productSlugs: ['nowhere'] }))).rejects.toThrow(
      'collections.unknown-products',
    )
  })
})

test('an old address leads to the new one, and of two savers the second is refused', async () => {
  const id = await createCollection(world.cx, content({}))
  await saveCollection(world.cx, id, {
    ...content({ texts: { fr: { title: 'Jazz', intro: '' }, en: { title: 'Cheap jazz', intro: '' } } }),
    version: 1,
  })
  expect(await findCollection(world.cx, 'fr', 'jazz-pas-cher')).toMatchObject({ slug: 'jazz', title: 'Jazz' })
  expect(await findCollection(world.cx, 'en', 'jazz')).toMatchObject({ slug: 'cheap-jazz' })
  await expect(saveCollection(world.cx, id, { ...content({}), version: 1 })).rejects.toThrow('collections.stale')
  await saveCollection(world.cx, id, { ...content({ isShown: false }), version: 2 })
  expect(await findCollection(world.cx, 'fr', 'jazz')).toBeUndefined()
})
