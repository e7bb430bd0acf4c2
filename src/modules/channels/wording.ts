import type { VariantFacts } from '#modules/catalog'
import type { ConnectorLimits } from './connector.ts'

/** Looks a text up, in the account's language: `words('notes.media', { note })`. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string

/**
 * 'Miles Davis – Kind of Blue LP CBS 1987 VG+': artist and title first, then what still fits, most telling first.
 * Never longer than `charsMax`; cut between words.
 */
export function listingTitle(facts: VariantFacts, charsMax: number): string {
  const { artist, title, format, label, year, catalogueNumber } = facts.product
  const name = [artist, title].filter(Boolean).join(' – ')
  const extras = [format.split(',')[0] ?? '', label, year ? String(year) : '', facts.mediaGrade ?? '', catalogueNumber]
  return extras
    .map((extra) => extra.trim())
    .filter(Boolean)
    .reduce(
      (text, extra) => (text.length + 1 + extra.length <= charsMax ? `${text} ${extra}` : text),
      cut(name, charsMax),
    )
}

/** Grades and notes in sentences, one a line; private notes never leave the shop. */
export function listingDescription(facts: VariantFacts, limits: ConnectorLimits, words: Words): string {
  const lines = [
    facts.mediaGrade ? words('description.media', { grade: facts.mediaGrade }) : '',
    facts.sleeveGrade
      ? words('description.sleeve', { grade: words(`description.sleeves.${sleeveKey(facts.sleeveGrade)}`) })
      : '',
    facts.mediaNote,
    facts.sleeveNote,
    facts.playNote,
    facts.comment,
  ]
  return cut(
    lines
      .map((line) => line.trim())
      .filter(Boolean)
      .join('\n'),
    limits.descriptionCharsMax,
  )
}

/** Keys of a text file may not contain '+'. */
const sleeveKey = (grade: string): string => grade.replace('+', 'plus')

/** Cuts at a word border when there is one in the second half; never splits a character. */
export function cut(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text
  const head = text.slice(0, charsMax - 1).replace(/[\uD800-\uDBFF]$/, '')
  const space = head.lastIndexOf(' ')
  return `${(space > charsMax / 2 ? head.slice(0, space) : head).trimEnd()}…`
}
