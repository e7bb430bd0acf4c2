import sharp from 'sharp'
import { beforeEach, expect, test } from 'vitest'
import { aCopy } from '#support/makers'
import { memoryFiles } from '#support/memory-files'
import { useWorld } from '#support/world'
import { addPhoto, removePhoto } from './keep-photo.ts'
import { getVariantFacts } from './queries.ts'

const world = useWorld()

beforeEach(() => {
  world.outside.files = memoryFiles()
})

const aPicture = (background: string) =>
  sharp({ create: { width: 3000, height: 1500, channels: 3, background } })
    .withExif({ IFD0: { Copyright: 'somebody, somewhere' } })
    .jpeg()
    .toBuffer()
const photosOf = async (variantId: Parameters<typeof addPhoto>[1]['variantId']) =>
  (await getVariantFacts(world.cx, [variantId]))[0]?.photos

test('photos stand in the order they came, small and without what the camera wrote; the same one once', async () => {
  const { variantId } = await aCopy(world.cx)
  const [red, green] = await Promise.all([aPicture('#c93a24'), aPicture('#1f5c45')])
  const first = await addPhoto(world.cx, { variantId, name: 'a.jpg', bytes: red })
  await addPhoto(world.cx, { variantId, name: 'b.jpg', bytes: green })
  await addPhoto(world.cx, { variantId, name: 'again.jpg', bytes: red })
  expect((await photosOf(variantId))?.map(({ width, height }) => [width, height])).toEqual([
    [2000, 1000],
    [2000, 1000],
  ])
  const kept = await world.outside.files.get(first.fileKey)
  expect((await sharp(kept?.bytes).metadata()).exif).toBeUndefined()
  await removePhoto(world.cx, { variantId, photoId: first.id })
  expect(await photosOf(variantId)).toHaveLength(1)
  const events = await world.cx.db.selectFrom('variantEvents').select(['what', 'by']).orderBy('id').execute()
  expect(events.map(({ what }) => what)).toEqual(['photo-added', 'photo-added', 'photo-removed'])
  expect(new Set(events.map(({ by }) => by))).toEqual(new Set([world.cx.actor.id]))
  await expect(removePhoto(world.cx, { variantId, photoId: first.id })).rejects.toThrow('catalog.photo-not-found')
})

test('two that come at the same time get two places; anything else than a picture is refused by name', async () => {
  const { variantId } = await aCopy(world.cx)
  const bytes = await Promise.all(['#111111', '#222222', '#333333'].map(aPicture))
  await Promise.all(
    bytes.map((picture, index) => addPhoto(world.cx, { variantId, name: `${index}.jpg`, bytes: picture })),
  )
  expect(await photosOf(variantId)).toHaveLength(3)
  const text = new TextEncoder().encode('<svg onload="alert(1)"/>')
  await expect(addPhoto(world.cx, { variantId, name: 'x.svg', bytes: text })).rejects.toThrow('catalog.not-a-picture')
})
