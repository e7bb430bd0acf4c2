import type { Id } from '#kernel/ids'

export type ThreadId = Id<'Thread'>
export const threadStates = ['waiting', 'answered', 'closed'] as const
export type ThreadState = (typeof threadStates)[number]
export type Side = 'visitor' | 'shop'

export const messageCharsMax = 4000
export const writingBudget = { perMinute: 0.2, burst: 5 } as const
