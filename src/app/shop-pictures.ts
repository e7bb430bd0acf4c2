import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import sharp, { type Sharp } from 'sharp'
import type { Server } from '#platform/http'
import type { App } from './app.ts'

/** A page offers its pictures at these widths; at any other nobody can make us draw. */
const pictureWidths = [160, 320, 640, 960, 1280] as const
type PictureWidth = (typeof pictureWidths)[number]

/** Beyond this a small file could become a huge picture in memory. */
const pixelsMax = 60_000_000
const waitingMax = 200
const forEver = 'public, max-age=31536000, immutable'

/** AVIF took two to three times the processor of WebP for the same bytes at these sizes (measured 2026-11), so WebP it is. */
const formats = {
  webp: { type: 'image/webp', encode: (picture: Sharp) => picture.webp({ quality: 78, effort: 4 }) },
  jpeg: { type: 'image/jpeg', encode: (picture: Sharp) => picture.jpeg({ quality: 80, progressive: true }) },
} as const
type Format = keyof typeof formats

/** Photos at the width a reader's screen needs: made when first asked for, then read from the file store. */
export function mountShopPictures(server: Server, app: App): void {
  const resize = createResizer(app)
  server.get('/pictures/:width{[0-9]{3,4}}/:key{[a-z0-9][a-z0-9._/-]*}', async (c) => {
    const width = pictureWidths.find((known) => String(known) === c.req.param('width'))
    const format = acceptedFormat(c)
    const bytes = width && (await resize({ key: `photos/${c.req.param('key')}`, width, format }))
    if (!bytes) return c.notFound()
    return c.body(bytes, 200, { 'content-type': formats[format].type, 'cache-control': forEver, vary: 'accept' })
  })
}

const acceptedFormat = (c: Context): Format => (/image\/webp/.test(c.req.header('accept') ?? '') ? 'webp' : 'jpeg')

type Wish = { readonly key: string; readonly width: PictureWidth; readonly format: Format }
type Bytes = Uint8Array<ArrayBuffer>

/** One picture at a time, so that pages asked for meanwhile find a core free; who asks for the same one waits for it. */
function createResizer(app: App) {
  const running = new Map<string, Promise<Bytes | undefined>>()
  let last: Promise<unknown> = Promise.resolve()

  const make = async (wish: Wish, storedKey: string): Promise<Bytes | undefined> => {
    const source = await app.outside.files.get(wish.key)
    const bytes = source && (await resized(source.bytes, wish))
    if (bytes) await app.outside.files.put(storedKey, bytes, formats[wish.format].type)
    return bytes
  }
  const makeInTurn = (wish: Wish, storedKey: string): Promise<Bytes | undefined> => {
    const work = last.then(() => make(wish, storedKey))
    last = work.catch(() => undefined)
    return work
  }
  return async (wish: Wish): Promise<Bytes | undefined> => {
    if (!isFileKey(wish.key)) return undefined
    const storedKey = storedKeyOf(wish)
    const stored = await app.outside.files.get(storedKey)
    if (stored) return stored.bytes
    const known = running.get(storedKey)
    if (known) return known
    if (running.size >= waitingMax) return undefined
    const work = makeInTurn(wish, storedKey).finally(() => running.delete(storedKey))
    running.set(storedKey, work)
    return work
  }
}

/** The file store insists on such keys; anything else in an address is no picture of ours. */
const isFileKey = (key: string): boolean =>
  key.length <= 190 && /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/.test(key)

const storedKeyOf = ({ key, width, format }: Wish): string =>
  `resized/${width}/${createHash('sha256').update(key).digest('hex').slice(0, 32)}.${format}`

/** Undefined for what is no picture. Turned upright and without what the camera wrote into it. */
async function resized(source: Bytes, { width, format }: Wish): Promise<Bytes | undefined> {
  const picture = sharp(source, { limitInputPixels: pixelsMax }).rotate().resize({ width, withoutEnlargement: true })
  const bytes = await formats[format]
    .encode(picture)
    .toBuffer()
    .catch(() => undefined)
  return bytes && new Uint8Array(bytes)
}
