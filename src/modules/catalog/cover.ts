import { type Colours, patterns } from './cover-art.ts'
import { fitText, type Lettering } from './cover-text.ts'

const side = 320
const margin = 22
const lineHeight = 1.02
const artistLine = 23
const family =
  "'Bricolage Grotesque Variable','Bricolage Grotesque','Liberation Sans','Helvetica Neue',Arial,sans-serif"

/** Ink on ground reads at 4.5:1 or better in every one (a test computes it). */
export const palettes: readonly Colours[] = [
  { ground: '#1F5C45', ink: '#FBF7EF', first: '#F3C969', second: '#E4572E' },
  { ground: '#C2341F', ink: '#FFF8EC', first: '#FFD9A0', second: '#5E150B' },
  { ground: '#20304F', ink: '#F7EDE2', first: '#E9B44C', second: '#D9512F' },
  { ground: '#E0A92E', ink: '#1A1613', first: '#B92F1B', second: '#FFF9EC' },
  { ground: '#3A2A4D', ink: '#FBEFE3', first: '#EE8572', second: '#F3C969' },
  { ground: '#0F4C5C', ink: '#FDF3E3', first: '#FB8B24', second: '#9AD1C2' },
  { ground: '#7B2D26', ink: '#FFF6E9', first: '#F0C987', second: '#F2856D' },
  { ground: '#26221F', ink: '#F4ECDF', first: '#D9D2C5', second: '#E4572E' },
  { ground: '#F4E6CC', ink: '#1A1613', first: '#C93A24', second: '#1F5C45' },
  { ground: '#BFD8D9', ink: '#152B33', first: '#0F4C5C', second: '#E4572E' },
  { ground: '#F2B5A7', ink: '#2A1416', first: '#7B2D26', second: '#FFF6E9' },
  { ground: '#555A25', ink: '#FFF8E3', first: '#E0C341', second: '#F4E9D5' },
  { ground: '#1D3FA8', ink: '#FFF6E6', first: '#F7B733', second: '#F2B5A7' },
  { ground: '#CFC3E6', ink: '#241A3A', first: '#4B3A7C', second: '#E4572E' },
]

type Layout = { readonly sizes: readonly number[]; readonly titleHeightMax: number; readonly isTitleLow: boolean }

const layouts: readonly Layout[] = [
  { sizes: [44, 38, 33, 29, 25, 22], titleHeightMax: 140, isTitleLow: false },
  { sizes: [44, 38, 33, 29, 25, 22], titleHeightMax: 140, isTitleLow: true },
  { sizes: [64, 56, 48, 42, 36, 30, 25, 22], titleHeightMax: 178, isTitleLow: false },
]

/**
 * Draws a typographic sleeve for a product without a photo: a complete SVG document, the same for the same input,
 * readable alone (as a picture) and inside a page. Lettering stands on plain ground; the drawing has its own box.
 */
export function drawCover({ artist, title, seed }: { artist: string; title: string; seed: string }): string {
  const draw = sequence(`${seed}${artist}${title}`)
  const colours = pick(palettes, draw)
  const layout = pick(layouts, draw)
  const pattern = pick(patterns, draw)
  const frame = { width: side - margin * 2, height: layout.titleHeightMax, lineHeight }
  const name = fitText(artist.toUpperCase(), [18, 16, 14], {
    width: frame.width * 0.94,
    height: artistLine,
    lineHeight,
  })
  const heading = fitText(title, layout.sizes, frame)
  const textHeight = margin + artistLine + heading.lines.length * heading.size * lineHeight + 20
  const box = { width: side, height: Math.round(side - textHeight) }
  const [artTop, textTop] = layout.isTitleLow ? [0, box.height] : [side - box.height, 0]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">`,
    `<path fill="${colours.ground}" d="M0 0h${side}v${side}H0z"/>`,
    `<svg y="${artTop}" width="${box.width}" height="${box.height}">${pattern(box, colours, draw)}</svg>`,
    `<g fill="${colours.ink}" font-family="${family}" font-weight="800">`,
    artistText(name, textTop),
    titleText(heading, textTop + margin + artistLine),
    '</g></svg>',
  ].join('')
}

const artistText = ({ lines, size }: Lettering, top: number): string =>
  `<text x="${margin}" y="${Math.round(top + margin + size * 0.72)}" font-size="${size}" letter-spacing=".6">${escapeXml(lines[0] ?? '')}</text>`

const titleText = ({ lines, size }: Lettering, top: number): string =>
  lines
    .map((line, index) => {
      const y = Math.round(top + size * (0.8 + index * lineHeight))
      return `<text x="${margin - 1}" y="${y}" font-size="${size}" letter-spacing="-${(size / 60).toFixed(1)}">${escapeXml(line)}</text>`
    })
    .join('')

function pick<T>(choices: readonly T[], draw: () => number): T {
  const choice = choices[Math.floor(draw() * choices.length)]
  if (choice === undefined) throw new Error('nothing to choose from')
  return choice
}

/** FNV-1a into mulberry32: small, fast, and stable across Node versions. */
function sequence(seed: string): () => number {
  let state = 2166136261
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
