import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'assisted.not-posted': { listingId: string }
    'assisted.mail-unreadable': Record<never, never>
    'assisted.mail-not-found': { saleMailId: string }
    'assisted.mail-decided': { saleMailId: string }
    'assisted.ad-missing': { saleMailId: string }
    'assisted.wrong-address': Record<never, never>
  }
}

export const assistedRefusals = {
  'assisted.not-posted': 409,
  'assisted.mail-unreadable': 422,
  'assisted.mail-not-found': 404,
  'assisted.mail-decided': 409,
  'assisted.ad-missing': 422,
  'assisted.wrong-address': 404,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
