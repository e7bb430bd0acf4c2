import type { RefusalCode, RefusalStatus } from '#kernel/refusal'

declare module '#kernel/refusal' {
  interface RefusalData {
    'message.thread-not-found': Record<never, never>
    'message.empty': Record<never, never>
  }
}

export const messagesRefusals = {
  'message.thread-not-found': 404,
  'message.empty': 422,
} as const satisfies Partial<Record<RefusalCode, RefusalStatus>>
