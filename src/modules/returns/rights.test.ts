import { expect, test } from 'vitest'
import { firstWorkingDayFrom, isPublicHoliday } from './calendar.ts'
import { withdrawalPeriod } from './policy.ts'
import { canMove, moveChoices, returnMoveNames, returnStates } from './return.ts'
import { lateIncreaseMinor, losesRight, refundDueOn, refundMinorOf, withdrawalEndsOn } from './rights.ts'

test.each([
  ['a Monday', '2026-11-02', '2026-11-16'],
  ['ending on a Saturday', '2026-10-31', '2026-11-16'],
  ['ending on 11 November', '2026-10-28', '2026-11-12'],
  ['ending on Christmas, a Friday', '2026-12-11', '2026-12-28'],
])('received on %s, the period ends as docs/domain/returns.md says', (_, receivedOn, endsOn) => {
  expect(withdrawalEndsOn(receivedOn)).toBe(endsOn)
})

test('holidays that move with Easter', () => {
  expect(['2026-04-06', '2026-05-14', '2026-05-25', '2027-03-29'].map(isPublicHoliday)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(isPublicHoliday('2026-04-05')).toBe(false)
  expect(firstWorkingDayFrom('2026-05-23')).toBe('2026-05-26')
})

test('the period is open until its last hour in Paris', () => {
  const facts = { receivedOn: '2026-11-02', sentAt: null }
  expect(withdrawalPeriod(facts, new Date('2026-11-16T22:59:59Z'))).toEqual({
    endsOn: '2026-11-16',
    isOpen: true,
    isAssumed: false,
  })
  expect(withdrawalPeriod(facts, new Date('2026-11-16T23:00:00Z')).isOpen).toBe(false)
})

test('nothing has left: the right exists already; sent without a receipt: ten days of travel are assumed', () => {
  const now = new Date('2026-11-16T12:00:00Z')
  expect(withdrawalPeriod({ receivedOn: null, sentAt: null }, now)).toEqual({
    endsOn: null,
    isOpen: true,
    isAssumed: false,
  })
  expect(withdrawalPeriod({ receivedOn: null, sentAt: new Date('2026-11-02T10:00:00Z') }, now)).toEqual({
    endsOn: '2026-11-26',
    isOpen: true,
    isAssumed: true,
  })
})

test('a sealed recording loses the right when it is opened, a used one never', () => {
  expect(losesRight({ isFactorySealed: true, wasOpened: true })).toBe(true)
  expect(losesRight({ isFactorySealed: true, wasOpened: false })).toBe(false)
  expect(losesRight({ isFactorySealed: false, wasOpened: true })).toBe(false)
})

test('a full withdrawal pays the standard delivery back, not what express cost above it', () => {
  const order = { linesMinor: 2000, deliveryMinor: 990, standardDeliveryMinor: 450 }
  expect(refundMinorOf({ ...order, isWhole: true })).toBe(2450)
  expect(refundMinorOf({ ...order, linesMinor: 1200, isWhole: false })).toBe(1200)
})

test.each([
  [15, 5250],
  [25, 5500],
  [45, 6000],
  [75, 7500],
])('a refund of 50.00 that is %i days late comes to %i cents', (daysLate, totalMinor) => {
  expect(5000 + lateIncreaseMinor(5000, { daysLate, legalRateBasisPoints: 0 })).toBe(totalMinor)
})

test('past ninety days five points are added for every month begun, up to the price', () => {
  const after = (daysLate: number) => lateIncreaseMinor(5000, { daysLate, legalRateBasisPoints: 0 })
  expect([91, 120, 121, 1000].map(after)).toEqual([2750, 2750, 3000, 5000])
})

test('the first ten days cost the legal interest', () => {
  expect(lateIncreaseMinor(100_000, { daysLate: 10, legalRateBasisPoints: 365 })).toBe(100)
  expect(lateIncreaseMinor(100_000, { daysLate: 0, legalRateBasisPoints: 365 })).toBe(0)
})

test('the refund may wait for the goods or the proof that they were sent', () => {
  expect(refundDueOn({ noticeOn: '2026-11-02', provedOn: null })).toBeNull()
  expect(refundDueOn({ noticeOn: '2026-11-02', provedOn: '2026-11-05' })).toBe('2026-11-16')
  expect(refundDueOn({ noticeOn: '2026-11-02', provedOn: '2026-11-20' })).toBe('2026-11-20')
})

test('every state has a way out, except the last ones; a move that may not be made says why', () => {
  const ends = returnStates.filter((state) => !returnMoveNames.some((move) => canMove(state, move)))
  expect(ends).toEqual(['refunded', 'refused', 'cancelled'])
  for (const state of returnStates)
    for (const choice of moveChoices(state)) expect(choice.isAllowed).toBe(choice.becauseKey === null)
})
