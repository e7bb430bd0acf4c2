import sharp from 'sharp'
import { expect, test } from 'vitest'
import { type CustomerId, newId, toId } from '#kernel/ids'
import { getOrder } from '#modules/orders'
import { getReturn, personalData, readComplaintPhotos, requestReturn } from '#modules/returns'
import { inTransaction } from '#platform/cx'
import { createDiskFiles } from '#platform/files'
import { anOrder } from '#support/makers'
import { scratchFolder } from '#support/scratch'
import { useWorld } from '#support/world'
import { readPhoto } from './photos.ts'

const world = useWorld()
const head = { shopName: 'Le Bac', email: 'shop@example.org', address: '1 rue du Bac' }
const aPicture = async (edge: number): Promise<Uint8Array> =>
  sharp({ create: { width: edge, height: edge / 2, channels: 3, background: '#a33' } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'Ada at home' } })
    .toBuffer()

test('photos of a complaint are for the team, without what the camera wrote, and go with the person', async () => {
  const scratch = await scratchFolder('returns')
  world.outside.files = createDiskFiles(scratch.folder)
  const { orderId } = await anOrder(world.cx)
  const { lines } = await getOrder(world.cx, orderId)
  const photos = await readComplaintPhotos([
    { name: 'a.jpg', bytes: await aPicture(2400) },
    { name: 'b.jpg', bytes: await aPicture(300) },
  ])
  const wishes = lines.map(({ id }) => ({ orderLineId: id, reason: 'defect' as const, note: '' }))
  const asked = { orderId, kind: 'complaint', name: 'Ada', email: 'ada@example.org', lang: 'fr' } as const
  const { returnId } = await requestReturn(world.cx, { ...asked, lines: wishes, photos }, head)

  const kept = (await getReturn(world.cx, returnId)).photos
  expect(kept.map(({ width, height }) => [width, height])).toEqual([
    [1600, 800],
    [300, 150],
  ])
  const photoId = kept[0]?.id ?? ''
  const { format, exif } = await sharp(await readPhoto(world.cx, { returnId, photoId })).metadata()
  expect([format, exif]).toEqual(['webp', undefined])
  const stranger = { returnId: newId<typeof returnId>(world.clock.now()), photoId }
  await expect(readPhoto(world.cx, stranger)).rejects.toThrow('return.photo-not-found')

  const order = world.cx.db.selectFrom('orders').where('id', '=', orderId)
  const { customerId } = await order.select('customerId').executeTakeFirstOrThrow()
  const person = { customerIds: customerId === null ? [] : [toId<CustomerId>(customerId)], emails: [] }
  await inTransaction(world.cx, (tx) => personalData.erase(tx, person))
  expect((await getReturn(world.cx, returnId)).photos).toEqual([])
  expect(await world.outside.files.get(`returns/${photoId}.webp`)).toBeUndefined()
  await scratch.remove()
})

test('what is no picture is named, and more than five are too many', async () => {
  const text = { name: 'letter.txt', bytes: new TextEncoder().encode('hello') }
  await expect(readComplaintPhotos([text])).rejects.toMatchObject({
    code: 'return.not-a-picture',
    data: { name: 'letter.txt' },
  })
  await expect(readComplaintPhotos(Array.from({ length: 6 }, () => text))).rejects.toThrow('return.too-many-photos')
})
