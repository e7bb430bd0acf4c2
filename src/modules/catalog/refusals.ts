import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'catalog.variant-not-found': { variantId: string }
    'catalog.sku-taken': { skus: readonly string[] }
  }
}

export const catalogRefusals = {
  'catalog.variant-not-found': 404,
  'catalog.sku-taken': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
