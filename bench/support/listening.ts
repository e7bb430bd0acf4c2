import type { Basket } from './leave-one-out.ts'

const listeners = 3000
const circles = 12
const artistsPerCircle = 25
const recordsPerArtist = 4
/** Of a hundred records so many come from outside a listener's circles: curiosity, gifts. */
const strayPercent = 15

/**
 * What people who listen buy, invented from a seed: artists belong to circles (genres), some are famous and most are not
 * (1/rank), everybody likes one or two circles and owns four to eighteen records. Only the shape is real.
 */
export function listeningBaskets(seed: number): Basket[] {
  const draw = drawer(seed)
  const below = (count: number): number => Math.floor(draw() * count)
  const ranked = Array.from({ length: artistsPerCircle }, (_, rank) => 1 / (rank + 1))
  const sum = ranked.reduce((total, weight) => total + weight, 0)
  const artist = (): number => {
    let left = draw() * sum
    const found = ranked.findIndex((weight) => {
      left -= weight
      return left <= 0
    })
    return Math.max(0, found)
  }
  const record = (circle: number): string =>
    `c${circle}-a${artist()}-r${Math.min(below(recordsPerArtist), below(recordsPerArtist))}`
  return Array.from({ length: listeners }, () => {
    const liked = [below(circles), below(circles)]
    const count = 4 + below(15)
    const records = Array.from({ length: count }, () =>
      record(below(100) < strayPercent ? below(circles) : (liked[below(2)] ?? 0)),
    )
    return [...new Set(records)]
  })
}

/** mulberry32: small, seeded, good enough for figures that must come out the same everywhere. */
function drawer(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
