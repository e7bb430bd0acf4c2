/** The Goldmine scale, best first, and its translations. docs/domain/grades.md has the same table. */

export const mediaGrades = ['M', 'NM', 'VG+', 'VG', 'G+', 'G', 'F', 'P'] as const
export const sleeveGrades = [...mediaGrades, 'generic', 'none'] as const

export type MediaGrade = (typeof mediaGrades)[number]
export type SleeveGrade = (typeof sleeveGrades)[number]

/** The words of Discogs' own menus, read in its seller export (help page "How do I grade items", 2026-11). */
const discogsWords = {
  M: 'Mint (M)',
  NM: 'Near Mint (NM or M-)',
  'VG+': 'Very Good Plus (VG+)',
  VG: 'Very Good (VG)',
  'G+': 'Good Plus (G+)',
  G: 'Good (G)',
  F: 'Fair (F)',
  P: 'Poor (P)',
  generic: 'Generic',
  none: 'No Cover',
} as const satisfies Record<SleeveGrade, string>

/** What people and other shops write: English and French, long and short. Compared in lower case. */
const otherWords: ReadonlyMap<string, SleeveGrade> = new Map([
  ['m-', 'NM'],
  ['nm or m-', 'NM'],
  ['nm/m-', 'NM'],
  ['ex', 'VG+'],
  ['ex+', 'VG+'],
  ['excellent', 'VG+'],
  ['vg++', 'VG+'],
  ['fair', 'F'],
  ['poor', 'P'],
  ['mint', 'M'],
  ['near mint', 'NM'],
  ['very good plus', 'VG+'],
  ['very good', 'VG'],
  ['good plus', 'G+'],
  ['good', 'G'],
  ['neuf', 'M'],
  ['comme neuf', 'NM'],
  ['très bon état', 'VG+'],
  ['tres bon etat', 'VG+'],
  ['tbe', 'VG+'],
  ['bon état', 'VG'],
  ['bon etat', 'VG'],
  ['be', 'VG'],
  ['état correct', 'G+'],
  ['etat correct', 'G+'],
  ['état moyen', 'G'],
  ['etat moyen', 'G'],
  ['mauvais état', 'P'],
  ['mauvais etat', 'P'],
  ['générique', 'generic'],
  ['pochette générique', 'generic'],
  ['no sleeve', 'none'],
  ['sans pochette', 'none'],
])

const gradesByWord: ReadonlyMap<string, SleeveGrade> = new Map([
  ...otherWords,
  ...sleeveGrades.map((grade) => [grade.toLowerCase(), grade] as const),
  ...sleeveGrades.map((grade) => [discogsWords[grade].toLowerCase(), grade] as const),
])

/** The exact text Discogs expects for a grade, of a record or of a sleeve. */
export const discogsCondition = (grade: SleeveGrade): string => discogsWords[grade]

/** Reads a sleeve grade from Discogs' words, the short signs, or common English and French words. */
export const findSleeveGrade = (text: string): SleeveGrade | undefined =>
  gradesByWord.get(text.trim().toLowerCase().replaceAll(/\s+/g, ' '))

/** Like findSleeveGrade, for the record itself, which is never "generic" or absent. */
export function findMediaGrade(text: string): MediaGrade | undefined {
  const grade = findSleeveGrade(text)
  return mediaGrades.find((known) => known === grade)
}
