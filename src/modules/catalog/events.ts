import type { ProductId, VariantId } from '#kernel/ids'

declare module '#platform/outbox' {
  interface EventPayloads {
    /** Products or variants were added or changed in what they say, not in price or stock. */
    'catalog.changed': { productIds: readonly ProductId[]; variantIds: readonly VariantId[] }
  }
}
