import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'consent.tracker-unknown': { trackerId: string }
    'consent.tracker-invalid': { identifier: string }
  }
}

export const consentRefusals = {
  'consent.tracker-unknown': 404,
  'consent.tracker-invalid': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
