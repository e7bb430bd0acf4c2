import { expect, test } from 'vitest'
import { type AccountId, newId } from '#kernel/ids'
import { useWorld } from '#support/world'
import { type AccountWorker, whichAreDue } from './account-workers.ts'

const world = useWorld()
const inReach = newId<AccountId>(new Date())
const outOfReach = newId<AccountId>(new Date())
const run = async () => {}
const both = async () => [inReach, outOfReach]

test('a vendor out of reach is not worked for, except with what lies here already', async () => {
  const workers: AccountWorker[] = [
    { name: 'commands', whenDue: both, run },
    { name: 'pushes', needsVendor: false, whenDue: both, run },
    { name: 'rhythm', everyMs: 1000, run },
  ]
  const due = whichAreDue(workers)
  const named = async () =>
    (await due(world.cx, [inReach])).map(({ worker, accountId }) => [worker.name, accountId === inReach])
  const always = [
    ['commands', true],
    ['pushes', true],
    ['pushes', false],
  ]
  expect(await named()).toEqual([...always, ['rhythm', true]])
  expect(await named()).toEqual(always)
  world.clock.advanceMs(1000)
  expect(await named()).toEqual([...always, ['rhythm', true]])
})

test('a worker that cannot say what is due holds up no other', async () => {
  const due = whichAreDue([
    { name: 'broken', whenDue: () => Promise.reject(new Error('no')), run },
    { name: 'fine', whenDue: both, run },
  ])
  expect((await due(world.cx, [inReach])).map(({ worker }) => worker.name)).toEqual(['fine'])
})
