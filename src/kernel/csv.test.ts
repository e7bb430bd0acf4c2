import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test('a cell that begins like a formula stays text', () => {
  expect(csvLine(['=1+1', '+33 6', '-5', '@me', 'So What'], ';')).toBe("'=1+1;'+33 6;'-5;'@me;So What\r\n")
})

test('a cell with the separator, a quote, a line end or outer spaces is quoted', () => {
  expect(csvLine(['a;b', 'say "no"', 'two\nlines', ' edge '], ';')).toBe('"a;b";"say ""no""";"two\nlines";" edge "\r\n')
})
