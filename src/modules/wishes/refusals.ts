import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'wish.list-not-found': Record<string, never>
    'wish.not-found': { wishId: string }
    /** There is no such product or artist. */
    'wish.unknown': { what: string }
    /** A search without a word or a filter is everything we sell. */
    'wish.search-empty': Record<string, never>
    'wish.list-full': { wishesMax: number }
    /** The key of a mail that is not known (any more). */
    'wish.alert-unknown': Record<string, never>
  }
}

export const wishesRefusals = {
  'wish.list-not-found': 404,
  'wish.not-found': 404,
  'wish.unknown': 404,
  'wish.search-empty': 422,
  'wish.list-full': 409,
  'wish.alert-unknown': 404,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
