import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'tax.unit-not-found': { unitId: string }
    /** The sale keeps the scheme it was made under. */
    'tax.already-sold': { unitId: string }
    'tax.margin-is-for-used': { unitId: string }
  }
}

export const taxesRefusals = {
  'tax.unit-not-found': 404,
  'tax.already-sold': 409,
  'tax.margin-is-for-used': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
