/** Fits text into a width without a font engine: advance widths in hundredths of an em, ASCII 32–126. */

/**
 * The wider of Bricolage Grotesque 800 (the shop's display face) and Liberation Sans Bold (what a rasteriser without
 * that font falls back to), measured in Chromium: a title that fits here fits with both.
 */
const advances =
  '28 33 47 63 65 99 75 24 33 33 46 58 28 36 28 36 67 56 61 61 64 61 66 56 66 66 33 33 58 58 58 61 100 72 72 72 72 67 61 78 73 30 56 72 61 95 79 78 67 78 72 67 61 73 68 100 72 67 61 33 36 33 58 56 33 59 65 57 65 59 41 61 64 29 29 60 28 96 64 61 65 65 45 56 41 63 58 88 59 61 54 39 28 39 58'
    .split(' ')
    .map((hundredths) => Number(hundredths) / 100)

const widestEm = 1

export type Lettering = { readonly size: number; readonly lines: readonly string[] }
export type Frame = { readonly width: number; readonly height: number; readonly lineHeight: number }

/** Width in em; accents count as their base letter, anything outside Latin as a full square. */
export function textWidthEm(text: string): number {
  let width = 0
  for (const character of text.normalize('NFD')) {
    const code = character.codePointAt(0) ?? 0
    const isAccent = code >= 0x300 && code < 0x370
    if (!isAccent) width += advances[code - 32] ?? widestEm
  }
  return width
}

/** The largest of `sizes` (descending) at which the text fits the frame; at the smallest it is cut with an ellipsis. */
export function fitText(text: string, sizes: readonly number[], frame: Frame): Lettering {
  const clean = readable(text)
  for (const size of sizes) {
    const lines = wrap(clean, frame.width / size)
    const isBroken = lines.some((line) => textWidthEm(line) * size > frame.width)
    if (!isBroken && lines.length <= linesMax(size, frame)) return { size, lines }
  }
  const size = sizes.at(-1) ?? 16
  const lines = wrap(breakLongWords(clean, frame.width / size), frame.width / size)
  return { size, lines: cut(lines, linesMax(size, frame), frame.width / size) }
}

const linesMax = (size: number, frame: Frame): number =>
  Math.max(1, Math.floor(frame.height / (size * frame.lineHeight)))

/** Characters XML forbids would make the whole picture unreadable. */
const readable = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are forbidden in XML 1.0
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

function wrap(text: string, widthEm: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidthEm(longer) > widthEm) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

const breakLongWords = (text: string, widthEm: number): string =>
  text
    .split(' ')
    .flatMap((word) => (textWidthEm(word) > widthEm ? pieces(word, widthEm) : [word]))
    .join(' ')

function pieces(word: string, widthEm: number): string[] {
  const parts: string[] = []
  let part = ''
  for (const character of word) {
    if (part !== '' && textWidthEm(part + character) > widthEm) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part]
}

function cut(lines: readonly string[], count: number, widthEm: number): string[] {
  if (lines.length <= count) return [...lines]
  const kept = lines.slice(0, count)
  let last = [...(kept.at(-1) ?? '')]
  while (last.length > 0 && textWidthEm(`${last.join('')}…`) > widthEm) last = last.slice(0, -1)
  return [...kept.slice(0, -1), `${last.join('').trimEnd()}…`]
}
