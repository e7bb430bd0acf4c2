import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'pricing.price-out-of-range': { variantId: string; priceMinor: number }
    'pricing.channel-is-shop': { channel: string }
  }
}

export const pricingRefusals = {
  'pricing.price-out-of-range': 422,
  'pricing.channel-is-shop': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
