import { expect, test } from 'vitest'
import { startDemo } from '#app/demo/start-demo'
import { findJobs } from '#platform/jobs'
import { useWorld } from '#support/world'
import { emptyShop } from './empty-shop.ts'

const world = useWorld()

test('the first start loads the demo and asks for its channels, photos and rates; a shop that was emptied stays empty', async () => {
  const config = { hasSandbox: true, sandboxPort: 3101 }
  expect((await startDemo(world.cx, config)).kind).toBe('loaded')
  const jobs = await findJobs(world.cx, { state: 'created', limit: 10 })
  expect(jobs.map(({ name }) => name).toSorted()).toEqual([
    'currencies.read-rates',
    'demo.connect-channels',
    'demo.take-photos',
  ])
  expect(jobs).toContainEqual(expect.objectContaining({ data: { sandboxUrl: 'http://127.0.0.1:3101' } }))
  await emptyShop(world.cx)
  expect((await startDemo(world.cx, config)).kind).toBe('known')
  expect(await world.cx.db.selectFrom('products').select('id').execute()).toEqual([])
}, 60_000)
