import type { Colours } from './look.ts'

type Rgb = readonly [number, number, number]
export type ColourName = keyof Colours

/** What people must be able to read, by WCAG 2.1 § 1.4.3 (AA, text of normal size). */
const ratioMin = 4.5

export type ContrastFault = {
  readonly pair: string
  /** Which of the merchant's colours would have to change. */
  readonly colour: ColourName
  readonly ratio: number
  /** The nearest tint of that colour that can be read; null when only the other colour of the pair can help. */
  readonly proposal: string | null
}

const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as never

const hexOf = (rgb: readonly number[]): string =>
  `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`

/** `share` of `other` mixed into `hex`. */
export const mixed = (hex: string, other: string, share: number): string => {
  const into = rgbOf(other)
  return hexOf(rgbOf(hex).map((value, index) => value + ((into[index] ?? 0) - value) * share))
}

/** Relative luminance, WCAG 2.1. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = rgbOf(hex).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** From 1 (the same) to 21 (black on white). */
export function contrastRatio(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** Text and what it stands on, everywhere the shop's style sheets put one on the other. */
const pairs = (colours: Colours): readonly { pair: string; colour: ColourName; fixed: string }[] => [
  { pair: 'text', colour: 'ink', fixed: colours.paper },
  { pair: 'secondary', colour: 'secondary', fixed: colours.paper },
  { pair: 'secondaryOnCard', colour: 'secondary', fixed: mixed(colours.paper, colours.ink, 0.045) },
  { pair: 'button', colour: 'accent', fixed: '#ffffff' },
  { pair: 'stall', colour: 'stall', fixed: '#fdf6e8' },
  { pair: 'available', colour: 'stall', fixed: colours.paper },
  { pair: 'badge', colour: 'highlight', fixed: colours.ink },
]

/** Every pair that cannot be read, with the nearest colour that could. */
export const contrastFaults = (colours: Colours): ContrastFault[] =>
  pairs(colours).flatMap(({ pair, colour, fixed }) => {
    const ratio = contrastRatio(colours[colour], fixed)
    if (ratio >= ratioMin) return []
    return [{ pair, colour, ratio: Math.floor(ratio * 100) / 100, proposal: nearestReadable(colours[colour], fixed) }]
  })

const steps = 200

/** The tint or shade of `hex` nearest to it that reads on `fixed`. */
export function nearestReadable(hex: string, fixed: string): string | null {
  for (let step = 1; step <= steps; step++) {
    for (const pole of ['#000000', '#ffffff']) {
      const candidate = mixed(hex, pole, step / steps)
      if (contrastRatio(candidate, fixed) >= ratioMin) return candidate
    }
  }
  return null
}
