import type { RefusalCode, RefusalStatus } from '#kernel/refusal'
import type { ContrastFault } from './contrast.ts'

declare module '#kernel/refusal' {
  interface RefusalData {
    'theme.stale': { version: number; savedBy: string }
    'theme.unreadable': { faults: readonly ContrastFault[] }
    'theme.not-found': { themeId: string }
    'theme.not-a-logo': Record<never, never>
  }
}

export const themeRefusals = {
  'theme.stale': 409,
  'theme.unreadable': 422,
  'theme.not-found': 404,
  'theme.not-a-logo': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
