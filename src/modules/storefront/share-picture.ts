import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { type Cover, covers, fitText } from '#modules/catalog'
import type { Cx } from '#platform/cx'

/** What Facebook and others ask of a large preview: 1200 × 630 (developers.facebook.com/docs/sharing/webmasters/images, read 2026-11). */
export const shareSize = { width: 1200, height: 630 } as const

/** Up to three sleeves beside the words: a photo of the copy where there is one, else the drawn cover. */
export type ShareSleeve = Cover & { readonly photoKey: string | null }
export type ShareCard = {
  readonly heading: string
  readonly line: string
  readonly shopName: string
  readonly sleeves: readonly ShareSleeve[]
}

/** Changes whenever the drawing does: cards are then drawn anew under other keys. */
const version = 'share-1'
const paper = '#FBF4E6'
const ink = '#1A1613'
const tomato = '#C93A24'
const family =
  "'Bricolage Grotesque Variable','Bricolage Grotesque','Liberation Sans','Helvetica Neue',Arial,sans-serif"
const edge = 430

/** The same words and sleeves, the same key. */
const keyOf = (card: ShareCard): string =>
  `share/${createHash('sha256')
    .update(JSON.stringify([version, card]))
    .digest('hex')
    .slice(0, 32)}.jpg`

/** The picture that goes along when somebody shares a page: drawn once for the same content, then read from the file store. */
export async function sharePicture(cx: Cx, card: ShareCard): Promise<Uint8Array<ArrayBuffer>> {
  const key = keyOf(card)
  const stored = await cx.outside.files.get(key)
  if (stored) return stored.bytes
  const photos = await Promise.all(card.sleeves.map((sleeve) => photoOf(cx, sleeve)))
  const svg = drawShare(card, photos)
  const bytes = new Uint8Array(await sharp(Buffer.from(svg)).jpeg({ quality: 84 }).toBuffer())
  await cx.outside.files.put(key, bytes, 'image/jpeg')
  return bytes
}

/** As a data address: the rasteriser fetches nothing. Undefined for no photo, and for one that cannot be read. */
async function photoOf(cx: Cx, { photoKey }: ShareSleeve): Promise<string | undefined> {
  const file = photoKey === null ? undefined : await cx.outside.files.get(photoKey)
  const small =
    file && sharp(file.bytes).rotate().resize({ width: edge, height: edge, fit: 'cover' }).jpeg({ quality: 86 })
  const bytes = await small?.toBuffer().catch(() => undefined)
  return bytes && `data:image/jpeg;base64,${bytes.toString('base64')}`
}

/** Sleeves to the right, the first in front; words to the left. No price: a shared picture outlives it. */
export function drawShare(
  { heading, line, shopName, sleeves }: ShareCard,
  photos: readonly (string | undefined)[],
): string {
  const { width, height } = shareSize
  const words = fitText(heading, [84, 72, 62, 54, 46, 40], { width: 540, height: 300, lineHeight: 1.04 })
  const under = fitText(line, [34, 30, 26], { width: 540, height: 80, lineHeight: 1.15 })
  const headingBottom = 150 + words.lines.length * words.size * 1.04
  const leaves = sleeves.slice(0, 3).map((sleeve, index) => leaf(sleeve, photos[index], index))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<path fill="${paper}" d="M0 0h${width}v${height}H0z"/>${awning(width)}`,
    leaves.toReversed().join(''),
    `<g fill="${ink}" font-family="${family}">`,
    lettering({ ...words, x: 60, top: 140, weight: 800, lineHeight: 1.04 }),
    lettering({ ...under, x: 62, top: headingBottom + 24, weight: 500, lineHeight: 1.15 }),
    `<text x="60" y="580" font-size="32" font-weight="800">${escapeXml(shopName)}</text></g></svg>`,
  ].join('')
}

/** The stall's awning, as on every page. */
const awning = (width: number): string =>
  Array.from({ length: Math.ceil(width / 60) }, (_, index) => {
    const colour = index % 2 === 0 ? tomato : '#FFF6E6'
    return `<path fill="${colour}" d="M${index * 60} 0h60v44a30 30 0 0 1-60 0z"/>`
  }).join('')

function leaf(sleeve: ShareSleeve, photo: string | undefined, index: number): string {
  const [x, y] = [700 - index * 14, 140 - index * 12]
  const box = `x="${x}" y="${y}" width="${edge}" height="${edge}"`
  const turn = `rotate(${[0, -5, 5][index] ?? 0} ${x + edge / 2} ${y + edge / 2})`
  const drawn = photo
    ? `<image ${box} xlink:href="${photo}" preserveAspectRatio="xMidYMid slice"/>`
    : covers.draw(sleeve).replace('<svg ', `<svg ${box} `)
  const shade = `<rect x="${x + 6}" y="${y + 10}" width="${edge}" height="${edge}" fill="${ink}" opacity=".18"/>`
  return `<g transform="${turn}">${shade}${drawn}</g>`
}

type Lettering = {
  readonly lines: readonly string[]
  readonly size: number
  readonly x: number
  readonly top: number
  readonly weight: number
  readonly lineHeight: number
}

const lettering = ({ lines, size, x, top, weight, lineHeight }: Lettering): string =>
  lines
    .map((text, index) => {
      const y = Math.round(top + size * (0.8 + index * lineHeight))
      return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}">${escapeXml(text)}</text>`
    })
    .join('')

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
