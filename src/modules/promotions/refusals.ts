import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'promotion.not-found': { promotionId: string }
    /** Somebody saved it meanwhile. */
    'promotion.stale': { promotionId: string; version: number }
    'promotion.code-taken': { code: string }
    /** The last use went to somebody else at this moment. */
    'promotion.used-up': { orderId: string }
    'promotion.group-not-found': { group: string }
    'promotion.ends-before-it-starts': { endsAt: string }
    'cart.code-unknown': { code: string }
    'cart.too-many-codes': { codesMax: number }
  }
}

export const promotionsRefusals = {
  'promotion.not-found': 404,
  'promotion.stale': 409,
  'promotion.code-taken': 409,
  'promotion.used-up': 409,
  'promotion.group-not-found': 422,
  'promotion.ends-before-it-starts': 422,
  'cart.code-unknown': 422,
  'cart.too-many-codes': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
