import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId, type UnitId, type VariantId } from '#kernel/ids'
import { hasText } from '#platform/i18n'
import {
  assignUnits,
  canMove,
  itemsMinorOf,
  moveChoices,
  orderMoveNames,
  orderMoves,
  orderStates,
  wantsOf,
} from './orders.ts'

const anId = (): UnitId & VariantId => newId(new Date())

test('an order moves only along the table, and no move leads out of cancelled or sent', () => {
  const ends = orderStates.filter((state) => orderMoveNames.every((move) => !canMove(state, move)))
  expect(ends).toEqual(['sent', 'cancelled'])
  expect(canMove('packed', 'cancel')).toBe(false)
})

test('every move that may not be made has its reason in French and English', () => {
  const orders = orderStates.flatMap((state) =>
    [true, false].map((flag) => ({ state, isMissingCopy: flag, isCardPending: flag })),
  )
  const keys = orders.flatMap(moveChoices).flatMap((choice) => choice.becauseKey ?? [])
  for (const key of new Set(keys)) expect([key, hasText('fr', key), hasText('en', key)]).toEqual([key, true, true])
})

test('from any state a walk of allowed moves ends after at most four', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...orderMoveNames), { maxLength: 30 }), (moves) => {
      let state: (typeof orderStates)[number] = 'placed'
      let made = 0
      for (const move of moves) {
        if (!canMove(state, move)) continue
        state = orderMoves[move].to
        made += 1
      }
      return made <= 3
    }),
  )
})

test('a card being charged keeps the pay button away, a missing copy the pack button', () => {
  const why = (order: Parameters<typeof moveChoices>[0]) =>
    moveChoices(order).find((choice) => choice.becauseKey?.match(/missing|pending/))?.becauseKey
  expect(why({ state: 'placed', isMissingCopy: false, isCardPending: true })).toBe('orders:move.pay.card-pending')
  expect(why({ state: 'paid', isMissingCopy: true, isCardPending: false })).toBe('orders:move.pack.copy-missing')
})

test('claimed copies are shared out so that no copy is in two lines and no line gets more than it wants', () => {
  const line = fc.record({ variant: fc.integer({ min: 0, max: 3 }), quantity: fc.integer({ min: 1, max: 4 }) })
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (drawn) => {
      const variants = [anId(), anId(), anId(), anId()]
      const lines = drawn.map(({ variant, quantity }) => ({ variantId: variants[variant] ?? null, quantity }))
      const claimed = wantsOf(lines).map(({ variantId, quantity }) => ({
        variantId,
        unitIds: Array.from({ length: quantity }, anId),
      }))
      const given = assignUnits(lines, claimed, () => false)
      const all = given.flatMap((each) => each.unitIds)
      expect(new Set(all).size).toBe(all.length)
      expect(given.every((each) => each.unitIds.length === each.quantity)).toBe(true)
    }),
  )
})

test('the total of the lines is the sum of price times quantity, to the cent', () => {
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 20 }),
    unitPriceMinor: fc.integer({ min: 1, max: 1_000_000 }),
  })
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const byOne = lines.flatMap(({ quantity, unitPriceMinor }) =>
        Array.from({ length: quantity }, () => ({ quantity: 1, unitPriceMinor })),
      )
      return itemsMinorOf(lines) === itemsMinorOf(byOne)
    }),
  )
})
