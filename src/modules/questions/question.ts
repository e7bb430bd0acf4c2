import type { Id } from '#kernel/ids'

export type QuestionId = Id<'Question'>
export const questionStates = ['open', 'published', 'private', 'rejected'] as const
export type QuestionState = (typeof questionStates)[number]

export const questionCharsMax = 1000
export const answerCharsMax = 2000
/** Five at once, then one every five minutes: a collector asks two, a program hundreds. */
export const askingBudget = { perMinute: 0.2, burst: 5 } as const
export const emailKeptDays = 90
