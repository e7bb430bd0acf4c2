import { createHash } from 'node:crypto'
import sharp from 'sharp'

/** A picture as WebP, and the name its content gives it. */
export type Picture = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly width: number
  readonly height: number
  readonly digest: string
}

/** Beyond this a small file could become a huge picture in memory. */
const pixelsMax = 60_000_000

/**
 * What somebody sent, as a picture of its own pixels: turned upright, no longer than `edgePixelsMax` on a side, without what
 * the camera wrote into it (where it was taken, for one). Undefined when it is no picture.
 */
export async function readPicture(
  sent: Uint8Array,
  { edgePixelsMax, quality }: { edgePixelsMax: number; quality: number },
): Promise<Picture | undefined> {
  const drawn = await sharp(sent, { limitInputPixels: pixelsMax })
    .rotate()
    .resize({ width: edgePixelsMax, height: edgePixelsMax, fit: 'inside', withoutEnlargement: true })
    .webp({ quality })
    .toBuffer({ resolveWithObject: true })
    .catch(() => undefined)
  if (!drawn) return undefined
  const bytes = new Uint8Array(drawn.data)
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  return { bytes, width: drawn.info.width, height: drawn.info.height, digest }
}
