import { expect, test } from 'vitest'
import { takeFromBudget } from '#platform/budget'
import { useWorld } from '#support/world'

const world = useWorld()
const budget = { perMinute: 60, burst: 5 }

test('a burst is granted, then one token a second', async () => {
  const answers = []
  for (let n = 0; n < 6; n += 1) answers.push(await takeFromBudget(world.cx, 'k', budget))
  expect(answers.filter((answer) => answer.granted)).toHaveLength(5)
  expect(answers.at(-1)).toEqual({ granted: false, retryAfterMs: 1000 })
  world.clock.advanceMs(1000)
  expect(await takeFromBudget(world.cx, 'k', budget)).toEqual({ granted: true })
  expect(await takeFromBudget(world.cx, 'other', budget)).toEqual({ granted: true })
})

test('takers at the same moment never get more than there is', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => takeFromBudget(world.cx, 'k', budget)))
  expect(answers.filter((answer) => answer.granted)).toHaveLength(5)
})

test('kept tokens are for those who may take them', async () => {
  for (let n = 0; n < 3; n += 1) await takeFromBudget(world.cx, 'k', budget)
  expect(await takeFromBudget(world.cx, 'k', { ...budget, keep: 2 })).toEqual({ granted: false, retryAfterMs: 1000 })
  expect(await takeFromBudget(world.cx, 'k', budget)).toEqual({ granted: true })
})
