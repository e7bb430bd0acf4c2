import { seeded } from '#sandbox/machine'

/** Where every chance of a simulated world comes from: equal names, equal draws, whoever drew elsewhere before. */
export type Chance = {
  readonly fraction: () => number
  happens(probability: number): boolean
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number
  pick<T>(choices: readonly T[]): T | undefined
  /** Every part of the world draws from a stream of its own, so that a change in one leaves the others as they were. */
  fork(name: string): Chance
}

export function chanceOf(seed: number, path = ''): Chance {
  const fraction = seeded(hash(`${seed}${path}`))
  const between = (min: number, max: number): number => min + Math.floor(fraction() * (max - min + 1))
  return {
    fraction,
    happens: (probability) => fraction() < probability,
    between,
    pick: (choices) => choices[between(0, choices.length - 1)],
    fork: (name) => chanceOf(seed, `${path}/${name}`),
  }
}

/** FNV-1a, 32 bits. */
export function hash(text: string, start = 2_166_136_261): number {
  let value = start
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 16_777_619)
  }
  return value >>> 0
}
