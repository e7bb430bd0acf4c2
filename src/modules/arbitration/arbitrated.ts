import type { IncidentId } from '#modules/inbound'
import type { CarriedOut } from './carry-out.ts'
import type { Dispute } from './dispute.ts'
import type { Decision, Verdict } from './rivals.ts'

/** One line decided: what became of whom, for those who are to be told. */
export type Arbitrated = {
  readonly dispute: Dispute
  readonly decision: Decision
  readonly carried: CarriedOut
  /** The incidents it was about, with the party each had asked for. */
  readonly cases: readonly { readonly incidentId: IncidentId; readonly verdict: Verdict }[]
}
