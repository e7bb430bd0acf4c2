import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    /** Nobody holds it: it can go into the cart at once. */
    'waiting.copy-free': { variantId: string }
    /** Sold: it does not come back. */
    'waiting.copy-sold': { variantId: string }
    'waiting.copy-yours': { variantId: string }
    /** The pieces of a lot come free one by one; wait for the pieces. */
    'waiting.lot': { variantId: string }
    'waiting.line-full': { entriesMax: number }
    'waiting.not-found': Record<string, never>
    /** The quarter of an hour is over and the copy went to the next. */
    'waiting.offer-lapsed': { entryId: string }
  }
}

export const waitingRefusals = {
  'waiting.copy-free': 409,
  'waiting.copy-sold': 409,
  'waiting.copy-yours': 409,
  'waiting.lot': 422,
  'waiting.line-full': 409,
  'waiting.not-found': 404,
  'waiting.offer-lapsed': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
