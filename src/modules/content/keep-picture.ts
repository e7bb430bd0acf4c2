import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { readPicture } from '#platform/pictures'
import { insertMedia, type NewMedia } from './store.ts'

const edgePixelsMax = 1600

/**
 * Keeps a picture for articles: turned upright, made no larger than a page needs, without what the camera wrote into it
 * (where it was taken, for one). The same picture is kept once;
 * its key tells its size, so that a text that shows it can leave the place free. Refuses `content.not-a-picture`.
 */
export async function keepPicture(
  cx: Cx,
  { name, bytes }: { name: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<NewMedia> {
  const picture = await readPicture(bytes, { edgePixelsMax, quality: 82 })
  if (!picture) refuse('content.not-a-picture', { name })
  const { width, height, digest } = picture
  const media = {
    fileKey: `photos/content/${digest}-${width}x${height}.webp`,
    name,
    width,
    height,
    bytesCount: picture.bytes.byteLength,
  }
  await cx.outside.files.put(media.fileKey, picture.bytes, 'image/webp')
  await inTransaction(cx, (tx) => insertMedia(tx, media))
  return media
}
