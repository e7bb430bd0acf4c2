import { expect, test } from 'vitest'
import { textFilters } from './text-filters.ts'

const filters = textFilters('text', 'state')

test('known filters that say something are kept', () => {
  expect(filters({ text: '007', state: 'paid' })).toEqual({ text: '007', state: 'paid' })
})

test('unknown names, empty words and what is no text are left out', () => {
  expect(filters({ text: '', state: 3, page: 'x', constructor: 'y' })).toEqual({})
})
