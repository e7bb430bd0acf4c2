import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    /** Somebody was faster, or the copies are not on a shelf. One of the two lists names what could not be had. */
    'stock.taken': { unitIds?: readonly string[]; variantIds?: readonly string[] }
    'stock.unit-not-found': { unitId?: string; code?: string }
    'stock.place-not-found': { code: string }
    'stock.unit-held': { unitIds: readonly string[] }
  }
}

export const stockRefusals = {
  'stock.taken': 409,
  'stock.unit-not-found': 404,
  'stock.place-not-found': 404,
  'stock.unit-held': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
