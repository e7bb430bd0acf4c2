import { refuse } from '#kernel/refusal'

export type RateLimit = { readonly perMinute: number; readonly burst: number }

type Bucket = { tokens: number; refilledAtMs: number }

const bucketsMax = 50_000

/**
 * Token buckets in the memory of one process: protection against floods, cheap enough for every request. Limits that
 * must hold over all processes use `#platform/budget`.
 */
export function createRateLimiter(limit: RateLimit, nowMs: () => number = () => performance.now()) {
  const buckets = new Map<string, Bucket>()
  const perMs = limit.perMinute / 60_000

  /** Takes one token of `key`, or refuses `request.too-many`. */
  return (key: string): void => {
    const now = nowMs()
    const bucket = buckets.get(key) ?? { tokens: limit.burst, refilledAtMs: now }
    const tokens = Math.min(limit.burst, bucket.tokens + (now - bucket.refilledAtMs) * perMs)
    if (tokens < 1) refuse('request.too-many', { retryAfterMs: Math.ceil((1 - tokens) / perMs) })
    // Re-inserting keeps the map in order of last use, so the oldest entry is the one to forget.
    buckets.delete(key)
    buckets.set(key, { tokens: tokens - 1, refilledAtMs: now })
    const oldest = buckets.size > bucketsMax ? buckets.keys().next().value : undefined
    if (oldest !== undefined) buckets.delete(oldest)
  }
}
