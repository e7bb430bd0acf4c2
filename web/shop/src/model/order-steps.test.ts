import { expect, test } from 'vitest'
import { orderSteps } from './order-steps.ts'

const placedAt = new Date('2026-03-02T09:00:00Z')

test('a paid order has two steps behind it and packing before it', () => {
  const paidAt = new Date('2026-03-02T10:00:00Z')
  const events = [
    { at: paidAt, actor: 'system', what: 'paid', fromState: 'placed', toState: 'paid', data: {} },
  ] as const
  const steps = orderSteps({ state: 'paid', placedAt, events })
  expect(steps.map(({ isDone }) => isDone)).toEqual([true, true, false, false])
  expect(steps.find(({ isCurrent }) => isCurrent)?.state).toBe('packed')
  expect(steps[1]?.at).toEqual(paidAt)
})

test('a sent order has nothing before it', () => {
  expect(orderSteps({ state: 'sent', placedAt, events: [] }).some(({ isCurrent }) => isCurrent)).toBe(false)
})
