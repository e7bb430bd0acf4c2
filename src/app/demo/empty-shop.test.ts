import { expect, test } from 'vitest'
import { addVariants, saveProducts } from '#modules/catalog'
import { claimVariant } from '#modules/stock'
import { searchItems } from '#modules/storefront'
import { getSettings } from '#modules/team'
import { useWorld } from '#support/world'
import { emptyShop } from './empty-shop.ts'
import { loadDemo } from './load-demo.ts'

const world = useWorld()

const onSale = () => searchItems(world.cx, { text: '', filters: {}, sort: 'newest', page: 1 })

test('one click empties the demo shop and leaves what is the seller’s own', { timeout: 60_000 }, async () => {
  await loadDemo(world.cx)
  const [productId] = await saveProducts(world.cx, [
    {
      kind: 'record',
      title: 'À moi',
      artist: 'Moi',
      label: '',
      catalogueNumber: '',
      format: 'CD',
      medium: 'cd',
      country: '',
      genres: [],
      styles: [],
      barcode: '',
      attributes: {},
    },
  ])
  if (!productId) throw new Error('no product')
  await addVariants(world.cx, [{ productId, condition: 'used', sku: 'MINE' }])
  const [some] = (await onSale()).items
  if (!some) throw new Error('nothing on sale')
  await claimVariant(world.cx, {
    variantId: some.variantId,
    quantity: 1,
    kind: 'cart',
    holder: 'cart:1',
    expiresAt: null,
  })

  expect((await emptyShop(world.cx)).variants).toBeGreaterThan(1000)
  expect((await onSale()).total).toBe(0)
  expect(await world.cx.db.selectFrom('variants').select('sku').execute()).toEqual([{ sku: 'MINE' }])
  for (const table of ['units', 'claims', 'movements', 'lotUnits', 'listPrices'] as const) {
    expect(
      await world.cx.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .execute(),
      table,
    ).toEqual([{ count: 0 }])
  }
  expect((await getSettings(world.cx)).shopName).toBe('Étal')
  await expect(emptyShop(world.cx)).rejects.toThrow('demo.not-loaded')
})
