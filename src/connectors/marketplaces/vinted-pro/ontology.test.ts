import { expect, test } from 'vitest'
import { conditionOf, packageSizeOf } from './ontology.ts'
import { shortened } from './order-commands.ts'

const all = [0, 1, 2, 3, 4].map((rank) => ({ rank, id: 10 + rank }))
const used = (mediaGrade: 'M' | 'NM' | 'VG+' | 'VG' | 'G+' | 'G' | null) => ({ condition: 'used', mediaGrade }) as const

test.each([
  [{ condition: 'new', mediaGrade: null } as const, all, 10],
  [used('M'), all, 12],
  [used('VG+'), all, 12],
  [used('VG'), all, 13],
  [used('G'), all, 14],
  [used(null), all, 14],
  // A condition the site does not offer is replaced by the next worse one, never by a better one.
  [used('VG'), all.filter(({ rank }) => rank !== 3), 14],
  [used('G'), all.filter(({ rank }) => rank < 4), undefined],
  [{ condition: 'new', mediaGrade: null } as const, all.slice(1), 11],
])('%j is told as a condition that is not better', (copy, offered, id) => {
  expect(conditionOf(copy, offered)).toBe(id)
})

test('heavier parcels take larger sizes, up to the largest there is', () => {
  expect([230, 1000, 1001, 5000].map((grams) => packageSizeOf(grams, [1, 2, 3]))).toEqual([1, 1, 2, 3])
  expect(packageSizeOf(5000, [7])).toBe(7)
})

test('a message is cut to a hundred characters, never inside one', () => {
  expect(shortened('Désolés')).toBe('Désolés')
  const long = shortened('💿'.repeat(120))
  expect([...long]).toHaveLength(100)
  expect(long.endsWith('💿…')).toBe(true)
})
