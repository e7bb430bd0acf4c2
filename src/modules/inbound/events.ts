import type { AccountId, OrderId, VariantId } from '#kernel/ids'
import type { IncidentId } from './store-incidents.ts'

declare module '#platform/outbox' {
  interface EventPayloads {
    /** A marketplace, or the stall (no account), sold copies that somebody else has: the order exists, these variants' lines have no copy. */
    'sale.conflicted': {
      incidentId: IncidentId
      orderId: OrderId
      accountId: AccountId | null
      variantIds: readonly VariantId[]
    }
  }
}
