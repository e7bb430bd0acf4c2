import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'inbound.incident-not-found': { incidentId: string }
    'inbound.incident-closed': { incidentId: string }
    'inbound.nothing-to-accept': { orderId: string }
  }
}

export const inboundRefusals = {
  'inbound.incident-not-found': 404,
  'inbound.incident-closed': 409,
  'inbound.nothing-to-accept': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
