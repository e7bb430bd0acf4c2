import sharp from 'sharp'
import { z } from 'zod'
import { covers, photos } from '#modules/catalog'
import type { Cx } from '#platform/cx'
import { defineJob } from '#platform/jobs'
import { findCopiesToPhotograph, type PhotographedCopy } from './queries-photos.ts'

/** After the start, one after the other: nobody waits for them. */
export const takePhotos = defineJob({
  name: 'demo.take-photos',
  data: z.object({}),
  retryLimit: 2,
  run: photographDemo,
})

const edgePixels = 1000
const density = (72 * edgePixels) / 320

/** Three pictures of some well-known copies: the sleeve, the record, a close look at a worn corner. */
async function photographDemo(cx: Cx): Promise<void> {
  for (const copy of await findCopiesToPhotograph(cx)) {
    const sleeve = await drawn(covers.draw({ artist: copy.artist, title: copy.title, seed: copy.productId }))
    const corner = await sharp(sleeve)
      .extract({ left: 560, top: 560, width: 440, height: 440 })
      .resize(edgePixels, edgePixels)
      .composite([{ input: Buffer.from(wear) }])
      .jpeg({ quality: 86 })
      .toBuffer()
    for (const [name, bytes] of Object.entries({ sleeve, record: await drawn(recordOf(copy)), corner }))
      await photos.add(cx, { variantId: copy.variantId, name, bytes })
  }
}

const drawn = (svg: string): Promise<Buffer> =>
  sharp(Buffer.from(svg), { density }).resize(edgePixels, edgePixels).jpeg({ quality: 86 }).toBuffer()

const wear = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000" width="1000" height="1000">
<path d="M1000 640 790 1000H1000z" fill="#f3ead9"/><path d="M1000 640 790 1000" stroke="#8c8272" stroke-width="6" fill="none"/>
<path d="m90 130 410 330M180 90l300 250M520 610l210 190" stroke="#fff" stroke-opacity=".45" stroke-width="4"/></svg>`

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const recordOf = ({
  artist,
  title,
}: PhotographedCopy): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320">
<path fill="#d8c9ab" d="M0 0h320v320H0z"/><circle cx="160" cy="160" r="150" fill="#171310"/>
${[140, 128, 116, 104, 92, 80, 68].map((radius) => `<circle cx="160" cy="160" r="${radius}" fill="none" stroke="#3a332d" stroke-width="1.4"/>`).join('')}
<circle cx="160" cy="160" r="54" fill="#e0a92e"/><circle cx="160" cy="160" r="5" fill="#d8c9ab"/>
<path d="M60 70 A140 140 0 0 1 130 25 L150 100 A62 62 0 0 0 118 118z" fill="#fff" fill-opacity=".12"/>
<g font-family="Liberation Sans,Arial,sans-serif" font-weight="700" fill="#1a1613" text-anchor="middle">
<text x="160" y="136" font-size="9">${escaped(artist.slice(0, 24))}</text><text x="160" y="192" font-size="9">${escaped(title.slice(0, 24))}</text></g></svg>`
