import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'audit.drift-not-found': { driftId: string }
    'audit.drift-closed': { driftId: string }
    'audit.decision-not-possible': { decision: string; kind: string; possible: string }
    'audit.variant-missing': { field: string }
    /** The variant has a listing on this account already, or none at all. */
    'audit.not-adoptable': { variantId: string }
    'audit.not-stopped': { accountId: string }
  }
}

export const auditRefusals = {
  'audit.drift-not-found': 404,
  'audit.drift-closed': 409,
  'audit.decision-not-possible': 422,
  'audit.variant-missing': 422,
  'audit.not-adoptable': 409,
  'audit.not-stopped': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
