import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'delivery.method-not-found': { code: string }
    'delivery.point-needed': Record<string, never>
    'delivery.slot-needed': Record<string, never>
    'delivery.market-day-needed': Record<string, never>
    /** Two rows for one weight, or none at all. */
    'delivery.rates-unclear': { code: string }
    'delivery.days-reversed': { code: string }
    'delivery.hours-reversed': { opensAt: string; closesAt: string }
    'delivery.not-to-collect': { orderId: string }
  }
}

export const deliveryRefusals = {
  'delivery.method-not-found': 404,
  'delivery.point-needed': 422,
  'delivery.slot-needed': 422,
  'delivery.market-day-needed': 422,
  'delivery.rates-unclear': 422,
  'delivery.days-reversed': 422,
  'delivery.hours-reversed': 422,
  'delivery.not-to-collect': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
