import sharp from 'sharp'
import { expect, test } from 'vitest'
import { memoryFiles } from '#support/memory-files'
import { useWorld } from '#support/world'
import { drawShare, type ShareCard, sharePicture } from './share-picture.ts'

const world = useWorld()
const card: ShareCard = {
  heading: 'Kind of <Blue> & "Green"',
  line: 'Miles Davis',
  shopName: 'Le Bac & Co',
  sleeves: [1, 2, 3].map((number) => ({ seed: String(number), artist: 'Miles', title: `T${number}`, photoKey: null })),
}

test('a page shared brings a picture of 1200 by 630, drawn once for the same content', async () => {
  const puts: string[] = []
  const kept = memoryFiles()
  world.outside.files = {
    ...kept,
    put: async (key, bytes, type) => {
      puts.push(key)
      await kept.put(key, bytes, type)
    },
  }
  const bytes = await sharePicture(world.cx, card)
  await sharePicture(world.cx, { ...card })
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 1200, height: 630, format: 'jpeg' })
  expect(puts).toEqual([expect.stringMatching(/^share\/[0-9a-f]{32}\.jpg$/)])
})

test('a photo that cannot be read gives way to the drawn cover', async () => {
  const files = memoryFiles()
  await files.put('photos/broken.jpg', new Uint8Array([1, 2, 3]), 'image/jpeg')
  world.outside.files = files
  const [first] = card.sleeves
  if (!first) throw new Error('a sleeve')
  const bytes = await sharePicture(world.cx, { ...card, sleeves: [{ ...first, photoKey: 'photos/broken.jpg' }] })
  expect(bytes.length).toBeGreaterThan(5000)
})

test.each(['', 'x'.repeat(400), '坂本龍一', 'été & <b>'])(
  'the heading %j makes a picture that can be read',
  async (heading) => {
    await expect(
      sharp(Buffer.from(drawShare({ ...card, heading }, [])))
        .png()
        .toBuffer(),
    ).resolves.toBeDefined()
  },
)
