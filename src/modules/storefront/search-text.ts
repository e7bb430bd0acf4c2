/** What a buyer typed, as words and as a PostgreSQL text query. */

const wordsMax = 12
const wordCharactersMax = 40

/** Letters and digits only, in the order typed: "l'aigle  noir!" is l, aigle, noir. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, wordsMax)
    .map((word) => word.slice(0, wordCharactersMax))

/** Every word must occur; the last one may still be being typed, so it matches as a beginning. Null without words. */
export function textQuery(text: string): string | null {
  const words = wordsOf(text)
  if (words.length === 0) return null
  return words.map((word, index) => (index === words.length - 1 ? `${word}:*` : word)).join(' & ')
}

/** Typing faults between two words: inserts, deletions, replacements and swaps of neighbours (Damerau, restricted). */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1]
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      const costs = [at(previous, column) + 1, at(current, column - 1) + 1, at(previous, column - 1) + (isSame ? 0 : 1)]
      current.push(Math.min(...costs, isSwap ? at(beforePrevious, column - 2) + 1 : Number.POSITIVE_INFINITY))
    }
    beforePrevious = previous
    previous = current
  }
  return at(previous, b.length)
}

const at = (values: readonly number[], index: number): number => values[index] ?? 0
