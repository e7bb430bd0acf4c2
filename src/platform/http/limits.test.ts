import { expect, test } from 'vitest'
import { createRateLimiter } from './limits.ts'

test('a caller may burst, is then refused with the time to wait, and others are not touched', () => {
  let nowMs = 0
  const take = createRateLimiter({ perMinute: 60, burst: 2 }, () => nowMs)
  take('a')
  take('a')
  expect(() => take('a')).toThrow(expect.objectContaining({ code: 'request.too-many', data: { retryAfterMs: 1000 } }))
  take('b')
  nowMs = 1000
  take('a')
  expect(() => take('a')).toThrow()
})
