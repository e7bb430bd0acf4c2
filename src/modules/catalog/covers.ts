import { drawCover } from './cover.ts'
import { coverJpeg, coverKey } from './cover-jpeg.ts'

/** The drawn cover of a product without a photo: as SVG, as a JPEG for others, and the key by which others are told of it. */
export const covers = { draw: drawCover, jpeg: coverJpeg, keyOf: coverKey }
