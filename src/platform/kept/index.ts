import type { Cx } from '#platform/cx'

type Argument = string | number
type Read<Arguments extends readonly Argument[], T> = (cx: Cx, ...args: Arguments) => Promise<T>

export type Keeper = {
  /** The same as `read`, asked once for the same arguments until a purge names one of `tags`. */
  keep<Arguments extends readonly Argument[], T>(tags: readonly string[], read: Read<Arguments, T>): Read<Arguments, T>
  /** From now on purges are heard, and only from now on is anything kept. */
  listen(): void
  forget(purged: readonly string[] | 'everything'): void
}

/** What changes by the clock, or by a hand in the database that tells nobody: half a minute at most. */
const freshMs = 30_000
/** Arguments are few (a language, a count); more of them would be a mistake that must not fill the memory. */
const answersMax = 100

type Answer<T> = { readonly value: Promise<T>; readonly freshUntilMs: number }

/**
 * Remembers in this process what every page says and what seldom changes. An answer is put down before it is read, and a purge
 * takes it away, also while it is being read: whoever asks after a purge reads anew.
 */
export function createKeeper({ nowMs }: { nowMs(): number }): Keeper {
  const drops: ((purged: ReadonlySet<string> | 'everything') => void)[] = []
  let isListening = false
  return {
    keep<Arguments extends readonly Argument[], T>(tags: readonly string[], read: Read<Arguments, T>) {
      const answers = new Map<string, Answer<T>>()
      drops.push((purged) => {
        if (purged === 'everything' || tags.some((tag) => purged.has(tag))) answers.clear()
      })
      return (cx: Cx, ...args: Arguments) => {
        if (!isListening) return read(cx, ...args)
        const key = JSON.stringify(args)
        const known = answers.get(key)
        if (known && known.freshUntilMs > nowMs()) return known.value
        if (answers.size >= answersMax) answers.clear()
        const answer = { value: read(cx, ...args), freshUntilMs: nowMs() + freshMs }
        answers.set(key, answer)
        // A failure is told to those who wait for it and kept for nobody else.
        answer.value.catch(() => answers.get(key) === answer && answers.delete(key))
        return answer.value
      }
    },
    listen() {
      isListening = true
    },
    forget(purged) {
      const named = purged === 'everything' ? purged : new Set(purged)
      for (const drop of drops) drop(named)
    },
  }
}
