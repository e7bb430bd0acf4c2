import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'collections.not-found': { collectionId: string }
    'collections.stale': { version: number; savedBy: string }
    'collections.no-text': Record<never, never>
    'collections.unknown-products': { slugs: string }
  }
}

export const collectionsRefusals = {
  'collections.not-found': 404,
  'collections.stale': 409,
  'collections.no-text': 422,
  'collections.unknown-products': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
