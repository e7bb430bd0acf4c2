import { expect, test } from 'vitest'
import { type AccountId, type ListingId, newId, type VariantId } from '#kernel/ids'
import type { ListingState } from './hold.ts'
import { type AccountFacts, judge } from './judge.ts'

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 28, 7, 0, seconds))
const heldAt = at(10)
const account: AccountFacts = { isByHand: false, outage: null }
const withdrawn: ListingState = {
  id: newId<ListingId>(heldAt),
  state: 'withdrawn',
  remoteId: '4711',
  isPending: false,
  isCreating: false,
  wasEverSent: true,
  isKnown: true,
  proof: { kind: 'hidden' },
  proofAt: at(20),
  lastSentAt: at(15),
  nextTryAt: at(15),
  lastError: null,
  others: [],
}

const judged = (
  listing: Partial<ListingState> | undefined,
  circumstances: { account?: Partial<AccountFacts>; freeCount?: number; now?: Date } = {},
) => {
  const facts = {
    accountId: newId<AccountId>(heldAt),
    variantId: newId<VariantId>(heldAt),
    heldAt,
    listing: listing && { ...withdrawn, ...listing },
  }
  const verdict = judge(facts, {
    freeCount: circumstances.freeCount ?? 0,
    now: circumstances.now ?? at(30),
    account: { ...account, ...circumstances.account },
  })
  return [verdict.kind, 'by' in verdict ? verdict.by : verdict.why].join(' ')
}

test('only what was read back after the hold began and after our last word is proof', () => {
  expect(judged({})).toBe('proven read-back')
  expect(judged({ proof: { kind: 'sold' } })).toBe('proven read-back')
  expect(judged({ proofAt: at(5) })).toBe('under-way sending')
  expect(judged({ lastSentAt: at(25) })).toBe('under-way sending')
  expect(judged({ isKnown: false })).toBe('under-way sending')
  expect(judged({ proof: { kind: 'settling' } })).toBe('under-way sending')
  expect(judged({ proof: null, proofAt: null })).toBe('under-way sending')
})

test('a listing that stands after its withdrawal is in the way; before it, it is only on its way', () => {
  const onSale = { kind: 'on-sale', quantity: 1 }
  expect(judged({ proof: onSale })).toBe('in-the-way still-on-sale')
  expect(judged({ proof: onSale, state: 'live', isPending: true })).toBe('under-way sending')
  expect(judged({ proof: { kind: 'on-sale', quantity: 3 }, state: 'live' }, { freeCount: 3 })).toBe('proven read-back')
})

test('never listed is proof by our own rows only while nothing of ours is open', () => {
  const never = { state: 'waiting', remoteId: null, wasEverSent: false, proof: null, proofAt: null, lastSentAt: null }
  expect(judged(undefined)).toBe('proven records')
  expect(judged(never)).toBe('proven records')
  expect(judged({ ...never, isCreating: true })).toBe('under-way sending')
  expect(judged({ ...never, isPending: true })).toBe('under-way sending')
  expect(judged({ ...never, isPending: true }, { now: at(100) })).toBe('proven records')
})

test('ids the lane no longer reads count too, and so does what the vendor answers instead', () => {
  const other = { remoteId: '1', kind: null, readAt: null, message: null, nextTryAt: null }
  expect(judged({ others: [other] })).toBe('under-way sending')
  expect(judged({ others: [{ ...other, kind: 'absent', readAt: at(20) }] })).toBe('proven read-back')
  expect(judged({ others: [{ ...other, kind: 'absent', readAt: at(5) }] })).toBe('under-way sending')
  expect(judged({ others: [{ ...other, kind: 'on-sale', readAt: at(20) }] })).toBe('in-the-way still-on-sale')
  expect(judged({ others: [{ ...other, message: 'discogs: answered 503' }] })).toBe('in-the-way unreachable')
})

test('an outage or a refusal is in the way of what is not proven, and of nothing else', () => {
  const outage = { message: 'ebay: answered 503', nextTryAt: at(40) }
  expect(judged({}, { account: { outage } })).toBe('proven read-back')
  expect(judged({ proofAt: null }, { account: { outage } })).toBe('in-the-way unreachable')
  const lastError = { code: 'ebay.25019', message: 'Cannot revise the listing.', at: at(12).toISOString() }
  expect(judged({ isPending: true, proofAt: null, lastError })).toBe('in-the-way refused')
  expect(judged({ isPending: true, proofAt: null, lastError: { ...lastError, code: 'outage' } })).toBe(
    'in-the-way unreachable',
  )
})

test('where a person is the lane, the ad that stands is a person’s work and its tick is the proof', () => {
  const byHand = { account: { isByHand: true } }
  expect(judged({ state: 'live' }, byHand)).toBe('under-way by-hand')
  expect(judged({ state: 'withdrawn', remoteId: null, proofAt: at(5) }, byHand)).toBe('proven tick')
  expect(judged({ state: 'waiting', remoteId: null, wasEverSent: false, proofAt: null }, byHand)).toBe('proven records')
})
