import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'holds.not-found': { holdId: string }
    /** Nothing in the selection is a copy on our shelves; the codes nobody knows are named. */
    'holds.nothing-selected': { unknown: readonly string[]; codes: string }
    'holds.too-many': { count: number; countMax: number }
    'holds.place-not-found': { field: string; place: string }
  }
}

export const holdsRefusals = {
  'holds.not-found': 404,
  'holds.nothing-selected': 422,
  'holds.too-many': 422,
  'holds.place-not-found': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
