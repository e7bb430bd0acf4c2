import { expect, test } from 'vitest'
import { findMoved } from '#modules/addresses'
import { aCopy } from '#support/makers'
import { useWorld } from '#support/world'
import { changeProductSlug } from './change-product-slug.ts'
import { getVariantFacts } from './queries.ts'
import { saveProducts } from './save-products.ts'

const world = useWorld()

async function aProduct(title: string) {
  const { variantId } = await aCopy(world.cx, { product: { title, artist: 'Miles' } })
  const [facts] = await getVariantFacts(world.cx, [variantId])
  if (!facts) throw new Error('a product')
  return facts.product
}
const ledFrom = (slug: string) => findMoved(world.cx, 'product', slug)

test('a product gets another address, the old one leads there, and it may go back', async () => {
  const { id } = await aProduct('Kind')
  expect(await changeProductSlug(world.cx, id, 'Kind of Blue !')).toBe('kind-of-blue')
  expect(await ledFrom('miles-kind')).toBe('kind-of-blue')
  await changeProductSlug(world.cx, id, 'kind-of-blue')
  await changeProductSlug(world.cx, id, 'miles-kind')
  expect([await ledFrom('miles-kind'), await ledFrom('kind-of-blue')]).toEqual([undefined, 'miles-kind'])
})

test('an address that another product has or had is refused, and no new product gets it', async () => {
  const [first, second] = [await aProduct('Un'), await aProduct('Deux')]
  await changeProductSlug(world.cx, first.id, 'autre')
  for (const taken of ['autre', 'miles-un'])
    await expect(changeProductSlug(world.cx, second.id, taken)).rejects.toThrow('catalog.slug-taken')
  await expect(changeProductSlug(world.cx, second.id, '!!')).rejects.toThrow('catalog.slug-empty')
  const { id: _, slug: __, ...facts } = first
  await saveProducts(world.cx, [{ ...facts, title: 'Un', year: 1999, label: 'Autre label' }])
  const slugs = await world.cx.db.selectFrom('products').select('slug').execute()
  expect(slugs.map(({ slug }) => slug)).not.toContain('miles-un')
})
