import { expect, test } from 'vitest'
import { z } from 'zod'
import { inTransaction } from '#platform/cx'
import { defineJob, enqueue, findJobs, retryJob, runWorker } from '#platform/jobs'
import { useWorld } from '#support/world'

const world = useWorld()

const ran: string[] = []
const finished = Promise.withResolvers<void>()
const note = defineJob({
  name: 'test.note',
  data: z.object({ text: z.string() }),
  retryLimit: 0,
  async run(_cx, { text }) {
    ran.push(text)
    if (ran.length === 2) finished.resolve()
    if (text === 'bad') throw new Error('this one fails')
  },
})

test('a job exists exactly when its transaction commits', async () => {
  await inTransaction(world.cx, (tx) => enqueue(tx, note, { text: 'kept' }))
  const undone = inTransaction(world.cx, async (tx) => {
    await enqueue(tx, note, { text: 'undone' })
    throw new Error('undo')
  })
  await expect(undone).rejects.toThrow('undo')
  const jobs = await findJobs(world.cx, { state: 'created', limit: 10 })
  expect(jobs.map((job) => job.data)).toEqual([{ text: 'kept' }])
})

test('a second job with the same singleton key changes nothing while the first one waits', async () => {
  await inTransaction(world.cx, async (tx) => {
    await enqueue(tx, note, { text: 'one' }, { singletonKey: 'k' })
    await enqueue(tx, note, { text: 'two' }, { singletonKey: 'k' })
    await enqueue(tx, note, { text: 'three' }, { singletonKey: 'other' })
  })
  const jobs = await findJobs(world.cx, { state: 'created', limit: 10 })
  expect(jobs.map((job) => job.data).toSorted()).toHaveLength(2)
})

test('a worker runs waiting jobs; a failed one is visible with its error and can be tried again', async () => {
  await inTransaction(world.cx, async (tx) => {
    await enqueue(tx, note, { text: 'bad' })
    await enqueue(tx, note, { text: 'good' })
  })
  const worker = await runWorker({ database: world.database, jobs: [note], newCx: () => world.cx })
  await finished.promise
  await worker.stop()
  expect(ran.toSorted()).toEqual(['bad', 'good'])

  const [failed] = await findJobs(world.cx, { state: 'failed', limit: 10 })
  expect(failed?.lastError).toBe('this one fails')
  expect(await retryJob(world.cx, failed?.id ?? '')).toBe(true)
  expect(await findJobs(world.cx, { state: 'retry', limit: 10 })).toHaveLength(1)
})
