import { Outage } from '#kernel/refusal'

/**
 * One per account. `closed`: business as usual. `open`: the vendor was out of reach several times in a row; after a pause
 * one call probes it, the others wait for what it learns. `refused`: the vendor no longer takes our credentials.
 */
export type BreakerState = 'closed' | 'open' | 'refused'

export type Breaker = {
  readonly breaker: BreakerState
  readonly failures: number
  readonly blockedUntil: Date | null
}

/** The vendor no longer accepts our credentials: a person must connect the account again. Until then, an outage. */
export class CredentialsRefused extends Outage {}

/** Our own doing, no fault of the vendor: no tokens left, nobody may ask now, or another runner took the lane over. */
export class NotNow extends Outage {}

/** Another runner sends for this account now; what this one announced is found there. */
export class LaneLost extends NotNow {}

/** Outages in a row that open the breaker. Before that each only makes a short pause. */
export const outagesMax = 3
/** An expired token often is accepted again a moment later; the second refusal in a row is believed. */
export const refusalsMax = 2

const firstPauseMs = 1000
/** One request every half minute burdens no vendor, and a minute more may cost a double sale. */
const pauseMsMax = 30_000

/** 1 s, 2 s, 4 s … 30 s, ± 25 % so that processes and accounts do not return at once. */
export const breakerPauseMs = (failuresBefore: number, random: () => number): number =>
  Math.round(Math.min(pauseMsMax, firstPauseMs * 2 ** Math.min(failuresBefore, 20)) * (0.75 + random() * 0.5))

/** How long the others wait for the call that probes; longer than any single request may take. */
export const probeMs = 20_000

export type Admission = 'free' | 'probe' | { readonly retryAfterMs: number }

/** May a call go out now? `probe`: only the one that wins the turn may. */
export function admission({ breaker, blockedUntil }: Breaker, now: Date): Admission {
  if (breaker === 'refused') return { retryAfterMs: pauseMsMax }
  const waitMs = (blockedUntil?.getTime() ?? 0) - now.getTime()
  if (waitMs > 0) return { retryAfterMs: waitMs }
  return breaker === 'open' ? 'probe' : 'free'
}
