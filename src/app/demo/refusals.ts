import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    /** Somebody really bought or sold here: orders that are not about demo copies. */
    'demo.has-real-orders': { orderCount: number }
    'demo.not-loaded': Record<never, never>
    'demo.no-stand-in': { channel: string }
  }
}

export const demoRefusals = {
  'demo.has-real-orders': 409,
  'demo.not-loaded': 409,
  'demo.no-stand-in': 404,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
