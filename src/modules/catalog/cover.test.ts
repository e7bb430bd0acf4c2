import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawCover, palettes } from './cover.ts'
import { patterns } from './cover-art.ts'
import { fitText, textWidthEm } from './cover-text.ts'

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

test('lettering is readable on the ground of every palette', () => {
  for (const { ground, ink } of palettes) expect(contrast(ground, ink)).toBeGreaterThanOrEqual(4.5)
})

test('there are at least eight patterns and ten palettes', () => {
  expect(patterns.length).toBeGreaterThanOrEqual(8)
  expect(palettes.length).toBeGreaterThanOrEqual(10)
})

test('the same record always gets the same cover, another seed another one', () => {
  const record = { artist: 'Air', title: 'Moon Safari', seed: 'a' }
  expect(drawCover(record)).toBe(drawCover({ ...record }))
  expect(drawCover(record)).not.toBe(drawCover({ ...record, seed: 'b' }))
})

const nasty = [
  '&',
  '<',
  '"',
  ']]>',
  '\u0000',
  '\u001b',
  '\ud800',
  '\uffff',
  '\u0301',
  '😀',
  'はらいそ',
  'Œuvre',
  'x'.repeat(40),
  ' ',
  '\n',
] as const
const anyTitle = fc.array(fc.constantFrom(...nasty), { maxLength: 60 }).map((parts) => parts.join(''))

test('any text gives well-formed XML that stays small', () => {
  fc.assert(
    fc.property(anyTitle, fc.string({ maxLength: 80 }), (title, artist) => {
      const svg = drawCover({ title, artist, seed: title })
      expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;)|NaN|undefined/)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are forbidden in XML 1.0
      expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
      expect(svg.length).toBeLessThan(16_000)
    }),
  )
})

test('lettering never leaves its frame', () => {
  const frame = { width: 276, height: 140, lineHeight: 1.02 }
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (title) => {
      const { lines, size } = fitText(title, [44, 33, 22], frame)
      expect(lines.length * size * frame.lineHeight).toBeLessThanOrEqual(frame.height)
      for (const line of lines) expect(textWidthEm(line) * size).toBeLessThanOrEqual(frame.width + size)
    }),
  )
})

test('a title too long for the sleeve ends in an ellipsis', () => {
  const { lines } = fitText('word '.repeat(60), [44, 22], { width: 200, height: 100, lineHeight: 1 })
  expect(lines.at(-1)).toMatch(/…$/)
})
