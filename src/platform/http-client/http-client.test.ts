import { expect, test } from 'vitest'
import { Outage } from '#kernel/refusal'
import { createHttpClient } from '#platform/http-client'
import { silentLog } from '#platform/log'

const clientOf = (answer: () => Response | Promise<Response>) =>
  createHttpClient({ system: 'ebay', log: silentLog, fetch: async () => answer() })

const request = { method: 'GET', url: 'https://api.example/x' } as const

test('an answer below 500 is for the caller to judge', async () => {
  const answer = await clientOf(() => new Response('{"a":1}', { status: 404 })).send(request)
  expect(answer.status).toBe(404)
  expect(answer.json()).toEqual({ a: 1 })
})

test.each([
  ['a server error', () => new Response('', { status: 502 }), undefined],
  ['a rate limit', () => new Response('', { status: 429, headers: { 'retry-after': '7' } }), 7000],
  ['no connection', () => Promise.reject(new TypeError('fetch failed')), undefined],
])('%s is an outage', async (_name, answer, retryAfterMs) => {
  const failure = await clientOf(answer)
    .send(request)
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Outage)
  expect(failure).toMatchObject({ system: 'ebay', retryAfterMs })
})

test('an answer that is not JSON says so', async () => {
  const answer = await clientOf(() => new Response('<html>')).send(request)
  expect(() => answer.json()).toThrow('not JSON')
})
