import { setTimeout } from 'node:timers/promises'

export type Pause = (ms: number) => Promise<void>

/** Chance and waiting belong to whoever owns the clock: real in a worker, virtual where time is. */
export type Timing = { readonly random: () => number; readonly pause: Pause }

export const realTiming: Timing = { random: Math.random, pause: (ms) => setTimeout(ms) }
