import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { Outage } from '#kernel/refusal'
import { admission } from './admission.ts'
import type { EdgeEnv } from './edge.ts'

/** A server whose requests stay inside until the test opens the door. */
function aBusyServer(limits: { atOnceMax: number; waitingMax: number }) {
  const door = Promise.withResolvers<void>()
  const seen = { insideCount: 0, insideMax: 0 }
  const server = new Hono<EdgeEnv>()
  server.use(admission({ ...limits, retryAfterMs: 2000 }))
  server.onError((error, c) => c.text(error instanceof Outage ? `later ${error.retryAfterMs}` : 'bug', 503))
  server.get('/healthz', (c) => c.text('alive'))
  server.get('/fault', () => {
    throw new Error('a fault')
  })
  server.get('/', async (c) => {
    seen.insideCount += 1
    seen.insideMax = Math.max(seen.insideMax, seen.insideCount)
    await door.promise
    seen.insideCount -= 1
    return c.text('done')
  })
  return { server, seen, open: door.resolve }
}

test('a burst of a thousand requests queues, a few inside at once, and every one is answered', async () => {
  const { server, seen, open } = aBusyServer({ atOnceMax: 8, waitingMax: 1000 })
  const burst = Array.from({ length: 1000 }, () => server.request('/'))
  open()
  const answers = await Promise.all(burst)
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(seen.insideMax).toBe(8)
})

test('beyond the limit of the queue a request is told at once when to come back, and probes are still answered', async () => {
  const { server, open } = aBusyServer({ atOnceMax: 1, waitingMax: 2 })
  const burst = [1, 2, 3].map(() => server.request('/'))
  expect(await (await server.request('/')).text()).toBe('later 2000')
  expect((await server.request('/healthz')).status).toBe(200)
  open()
  expect((await Promise.all(burst)).map(({ status }) => status)).toEqual([200, 200, 200])
})

test('a request that fails gives its place back', async () => {
  const { server, open } = aBusyServer({ atOnceMax: 1, waitingMax: 0 })
  await server.request('/fault')
  open()
  expect((await server.request('/')).status).toBe(200)
})
