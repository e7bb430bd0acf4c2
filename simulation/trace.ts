import { hash } from './chance.ts'
import type { Clock } from './clock.ts'

/** What happened last, for whoever must understand a failing seed, and a print of everything that ever happened. */
export type Trace = {
  add(text: string): void
  readonly last: readonly string[]
  /** Equal for two runs that did the same things in the same order at the same times. */
  readonly print: number
}

const linesMax = 60

export function createTrace(clock: Clock, hear: (line: string) => void = () => {}): Trace {
  const lines: string[] = []
  let print = 0
  return {
    add(text) {
      const line = `${clock.now().toISOString().slice(5, 23)} ${text}`
      print = hash(line, print)
      lines.push(line)
      if (lines.length > linesMax) lines.shift()
      hear(line)
    },
    get last() {
      return [...lines]
    },
    get print() {
      return print
    },
  }
}
