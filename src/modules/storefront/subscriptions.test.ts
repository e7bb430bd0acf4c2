import { expect, test } from 'vitest'
import { addVariants, saveProducts } from '#modules/catalog'
import { setListPrices } from '#modules/pricing'
import { claimUnits, ensurePlaces, receiveUnits, releaseClaims } from '#modules/stock'
import { inTransaction } from '#platform/cx'
import { dispatchOutbox, notifyPurge, onPurge } from '#platform/outbox'
import { useWorld } from '#support/world'
import { subscriptions } from './index.ts'

const world = useWorld()

async function putRecord() {
  const [productId] = await saveProducts(world.cx, [
    {
      ...{ kind: 'record', title: 'Kind of Blue', artist: 'Miles Davis', label: 'Columbia', catalogueNumber: '' },
      ...{ format: 'LP', medium: 'vinyl', country: '', genres: ['Jazz'], styles: [], barcode: '', attributes: {} },
    },
  ])
  if (!productId) throw new Error('no product')
  const [variant] = await addVariants(world.cx, [{ productId, condition: 'used', mediaGrade: 'VG' }])
  if (!variant) throw new Error('no variant')
  await setListPrices(world.cx, [{ variantId: variant.id, priceMinor: 1000, reason: 'test' }])
  await ensurePlaces(world.cx, ['A-01'])
  const [unit] = await receiveUnits(world.cx, [{ variantId: variant.id, placeCode: 'A-01', quantity: 1 }])
  if (!unit) throw new Error('no unit')
  await dispatchOutbox(world.cx, [subscriptions])
  return { productId, unitIds: [unit.id] }
}

/** The tags that are purged when what `act` has done is delivered; a mark of ours says that all have been heard. */
async function purgedBy(act: () => Promise<unknown>): Promise<Set<string>> {
  const purged = new Set<string>()
  const end = Promise.withResolvers<void>()
  const stop = await onPurge(world.database, (tags) => {
    for (const tag of tags === 'everything' ? [] : tags) purged.add(tag)
    if (purged.delete('the end')) end.resolve()
  })
  await act()
  await dispatchOutbox(world.cx, [subscriptions])
  await inTransaction(world.cx, (tx) => notifyPurge(tx, ['the end']))
  await end.promise
  await stop()
  return purged
}

const untilTen = new Date('2026-03-02T10:00:00Z')

test('a copy in a cart, or back from it, makes no list old: only the pages with its card', async () => {
  const { productId, unitIds } = await putRecord()
  const holder = 'cart:1'
  const taken = () => claimUnits(world.cx, { unitIds, kind: 'cart', holder, expiresAt: untilTen })
  expect(await purgedBy(taken)).toEqual(new Set([`product:${productId}`]))
  const back = () => releaseClaims(world.cx, { holder, reason: 'test' })
  expect(await purgedBy(back)).toEqual(new Set([`product:${productId}`]))
})

test('a sold copy makes lists old, and the pages of its artist, label and work', async () => {
  const { productId, unitIds } = await putRecord()
  const sold = () => claimUnits(world.cx, { unitIds, kind: 'order', holder: 'order:1', expiresAt: null })
  const purged = await purgedBy(sold)
  expect(purged).toEqual(
    new Set(['list', `product:${productId}`, expect.any(String), expect.any(String), expect.any(String)]),
  )
  expect([...purged].map((tag) => tag.split(':', 2).join(':'))).toEqual(
    expect.arrayContaining(['name:artist', 'name:label']),
  )
})
