import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'channels.account-not-found': { accountId: string }
    'channels.unknown-channel': { channel: string; known: readonly string[] }
    'channels.label-taken': { label: string }
    'channels.not-by-hand': { channel: string }
    'channels.credentials-refused': { channel: string; message: string }
    'channels.other-seller': { known: string; given: string }
    'channels.listing-not-found': { listingId: string }
  }
}

export const channelsRefusals = {
  'channels.account-not-found': 404,
  'channels.unknown-channel': 422,
  'channels.label-taken': 409,
  'channels.not-by-hand': 409,
  'channels.credentials-refused': 422,
  'channels.other-seller': 409,
  'channels.listing-not-found': 404,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
