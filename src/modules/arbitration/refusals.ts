import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    /** Decided already, or nobody is asked about it. */
    'arbitration.not-open': { arbitrationId: string }
  }
}

export const arbitrationRefusals = {
  'arbitration.not-open': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
