import fc from 'fast-check'
import { expect, test } from 'vitest'
import { discogsCondition, findMediaGrade, findSleeveGrade, mediaGrades, sleeveGrades } from './index.ts'

test('every grade survives the way to Discogs and back', () => {
  for (const grade of sleeveGrades) expect(findSleeveGrade(discogsCondition(grade))).toBe(grade)
  for (const grade of mediaGrades) expect(findMediaGrade(discogsCondition(grade))).toBe(grade)
})

test('a record is never generic or absent', () => {
  expect(findMediaGrade('Generic')).toBeUndefined()
  expect(findMediaGrade('No Cover')).toBeUndefined()
})

test.each([
  ['vg+', 'VG+'],
  ['  Near  Mint (NM or M-) ', 'NM'],
  ['M-', 'NM'],
  ['EX', 'VG+'],
  ['Très bon état', 'VG+'],
  ['bon etat', 'VG'],
  ['sans pochette', 'none'],
])('%s is read as %s', (text, grade) => expect(findSleeveGrade(text)).toBe(grade))

test('any other text is no grade', () => {
  fc.assert(fc.property(fc.string({ minLength: 9 }), (text) => findMediaGrade(`${text}?`) === undefined))
})
