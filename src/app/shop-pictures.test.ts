import sharp from 'sharp'
import { expect, test } from 'vitest'
import { createApp } from '#app/app'
import { createWeb } from '#app/web'
import { readConfig } from '#platform/config'
import { silentLog } from '#platform/log'
import { memoryFiles } from '#support/memory-files'
import { useWorld } from '#support/world'

const world = useWorld()
const config = readConfig({
  ETAL_SECRET: 'a-secret-for-tests-that-is-long-enough',
  ETAL_DATA_DIR: '/tmp/etal-pictures',
})

async function aShopWith(photos: Record<string, Uint8Array<ArrayBuffer>>) {
  const kept = memoryFiles()
  const puts: string[] = []
  const files = {
    ...kept,
    put: async (key: string, bytes: Uint8Array<ArrayBuffer>, type: string) => {
      puts.push(key)
      await kept.put(key, bytes, type)
    },
  }
  for (const [key, bytes] of Object.entries(photos)) await kept.put(key, bytes, 'image/jpeg')
  const outside = { files, mailer: undefined, paymentProviders: {}, connectors: {} }
  const app = createApp({ config, database: world.database, log: silentLog, outside })
  return { server: createWeb(app).server, puts }
}

const aPhoto = async (): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#c93a24' } })
      .jpeg()
      .toBuffer(),
  )

const webp = { headers: { accept: 'image/avif,image/webp,*/*' } }

test('a photo is sent at the width asked for, as WebP to who reads it and as JPEG to others, to be kept for ever', async () => {
  const { server } = await aShopWith({ 'photos/a/1.jpg': await aPhoto() })
  const modern = await server.request('/pictures/320/a/1.jpg', webp)
  expect([modern.headers.get('content-type'), modern.headers.get('vary')]).toEqual(['image/webp', 'accept'])
  expect(modern.headers.get('cache-control')).toContain('immutable')
  expect(await sharp(await modern.arrayBuffer()).metadata()).toMatchObject({ width: 320, height: 240, format: 'webp' })
  const old = await server.request('/pictures/640/a/1.jpg')
  expect(await sharp(await old.arrayBuffer()).metadata()).toMatchObject({ width: 640, format: 'jpeg' })
})

test('readers who ask together wait for one drawing, later ones read it from the store', async () => {
  const { server, puts } = await aShopWith({ 'photos/a/1.jpg': await aPhoto() })
  await Promise.all([1, 2, 3].map(() => server.request('/pictures/320/a/1.jpg', webp)))
  await server.request('/pictures/320/a/1.jpg', webp)
  expect(puts).toHaveLength(1)
})

test.for(['/pictures/321/a/1.jpg', '/pictures/320/b.jpg', '/pictures/320/a/text.jpg', '/pictures/320/a//1.jpg'])(
  '%s is no picture of ours',
  async (path) => {
    const text = new Uint8Array(new TextEncoder().encode('no picture'))
    const { server, puts } = await aShopWith({ 'photos/a/1.jpg': await aPhoto(), 'photos/a/text.jpg': text })
    expect((await server.request(path)).status).toBe(404)
    expect(puts).toEqual([])
  },
)
