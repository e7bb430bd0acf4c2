import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'review.not-found': { reviewId: string }
    'review.not-invited': Record<never, never>
    'review.written-already': Record<never, never>
    'review.line-unknown': { orderLineId: string }
    'review.not-published': { reviewId: string }
  }
}

export const reviewsRefusals = {
  'review.not-found': 404,
  'review.not-invited': 404,
  'review.written-already': 409,
  'review.line-unknown': 422,
  'review.not-published': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
