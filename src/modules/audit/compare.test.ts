import { expect, test } from 'vitest'
import { type ListingId, newId } from '#kernel/ids'
import type { RemoteState, StandingListing } from '#modules/channels'
import { compare, compareUnseen, isTooMuch } from './compare.ts'
import type { Ours } from './drift.ts'

const onSale = (quantity = 5, priceMinor = 2500): RemoteState => ({ kind: 'on-sale', priceMinor, quantity })
const shown = (state: RemoteState, rest: Partial<StandingListing> = {}): StandingListing => ({
  remoteId: 'A',
  sku: 'S-1',
  title: 'Kind of Blue',
  state,
  ...rest,
})
const ours = (rest: Partial<Ours> = {}): Ours => ({
  listingId: newId<ListingId>(new Date(0)),
  sku: 'S-1',
  remoteId: 'A',
  state: 'live',
  isOffSale: false,
  isBusy: false,
  proof: onSale(),
  ...rest,
})
const found = (item: StandingListing, known: Ours | undefined, handEdits: 'ours-wins' | 'ask' = 'ours-wins') =>
  compare(item, known, handEdits).drifts.map(({ kind, state }) => `${kind} ${state}`)

test('what looks as it was proven to look is no drift, and what is hidden, sold or still worked on is none of an unknown listing', () => {
  expect(found(shown(onSale()), ours())).toEqual([])
  expect(found(shown({ kind: 'sold' }), ours())).toEqual([])
  expect(found(shown({ kind: 'hidden' }), ours({ state: 'withdrawn' }))).toEqual([])
  expect(found(shown({ kind: 'hidden' }), undefined)).toEqual([])
  expect(compare(shown({ kind: 'settling' }), ours(), 'ask')).toEqual({ isJudged: false, drifts: [] })
})

test('a listing we work on is not judged, whatever the page shows', () => {
  const busy = ours({ isBusy: true, state: 'withdrawn' })
  expect(compare(shown(onSale(9, 1)), busy, 'ours-wins')).toEqual({ isJudged: false, drifts: [] })
  expect(compareUnseen(shown({ kind: 'absent' }), ours({ isBusy: true }), 'ours-wins').isJudged).toBe(false)
})

test('hand edits are put back or asked about; a raised quantity is always put back', () => {
  expect(found(shown(onSale(5, 1900)), ours())).toEqual(['price-edited open'])
  expect(found(shown(onSale(5, 1900)), ours(), 'ask')).toEqual(['price-edited asking'])
  expect(found(shown(onSale(4)), ours(), 'ask')).toEqual(['quantity-edited asking'])
  expect(found(shown(onSale(6)), ours(), 'ask')).toEqual(['quantity-edited open'])
  expect(found(shown(onSale(6, 1)), ours())).toEqual(['price-edited open', 'quantity-edited open'])
  expect(found(shown(onSale(5, 0), { isPriceUnknown: true }), ours())).toEqual([])
  expect(found(shown(onSale(6)), ours({ proof: null }))).toEqual([])
})

test('what stands though it must not, ended, twice, unknown or missing is told apart', () => {
  expect(found(shown({ kind: 'hidden' }), ours())).toEqual(['ended-there open'])
  expect(found(shown(onSale()), ours({ state: 'withdrawn' }))).toEqual(['relisted-there open'])
  expect(found(shown(onSale()), ours({ state: 'sold', remoteId: null, isOffSale: true }))).toEqual([
    'relisted-there open',
  ])
  expect(found(shown(onSale()), ours({ state: 'waiting', remoteId: null }))).toEqual(['unknown-listing asking'])
  expect(found(shown(onSale(), { remoteId: 'B' }), ours())).toEqual(['duplicate-there open'])
  expect(found(shown({ kind: 'sold' }, { remoteId: 'B' }), ours())).toEqual([])
  expect(found(shown(onSale()), undefined)).toEqual(['unknown-listing asking'])
  const missing = compareUnseen(shown({ kind: 'absent' }), ours(), 'ours-wins').drifts
  expect(missing).toMatchObject([{ kind: 'missing-there', state: 'asking' }])
  expect(compareUnseen(shown(onSale()), ours(), 'ours-wins').drifts).toEqual([])
})

test('more than a twentieth, and at least ten, is too much', () => {
  expect([isTooMuch(9, 20), isTooMuch(10, 200), isTooMuch(11, 200), isTooMuch(501, 10_000)]).toEqual([
    false,
    false,
    true,
    true,
  ])
})
