import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    /** Address or password is wrong, or there is no such login: never which. */
    'login.refused': Record<never, never>
    'login.code-wrong': Record<never, never>
    /** Used, too old, or never one of ours. */
    'login.link-expired': Record<never, never>
    'login.password-too-short': { charactersMin: number }
    'login.not-fresh': Record<never, never>
    'login.address-taken': Record<never, never>
    'login.passkey-refused': Record<never, never>
    'login.passkeys-full': { passkeysMax: number }
  }
}

export const loginsRefusals = {
  'login.refused': 401,
  'login.code-wrong': 401,
  'login.link-expired': 410,
  'login.password-too-short': 422,
  'login.not-fresh': 403,
  'login.address-taken': 409,
  'login.passkey-refused': 401,
  'login.passkeys-full': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
