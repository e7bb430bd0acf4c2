export { addDays, noonOf, parisDay, parisInstant, parisTime, weekdayOf } from './paris.ts'

/** Where time comes from: `systemClock` in the product, a hand-moved one in tests and in the simulation. */
type Clock = { readonly now: () => Date }

export const systemClock: Clock = { now: () => new Date() }

export const minutesFrom = (start: Date, minutes: number): Date => new Date(start.getTime() + minutes * 60_000)
