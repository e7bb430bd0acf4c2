import type { CartId, CustomerId } from '#kernel/ids'

/** How a customer proved who they are. A passkey is verified by the device and counts for both factors. */
export type SignInMethod = 'link' | 'password' | 'passkey'

export type KeyPurpose = 'sign-in' | 'second-factor' | 'change-email' | 'my-data' | 'passkey-add' | 'passkey-sign-in'

const minuteMs = 60_000

/** How long each key may be shown; all of them are good once. */
export const keyLifeMs: Readonly<Record<KeyPurpose, number>> = {
  'sign-in': 15 * minuteMs,
  'second-factor': 10 * minuteMs,
  'change-email': 60 * minuteMs,
  'my-data': 60 * minuteMs,
  'passkey-add': 5 * minuteMs,
  'passkey-sign-in': 5 * minuteMs,
}

/** A session ends this long after its last use. */
export const sessionLifeMs = 30 * 86_400_000
export const seenEveryMs = 60 * minuteMs
/** Dangerous changes want a proof of identity no older than this. */
export const freshMs = 15 * minuteMs

export const passwordCharsMin = 10
export const passwordCharsMax = 200
export const backupCodesCount = 10
export const passkeysMax = 10

/** Pages one may be sent on to after signing in; anything else in a form is ignored. */
export const nextPages = [
  'account',
  'account-security',
  'account-data',
  'account-addresses',
  'account-mails',
  'checkout',
] as const
export type NextPage = (typeof nextPages)[number]

/** What pages and use cases know of who is signed in. */
export type SignedIn = {
  readonly customerId: CustomerId
  readonly sessionId: string
  readonly name: string
  readonly email: string
  /** The cart that waits for this customer on any device. */
  readonly cartId: CartId | null
  /** Identity was proved minutes ago. */
  readonly isFresh: boolean
}

/** `second-factor`: the first was right, and `key` must come back with a code. */
export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly token: string; readonly customerId: CustomerId; readonly next: string }
  | { readonly kind: 'second-factor'; readonly key: string }
