import type { VariantId } from '#kernel/ids'

declare module '#platform/outbox' {
  interface EventPayloads {
    /** Copies were received, claimed, sold, freed or moved. Names the variants of the copies and every lot they are part of. */
    'stock.availability-changed': { variantIds: readonly VariantId[] }
  }
}
