import type { Wanted } from './wanted.ts'

/** What the lane knows about a listing when it decides; a subset of the row. */
export type Known = {
  readonly remoteId: string | null
  readonly creatingSince: Date | null
  readonly sentFingerprint: string | null
  /** What was on its way last. */
  readonly sendingFingerprint?: string | null
}

/** The next step that brings the vendor closer to what is wanted. */
export type Step =
  | 'look-up' /* a creation without an answer: find out before anything else */
  | 'withdraw'
  | 'create'
  | 'revise'
  | 'settle' /* the vendor already shows exactly this */
  | 'wait' /* the account is paused */

export function nextStep(known: Known, wanted: Wanted): Step {
  if (known.creatingSince && known.remoteId === null) return 'look-up'
  if (wanted.kind === 'untouched') return 'wait'
  if (wanted.kind === 'withheld') {
    return known.remoteId === null || known.sentFingerprint === withdrawnPrint(wanted.how) ? 'settle' : 'withdraw'
  }
  if (known.remoteId === null) return 'create'
  if (unfinishedWithdrawal(known)) return 'withdraw'
  return known.sentFingerprint === wanted.fingerprint ? 'settle' : 'revise'
}

/**
 * A withdrawal whose answer was lost may have happened. Before anything is put on sale again it is repeated until it is
 * answered, so that nobody takes the vendor's "not for sale" for a sale of theirs.
 */
export function unfinishedWithdrawal({ sentFingerprint, sendingFingerprint }: Known): 'held' | 'gone' | undefined {
  if (sentFingerprint !== null) return undefined
  if (sendingFingerprint === withdrawnPrint('gone')) return 'gone'
  return sendingFingerprint === withdrawnPrint('held') ? 'held' : undefined
}

/** The fingerprint of "nothing to see". A copy held first and sold later is withdrawn a second time, for good. */
export const withdrawnPrint = (how: 'held' | 'gone'): string => `withdrawn:${how}`

/** 0 withdraw, 1 publish, 2 price, 3 content: lanes work in this order. */
export const urgencies = { withdraw: 0, publish: 1, price: 2, content: 3 } as const
export type Urgency = (typeof urgencies)[keyof typeof urgencies]

const firstPauseMs = 1000
const pauseMsMax = { withdraw: 15_000, other: 600_000 }

/**
 * The pause after the n-th failure in a row: doubling, ± 25 % so that many listings do not return at once.
 * Withdrawals are never put off for long.
 */
export function pauseMs(attempts: number, isWithdrawal: boolean, random: () => number): number {
  const longest = isWithdrawal ? pauseMsMax.withdraw : pauseMsMax.other
  const pause = Math.min(longest, firstPauseMs * 2 ** Math.min(attempts, 20))
  return Math.round(pause * (0.75 + random() * 0.5))
}

/**
 * What goes into one call: fresh entries together; those that failed before by halves, so that one entry the vendor
 * chokes on is alone after a few calls and its neighbours are through. The most urgent entry says which kind goes first.
 */
export function batchOf<P extends { readonly row: { readonly attempts: number } }>(
  plans: readonly P[],
  batchMax: number,
): P[] {
  const isFresh = ({ row }: P): boolean => row.attempts === 0
  const [first] = plans
  if (!first) return []
  if (isFresh(first)) return plans.filter(isFresh).slice(0, batchMax)
  const failed = plans.filter((plan) => !isFresh(plan))
  return failed.slice(0, Math.min(batchMax, Math.ceil(failed.length / 2)))
}
