import { expect, test } from 'vitest'
import { addVariants, saveProducts } from '#modules/catalog'
import { subscriptions as legal } from '#modules/legal'
import { checkOut } from '#modules/orders'
import { claimVariant } from '#modules/stock'
import { searchItems } from '#modules/storefront'
import { getSettings } from '#modules/team'
import { sql } from '#platform/db'
import { dispatchOutbox } from '#platform/outbox'
import { aCart, aCheckout } from '#support/makers'
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
  const [some, bought] = (await onSale()).items
  if (!bought) throw new Error('nothing to buy')
  // Somebody tries the shop out, to the end.
  const order = await checkOut(world.cx, aCheckout(await aCart(world.cx, [bought.variantId])))
  expect(order.kind).toBe('placed')
  while ((await dispatchOutbox(world.cx, [legal])).dispatched > 0);
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
  for (const table of ['orders', 'vouchers', 'promotions', 'banners', 'collections', 'termsVersions'] as const) {
    expect(await world.cx.db.selectFrom(table).select(sql<number>`1`.as('one')).execute(), table).toEqual([])
  }
  expect((await getSettings(world.cx)).shopName).toBe('Étal')
  await expect(emptyShop(world.cx)).rejects.toThrow('demo.not-loaded')
})
