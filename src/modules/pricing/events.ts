import type { VariantId } from '#kernel/ids'

declare module '#platform/outbox' {
  interface EventPayloads {
    /** List prices changed, or a channel's rule did (then every variant is named). */
    'pricing.changed': { variantIds: readonly VariantId[] }
  }
}
