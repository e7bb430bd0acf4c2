import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'team.token-not-found': { tokenId: string }
    'team.owner-exists': Record<never, never>
    'team.setup-link-not-valid': Record<never, never>
    'team.user-not-found': { email: string }
    'team.email-taken': { email: string }
    'team.scope-not-yours': { scopes: readonly string[] }
    'team.job-not-found': { jobId: string }
    'team.mail-not-found': { mailId: string }
  }
}

export const teamRefusals = {
  'team.token-not-found': 404,
  'team.owner-exists': 409,
  'team.setup-link-not-valid': 403,
  'team.user-not-found': 404,
  'team.email-taken': 409,
  'team.scope-not-yours': 403,
  'team.job-not-found': 404,
  'team.mail-not-found': 404,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
