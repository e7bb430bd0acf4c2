import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'payment.not-found': { paymentId?: string; reference?: string }
    'payment.provider-unknown': { provider: string }
    'payment.key-missing': { field: string }
    'payment.refund-not-due': { paymentId: string }
    'payment.move-not-allowed': { state: string; move: string }
  }
}

export const paymentsRefusals = {
  'payment.not-found': 404,
  'payment.provider-unknown': 422,
  'payment.key-missing': 422,
  'payment.refund-not-due': 409,
  'payment.move-not-allowed': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
