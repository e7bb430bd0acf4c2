import { createHash } from 'node:crypto'
import { mixed } from './contrast.ts'
import { type Colours, defaultLook, type Look } from './look.ts'

const serif = '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, Georgia, serif'
const mono = 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", "Liberation Mono", Menlo, monospace'
const bricolage = '"Bricolage Grotesque Variable", "Bricolage Fallback", "Arial Narrow", system-ui, sans-serif'
const instrument = '"Instrument Sans Variable", "Instrument Fallback", system-ui, sans-serif'

/** Families that are here already: two of our own, the others on the reader's machine. Nothing comes from elsewhere. */
const fontsOf = {
  etal: { display: bricolage, text: instrument },
  poster: { display: bricolage, text: bricolage },
  plain: { display: instrument, text: instrument },
  bookshop: { display: serif, text: instrument },
  typewriter: { display: mono, text: instrument },
} as const satisfies Record<Look['fonts'], unknown>

const corners = { square: ['0', '0'], soft: ['6px', '14px'], round: ['14px', '26px'] } as const

/** Which of our own families a page with these fonts should fetch early. */
export const preloadsOf = ({ fonts }: Pick<Look, 'fonts'>): { hasDisplay: boolean; hasText: boolean } => ({
  hasDisplay: fontsOf[fonts].display === bricolage,
  hasText: fontsOf[fonts].text === instrument,
})

/** The tokens of web/ui/tokens.css that follow from six colours. */
function colourTokens({ paper, ink, accent, stall, highlight, secondary }: Colours): Record<string, string> {
  return {
    paper,
    'paper-deep': mixed(paper, highlight, 0.14),
    card: mixed(paper, '#ffffff', 0.6),
    ink,
    slate: secondary,
    line: mixed(paper, ink, 0.12),
    'line-strong': mixed(paper, ink, 0.34),
    tomato: accent,
    'tomato-deep': mixed(accent, '#000000', 0.18),
    'tomato-wash': mixed(paper, accent, 0.1),
    green: stall,
    'green-deep': mixed(stall, '#000000', 0.28),
    'green-wash': mixed(paper, stall, 0.12),
    mustard: highlight,
    'mustard-deep': mixed(highlight, '#000000', 0.55),
    'mustard-wash': mixed(paper, highlight, 0.2),
  }
}

/** Custom properties and nothing else; an untouched part of the look writes nothing, so that tokens.css stays the default. */
export function cssOf(look: Look): { css: string; key: string } {
  const tokens: Record<string, string> = {}
  if (JSON.stringify(look.colours) !== JSON.stringify(defaultLook.colours))
    Object.assign(tokens, colourTokens(look.colours))
  if (look.fonts !== defaultLook.fonts) Object.assign(tokens, fontsOf[look.fonts])
  if (look.corners !== defaultLook.corners) {
    const [radius, large] = corners[look.corners]
    Object.assign(tokens, { radius, 'radius-large': large })
  }
  if (look.ornament !== 'awning') tokens['awning-height'] = look.ornament === 'line' ? '6px' : '0px'
  if (look.ornament === 'line') tokens['awning-mask'] = 'none'
  if (look.ornament === 'line') tokens['awning-stripe'] = 'var(--tomato)'
  const rules = Object.entries(tokens).map(([name, value]) => `--${name}:${value}`)
  // More specific than tokens.css, whichever comes first.
  const css = rules.length === 0 ? '' : `html:root{${rules.join(';')}}\n`
  return { css, key: createHash('sha256').update(css).digest('hex').slice(0, 20) }
}
