/** Time in a simulated world: it moves only when nothing is left to do at this moment. */
export type Clock = { now(): Date; readonly ms: number; advanceTo(ms: number): void }

export const secondMs = 1000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

export function createClock(start: string): Clock {
  let current = Date.parse(start)
  return {
    now: () => new Date(current),
    get ms() {
      return current
    },
    advanceTo(ms) {
      current = Math.max(current, ms)
    },
  }
}
