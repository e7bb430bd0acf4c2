import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'voucher.not-found': { voucherId?: string; code?: string }
    /** Spent, expired or revoked. */
    'voucher.not-usable': { code: string; state: string }
    /** Somebody paid with it at the same moment. */
    'voucher.too-little': { voucherId: string }
    /** Bought with this order and used already: its money cannot go back. */
    'voucher.spent': { code: string }
    'voucher.amount-out-of-range': { amountMinMinor: number; amountMaxMinor: number }
    'voucher.terms-in-the-past': { validFrom: string }
    'voucher.terms-upside-down': { amountMinMinor: number; amountMaxMinor: number }
    /** Too many wrong codes from one place. */
    'voucher.too-many-tries': { retryAfterMs: number }
  }
}

export const vouchersRefusals = {
  'voucher.not-found': 404,
  'voucher.not-usable': 409,
  'voucher.too-little': 409,
  'voucher.spent': 409,
  'voucher.amount-out-of-range': 422,
  'voucher.terms-in-the-past': 422,
  'voucher.terms-upside-down': 422,
  'voucher.too-many-tries': 429,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
