import type { OrderId, VariantId } from '#kernel/ids'

declare module '#platform/outbox' {
  interface EventPayloads {
    'order.placed': { orderId: OrderId }
    'order.paid': { orderId: OrderId }
    'order.packed': { orderId: OrderId }
    'order.sent': { orderId: OrderId }
    'order.cancelled': { orderId: OrderId; reason: string }
    /** A marketplace sold copies that somebody else had already; the order exists, these lines have no copy. */
    'order.conflicted': { orderId: OrderId; variantIds: readonly VariantId[] }
  }
}
