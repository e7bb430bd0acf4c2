import { expect, test } from 'vitest'
import { eanOf } from './offers.ts'
import { readStates, stateCodeOf } from './states.ts'

const french = [
  { code: '11', label: 'Neuf' },
  { code: '1', label: 'Occasion - Comme neuf' },
  { code: '2', label: 'Occasion - Très bon état' },
  { code: '3', label: 'Occasion - Bon état' },
  { code: '4', label: 'Occasion - État correct' },
  { code: '10', label: 'Reconditionné' },
]
const english = [
  { code: 'N', label: 'New' },
  { code: 'U', label: 'Used' },
  { code: 'R', label: 'Refurbished' },
]
const used = (mediaGrade: 'M' | 'NM' | 'VG+' | 'VG' | 'G+' | 'G' | 'F' | 'P') =>
  ({ condition: 'used', mediaGrade }) as const

test.each([
  ['M', '1'],
  ['NM', '1'],
  ['VG+', '2'],
  ['VG', '3'],
  ['G+', '4'],
  ['G', '4'],
  ['F', undefined],
  ['P', undefined],
] as const)('%s is condition %s of an operator that words all of them', (grade, code) => {
  expect(stateCodeOf(used(grade), { states: readStates(french) })).toBe(code)
})

test('a condition the operator does not have is replaced by a worse one, never by a better one', () => {
  const states = readStates(french.filter(({ code }) => code !== '2' && code !== '4'))
  expect(stateCodeOf(used('VG+'), { states })).toBe('3')
  expect(stateCodeOf(used('G'), { states })).toBeUndefined()
})

test('an operator with nothing but "used" takes every grade with it, and new goods as new', () => {
  const states = readStates(english)
  expect(stateCodeOf(used('NM'), { states })).toBe('U')
  expect(stateCodeOf({ condition: 'new', mediaGrade: null }, { states })).toBe('N')
  expect(stateCodeOf({ condition: 'new', mediaGrade: null }, { states: {} })).toBeUndefined()
})

test.each([
  ['5 099902 987620', '5099902987620'],
  ['724349532427', '0724349532427'],
  ['96385074', '96385074'],
  ['CL 1355', undefined],
])('the barcode %s is the EAN %s', (barcode, ean) => {
  expect(eanOf(barcode)).toBe(ean)
})
