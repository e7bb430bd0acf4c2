import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'content.not-found': { articleId: string }
    'content.stale': { articleId: string; version: number; savedBy: string }
    'content.no-text': Record<never, never>
    'content.not-a-picture': { name: string }
  }
}

export const contentRefusals = {
  'content.not-found': 404,
  'content.stale': 409,
  'content.no-text': 422,
  'content.not-a-picture': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
