import { createReadStream, existsSync, globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal'
import { verifyStock } from '#modules/stock'
import { rebuildShelf, searchItems } from '#modules/storefront'
import { useWorld } from '#support/world'
import { getImport, rejectionsOf, runImport, startImport } from './index.ts'
import type { ImportOptions } from './row.ts'

/** Genuine files that are not ours to copy; a fresh clone has none and these tests say that they were skipped. */
const folder = join(process.env.ETAL_SHARED ?? join(import.meta.dirname, '../../../../shared'), 'data')
const testIfShared = test.skipIf(!existsSync(folder))

const world = useWorld()

async function importFile(path: string, options: ImportOptions = {}) {
  const file = { name: basename(path), open: () => createReadStream(path) }
  const importId = await startImport(world.cx, file, { options, isDryRun: false })
  await runImport(world.cx, importId, file)
  const { format, state, rowsRead, rowsAdded, rowsChanged, rowsUnchanged } = await getImport(world.cx, importId)
  const codes = new Set<string>()
  for await (const { code } of rejectionsOf(world.cx, importId)) codes.add(code)
  return { format, state, rows: [rowsRead, rowsAdded, rowsChanged, rowsUnchanged], codes: [...codes] }
}

testIfShared(
  'a genuine collection of 2,518 rows is imported, searchable and on sale; again, it changes nothing',
  { timeout: 120_000 },
  async () => {
    const path = join(folder, 'music/collection-large.csv')
    expect(await importFile(path)).toEqual({
      format: 'discogs-collection',
      state: 'done',
      rows: [2518, 2518, 0, 0],
      codes: [],
    })
    expect(await importFile(path)).toMatchObject({ rows: [2518, 0, 0, 2518] })
    await rebuildShelf(world.cx)
    const all = await searchItems(world.cx, { text: '', filters: {}, sort: 'newest', page: 1 })
    expect(all.total).toBe(2518)
    expect(await verifyStock(world.cx)).toEqual([])
  },
)

testIfShared('a genuine seller stock in dollars needs a rate', { timeout: 60_000 }, async () => {
  const path = join(folder, 'music/seller-stock.csv')
  expect(await importFile(path)).toMatchObject({
    format: 'discogs-seller-stock',
    rows: [515, 0, 0, 0],
    codes: ['no-rate'],
  })
  expect(await importFile(path, { rates: { USD: 0.92 } })).toMatchObject({ rows: [515, 515, 0, 0], codes: [] })
})

testIfShared("Discogs' own inventory columns are known", async () => {
  const path = join(folder, 'music/seller-inventory-official-columns.csv')
  expect(await importFile(path)).toMatchObject({ format: 'discogs-inventory', codes: ['draft'] })
})

testIfShared('tables that are no list of things to sell are refused, whatever is in them', async () => {
  for (const path of globSync(join(folder, 'bad-input/csv-spectrum/csvs/*.csv'))) {
    await expect(importFile(path), path).rejects.toThrow('intake.format-unknown')
  }
})

testIfShared(
  'of the exports of other shops the products are read and everything else refused',
  { timeout: 60_000 },
  async () => {
    const read: string[] = []
    for (const path of globSync(join(folder, 'shops/**/*.csv')).toSorted()) {
      const outcome = await importFile(path).catch((error: unknown) => error)
      if (outcome instanceof Refusal) expect(outcome.code, path).toBe('intake.format-unknown')
      else read.push(basename(path))
    }
    expect(read).toEqual([
      'products_import.csv',
      'shopify_product_apparel.csv',
      'shopify_product_home-and-garden.csv',
      'shopify_product_jewelery.csv',
      'woocommerce_importer_test_sample.csv',
      'woocommerce_sample_products.csv',
    ])
  },
)
