import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import type { Look } from './look.ts'

const box = { width: 640, height: 200 }
const pixelsMax = 40_000_000
/** Drawn large enough to stay sharp in the box whatever size the drawing gives itself. */
const drawingDotsPerInch = 300

/**
 * Keeps a logo as a picture of its own pixels. A drawing (SVG) is painted here and only the painting is kept: no script, no
 * link and no address in it ever reaches a reader, and painting fetches nothing. Refuses `theme.not-a-logo`.
 */
export async function keepLogo(cx: Cx, bytes: Uint8Array<ArrayBuffer>): Promise<NonNullable<Look['logo']>> {
  const { data, info } = await sharp(bytes, { limitInputPixels: pixelsMax, density: drawingDotsPerInch })
    .rotate()
    .trim()
    .resize({ ...box, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 90, alphaQuality: 100 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => refuse('theme.not-a-logo', {}))
  const digest = createHash('sha256').update(data).digest('hex').slice(0, 32)
  const fileKey = `photos/theme/${digest}.webp`
  await cx.outside.files.put(fileKey, new Uint8Array(data), 'image/webp')
  return { fileKey, width: info.width, height: info.height }
}
