import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'storefront.name-not-found': { kind: 'artist' | 'label'; slug: string }
    'storefront.product-not-found': { slug: string }
  }
}

export const storefrontRefusals = {
  'storefront.name-not-found': 404,
  'storefront.product-not-found': 404,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
