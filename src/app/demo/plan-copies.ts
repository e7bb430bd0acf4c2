import { createHash } from 'node:crypto'
import { type MediaGrade, mediaGrades } from '#modules/catalog'
import { cdNotes, cdPlayNotes, mediaNotes, playNotes, sleeveNotes } from './data/notes.ts'
import type { DemoRecord } from './read-records.ts'

export type DemoCopy = {
  readonly sku: string
  readonly mediaGrade: MediaGrade | null
  readonly sleeveGrade: MediaGrade | null
  readonly mediaNote: string
  readonly sleeveNote: string
  readonly playNote: string
  readonly priceMinor: number
  readonly costMinor: number
}

/** A number from 0 to `below` - 1 that depends on nothing but the text: the same demo shop everywhere, always. */
export function draw(text: string, below: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE() % below
}

/** Of twenty copies; what a well-kept second-hand rack looks like. One in twenty waits to be graded. */
const gradeOdds = [
  'NM',
  'NM',
  'NM',
  'NM',
  'VG+',
  'VG+',
  'VG+',
  'VG+',
  'VG+',
  'VG+',
  'VG+',
  'VG',
  'VG',
  'VG',
  'VG',
  'VG',
  'G+',
  'G+',
  'G',
  null,
] as const
const copyOdds = [1, 1, 1, 1, 1, 2, 2, 2, 3, 3] as const
const letters = ['A', 'B', 'C'] as const

/** What a grade does to the price of a VG+ copy, in percent. */
const gradePercent = { M: 150, NM: 130, 'VG+': 100, VG: 70, 'G+': 45, G: 30, F: 20, P: 15 } as const satisfies Record<
  MediaGrade,
  number
>
const ungradedPercent = 80
const costPercent = 40

/** One to three copies of a record, each graded, described and priced. */
export function planCopies(record: DemoRecord): DemoCopy[] {
  const key = `${record.facts.artist}|${record.facts.title}|${record.facts.format}`
  const copies = pick(copyOdds, `${key}|copies`)
  return letters.slice(0, copies).map((letter) => planCopy(record, `${key}|${letter}`, letter))
}

function planCopy(record: DemoRecord, key: string, letter: string): DemoCopy {
  const mediaGrade = pick(gradeOdds, `${key}|media`)
  const isCd = record.facts.medium === 'cd'
  const sleeveGrade = mediaGrade === null ? null : sleeveFor(mediaGrade, key)
  const percent = mediaGrade === null ? ungradedPercent : gradePercent[mediaGrade]
  const priceMinor = believable((record.priceMinor * percent) / 100, isCd)
  return {
    sku: `DEMO-${String(record.number).padStart(4, '0')}-${letter}`,
    mediaGrade,
    sleeveGrade,
    mediaNote: mediaGrade === null ? '' : pick((isCd ? cdNotes : mediaNotes)[mediaGrade], `${key}|note`),
    sleeveNote: sleeveGrade === null || isCd ? '' : pick(sleeveNotes[sleeveGrade], `${key}|sleeve-note`),
    playNote: mediaGrade === null ? '' : pick(isCd ? cdPlayNotes : playNotes, `${key}|play`),
    priceMinor,
    costMinor: Math.round((priceMinor * costPercent) / 100),
  }
}

/** Sleeves age with their record: the same grade, one better or one worse. */
function sleeveFor(mediaGrade: MediaGrade, key: string): MediaGrade {
  const place = mediaGrades.indexOf(mediaGrade) + draw(`${key}|sleeve`, 3) - 1
  return mediaGrades[Math.min(Math.max(place, 1), mediaGrades.length - 3)] ?? mediaGrade
}

/** Prices as people write them: 3,90 below ten euros, 12,50 below thirty, whole euros above. */
function believable(minor: number, isCd: boolean): number {
  if (minor >= 3000) return Math.round(minor / 100) * 100
  if (minor >= 1000) return Math.round(minor / 50) * 50
  return Math.max(150, Math.round(minor / 100) * 100 - (isCd ? 10 : 0) || 150)
}

function pick<T>(options: readonly T[], key: string): T {
  const option = options[draw(key, options.length)]
  if (option === undefined) throw new Error('nothing to pick from')
  return option
}
