import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'catalog.product-not-found': { productId: string }
    'catalog.slug-empty': { words: string }
    'catalog.slug-taken': { slug: string }
    'catalog.variant-not-found': { variantId: string }
    'catalog.sku-taken': { skus: readonly string[] }
    'catalog.not-a-picture': { name: string }
    'catalog.too-many-photos': { photosMax: number }
    'catalog.photo-not-found': { photoId: string }
  }
}

export const catalogRefusals = {
  'catalog.product-not-found': 404,
  'catalog.slug-empty': 422,
  'catalog.slug-taken': 409,
  'catalog.variant-not-found': 404,
  'catalog.sku-taken': 409,
  'catalog.not-a-picture': 422,
  'catalog.too-many-photos': 409,
  'catalog.photo-not-found': 404,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
