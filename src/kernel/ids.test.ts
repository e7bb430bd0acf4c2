import { expect, test } from 'vitest'
import { isId, newCode, newId, toId, type UnitId } from './ids.ts'

test('a new id is a UUID of version 7 that carries its time', () => {
  const now = new Date('2026-03-02T09:00:00.123Z')
  const id = newId<UnitId>(now)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now.getTime())
})

test('ids of later times sort later', () => {
  const at = (ms: number) => newId<UnitId>(new Date(1_772_442_000_000 + ms))
  const ids = [0, 1, 1000, 65_536, 86_400_000].map(at)
  expect(ids.toSorted()).toEqual(ids)
})

test('what is not an id is not taken for one', () => {
  expect(isId('018f3c1e-0000-7000-8000-00000000000')).toBe(false)
  expect(() => toId<UnitId>("'; drop table units")).toThrow(/not an id/)
})

test('codes for people avoid letters that look like digits', () => {
  for (let index = 0; index < 500; index++) expect(newCode('E', 5)).toMatch(/^E-[0-9A-HJKMNP-TV-Z]{5}$/)
})
