export type Status = 'ok' | 'watch' | 'risk' | 'over'
export const statuses = ['ok', 'watch', 'risk', 'over'] as const satisfies readonly Status[]

export const worstOf = (found: readonly Status[]): Status =>
  found.reduce<Status>((worst, status) => (statuses.indexOf(status) > statuses.indexOf(worst) ? status : worst), 'ok')

/** A rate as of now. "If one more is cancelled you are at `ifOneMoreBasisPoints`, the limit is `limitBasisPoints`." */
export type RateMeasure = {
  readonly kind: 'rate'
  readonly name: string
  readonly status: Status
  readonly valueBasisPoints: number
  readonly ifOneMoreBasisPoints: number
  readonly limitBasisPoints: number
  readonly faults: number
  readonly sales: number
  /** How many more faults the limit still bears, today. */
  readonly faultsLeft: number
  /** Copies whose double sale is not decided yet: each may become a fault. */
  readonly openRisks: number
  readonly windowDays: number
  /** Days until the vendor judges; null where it does so all the time. */
  readonly daysLeft: number | null
}

/** Orders that have waited too long for a word from the seller. */
export type SilenceMeasure = {
  readonly kind: 'silence'
  readonly name: string
  readonly status: Status
  readonly hoursMax: number
  readonly orders: readonly { readonly orderId: string; readonly number: string; readonly hoursLeft: number }[]
}

export type Measure = RateMeasure | SilenceMeasure
