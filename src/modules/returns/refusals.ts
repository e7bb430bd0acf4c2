import type { RefusalCode, RefusalStatus } from '#kernel/refusal'
import type { ReturnMove, ReturnState } from './return.ts'

declare module '#kernel/refusal' {
  interface RefusalData {
    'return.not-found': { returnId?: string; number?: string }
    'return.no-lines': Record<never, never>
    /** These lines are on their way back already. */
    'return.already-asked': { orderLineIds: readonly string[] }
    'return.move-not-allowed': { returnId: string; state: ReturnState; move: ReturnMove }
    'return.unit-not-on-it': { unitIds: readonly string[] }
    'return.amount-too-large': { maxMinor: number }
    'return.not-a-picture': { name: string }
    'return.too-many-photos': { photosMax: number }
    'return.photo-not-found': { photoId: string }
    'return.right-lost': { unitIds: readonly string[] }
  }
}

export const returnsRefusals = {
  'return.not-found': 404,
  'return.no-lines': 422,
  'return.already-asked': 409,
  'return.move-not-allowed': 409,
  'return.unit-not-on-it': 422,
  'return.amount-too-large': 422,
  'return.not-a-picture': 422,
  'return.too-many-photos': 422,
  'return.photo-not-found': 404,
  'return.right-lost': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
