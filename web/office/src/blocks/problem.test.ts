import { expect, test } from 'vitest'
import { faultsByField, problemFrom } from './problem.ts'

const refused = (fields: unknown) =>
  problemFrom(new Response(null, { status: 400 }), { code: 'request.invalid', detail: 'No.', data: { fields } })

test('each bad field gets its own words, one within a list at the list', () => {
  const problem = refused([
    { field: 'siren', problem: 'nine digits' },
    { field: 'countries.0', problem: 'two letters' },
  ])
  expect(faultsByField(problem)).toEqual({
    siren: 'nine digits',
    countries: 'two letters',
    'countries.0': 'two letters',
  })
})

test('an answer without fields, or of another shape, is borne', () => {
  expect(faultsByField(refused('all'))).toEqual({})
  expect(faultsByField(refused([{ field: 7 }]))).toEqual({})
  expect(faultsByField(new Error('offline'))).toEqual({})
})
