import type { Id } from '#kernel/ids'

export type ReviewId = Id<'Review'>

/** What can be said of a copy against its description. */
export const verdicts = ['better', 'as-described', 'worse'] as const
export type Verdict = (typeof verdicts)[number]

export const reviewStates = ['waiting', 'published', 'rejected'] as const
export type ReviewState = (typeof reviewStates)[number]

/** The only grounds on which a review is kept back; shown to everybody on the page of reviews. A bad opinion is none. */
export const rejectionReasons = ['insult', 'personal-data', 'off-topic', 'unlawful', 'advertising'] as const
export type RejectionReason = (typeof rejectionReasons)[number]

/** A parcel needs some days to arrive, and a record some more to be listened to. */
export const invitedAfterDays = 10
export const bodyCharsMax = 2000

/** 'Ada M.' for 'Ada Martin': enough to be a person, too little to be found. */
export function shownName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/)
  const last = rest.at(-1)
  return last ? `${first} ${last.slice(0, 1).toUpperCase()}.` : first
}

/** Of 100 verdicts so many found the copy as described or better; undefined without any. */
export const conformPercent = ({ good, all }: { good: number; all: number }): number | undefined =>
  all === 0 ? undefined : Math.round((good * 100) / all)
