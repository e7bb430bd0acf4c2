import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { insertMedia, type NewMedia } from './store.ts'

const edgePixelsMax = 1600
/** Beyond this a small file could become a huge picture in memory. */
const pixelsMax = 60_000_000

/**
 * Keeps a picture for articles: turned upright, made no larger than a page needs, without what the camera wrote into it
 * (where it was taken, for one). The same picture is kept once;
 * its key tells its size, so that a text that shows it can leave the place free. Refuses `content.not-a-picture`.
 */
export async function keepPicture(
  cx: Cx,
  { name, bytes }: { name: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<NewMedia> {
  const { data, info } = await sharp(bytes, { limitInputPixels: pixelsMax })
    .rotate()
    .resize({ width: edgePixelsMax, height: edgePixelsMax, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => refuse('content.not-a-picture', { name }))
  const digest = createHash('sha256').update(data).digest('hex').slice(0, 32)
  const media = {
    fileKey: `photos/content/${digest}-${info.width}x${info.height}.webp`,
    name,
    width: info.width,
    height: info.height,
    bytesCount: data.byteLength,
  }
  await cx.outside.files.put(media.fileKey, new Uint8Array(data), 'image/webp')
  await inTransaction(cx, (tx) => insertMedia(tx, media))
  return media
}
