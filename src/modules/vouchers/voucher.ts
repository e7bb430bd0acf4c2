import { newCode } from '#kernel/ids'

/** What a buyer says about a voucher they give. */
export type Gift = {
  readonly recipientName: string
  /** Null: the buyer prints it or passes it on. */
  readonly recipientEmail: string | null
  readonly senderName: string
  readonly message: string
  /** '2026-12-24', in Paris; null: at once. */
  readonly sendOn: string | null
}

const voucherPrefix = 'BON'
const characters = 10

/** BON-7K3Q9-2MDXF: 49 random bits, so that guessing one is hopeless even without a rate limit. */
export function drawVoucherCode(): string {
  const [, drawn = ''] = newCode(voucherPrefix, characters).split('-')
  return `${voucherPrefix}-${drawn.slice(0, 5)}-${drawn.slice(5)}`
}

const pattern = /^BON-?([A-Z0-9]{5})-?([A-Z0-9]{5})$/

/** The code as it is stored; undefined for what cannot be a voucher's code. */
export function voucherCodeIn(text: string): string | undefined {
  const match = pattern.exec(text.trim().toUpperCase().replaceAll(/\s+/g, ''))
  return match ? `${voucherPrefix}-${match[1]}-${match[2]}` : undefined
}

export type VoucherState = 'usable' | 'spent' | 'expired' | 'revoked'

export function voucherState(
  now: Date,
  voucher: { balanceMinor: number; expiresAt: Date | null; revokedAt: Date | null },
): VoucherState {
  if (voucher.revokedAt) return 'revoked'
  if (voucher.expiresAt && voucher.expiresAt <= now) return 'expired'
  return voucher.balanceMinor > 0 ? 'usable' : 'spent'
}
