import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { Cx } from '#platform/cx'
import { drawCover } from './cover.ts'

export type Cover = { readonly artist: string; readonly title: string; readonly seed: string }

/** Changes whenever the drawing or its rendering does: a cover is drawn anew under another key. */
const version = 'cover-2'
/** eBay wants 500 pixels at least. Measured 2026-11: 600 take 14 ms of one core, 800 take 28 ms. */
const edgePixels = 600
/** Rasterises the 320-unit drawing at that size instead of blowing it up. */
const density = (72 * edgePixels) / 320

/** One core at most, so that a page asked for meanwhile finds the other one free. */
sharp.concurrency(1)
let rendering: Promise<unknown> = Promise.resolve()

/** The same words, the same key. */
export const coverKey = ({ artist, title, seed }: Cover): string =>
  `covers/${createHash('sha256')
    .update(JSON.stringify([version, seed, artist, title]))
    .digest('hex')
    .slice(0, 32)}.jpg`

/** The typographic cover as a JPEG: rendered once for all accounts, copies and starts, then read from the file store. */
export async function coverJpeg(cx: Cx, cover: Cover): Promise<Uint8Array<ArrayBuffer>> {
  const key = coverKey(cover)
  const stored = await cx.outside.files.get(key)
  if (stored) return stored.bytes
  const bytes = await oneAtATime(() => render(cover))
  await cx.outside.files.put(key, bytes, 'image/jpeg')
  return bytes
}

const render = async (cover: Cover): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    await sharp(Buffer.from(drawCover(cover)), { density })
      .jpeg({ quality: 82 })
      .toBuffer(),
  )

function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const done = rendering.then(work, work)
  rendering = done.catch(() => {})
  return done
}
