import { expect, test } from 'vitest'
import { readSearch, searchAddress, toggled } from './search-query.ts'

const read = (query: string) => readSearch(new URLSearchParams(query))

test('an address survives being read and written', () => {
  const address =
    '/disques?q=miles+davis&medium=vinyl&genre=Jazz&genre=Soul&decade=1970&price=500-1000&sort=price-up&page=2'
  expect(searchAddress('/disques', read(address.split('?')[1] ?? ''), { page: 2 })).toBe(address)
})

test('equal lists have one address, whatever order they were asked in', () => {
  const one = searchAddress('/disques', read('genre=Soul&medium=cd&genre=Jazz'))
  expect(one).toBe(searchAddress('/disques', read('genre=Jazz&genre=Soul&medium=cd&page=1')))
})

test('nonsense in the address is left out', () => {
  expect(searchAddress('/disques', read('medium=wax&decade=soon&page=-3&sort=magic&price=a-b&colour=red'))).toBe(
    '/disques',
  )
})

test('genres add up, other facets replace, and a second choice takes away', () => {
  const request = read('genre=Jazz&medium=cd')
  expect(toggled(request, 'genre', 'Soul')).toEqual(['Jazz', 'Soul'])
  expect(toggled(request, 'medium', 'vinyl')).toEqual(['vinyl'])
  expect(toggled(request, 'medium', 'cd')).toEqual([])
})

test('another choice goes back to the first page', () => {
  expect(searchAddress('/disques', read('page=4'), { facets: { medium: ['cd'] } })).toBe('/disques?medium=cd')
})
