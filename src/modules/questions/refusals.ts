import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'question.not-found': { questionId: string }
    'question.no-answer': { questionId: string }
    'question.product-unknown': { productId: string }
  }
}

export const questionsRefusals = {
  'question.not-found': 404,
  'question.no-answer': 422,
  'question.product-unknown': 404,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
