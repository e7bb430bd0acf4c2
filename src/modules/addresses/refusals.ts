import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'addresses.not-found': { from: string }
    'addresses.loop': { from: string; to: string }
  }
}

export const addressesRefusals = {
  'addresses.not-found': 404,
  'addresses.loop': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
