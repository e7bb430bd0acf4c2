import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'storefront.product-not-found': { slug: string }
  }
}

export const storefrontRefusals = {
  'storefront.product-not-found': 404,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
