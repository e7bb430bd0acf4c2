import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'banners.not-found': { bannerId: string }
    'banners.stale': Record<never, never>
  }
}

export const bannersRefusals = {
  'banners.not-found': 404,
  'banners.stale': 409,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
