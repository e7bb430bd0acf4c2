import type { Account } from './listing.ts'
import type { ExplainedRow } from './queries-screens.ts'

/** Why what is wanted has not reached the vendor yet; each has words in texts/<lang>/channels.json under `hindrances`. */
export type Hindrance = {
  readonly code: 'credentials-refused' | 'out-of-reach' | 'pausing' | 'operation-waits' | 'retrying' | 'settling'
  readonly since: Date | null
  /** When it is tried again; null when a person must act first. */
  readonly until: Date | null
  /** The vendor's operation that is waited for. */
  readonly operation?: string
}

type Facts = Pick<ExplainedRow, 'isPending' | 'nextTryAt' | 'waitsFor' | 'attempts' | 'wantedAt' | 'proof' | 'proveAt'>
type AccountFacts = Pick<Account, 'breaker' | 'breakerSince' | 'blockedUntil'>

/** The first that applies: what stops the whole account comes before what stops one listing. */
export function hindranceOf(row: Facts, account: AccountFacts, now: Date): Hindrance | null {
  if (!row.isPending) return settling(row)
  const { breaker, breakerSince: since, blockedUntil } = account
  if (breaker === 'refused') return { code: 'credentials-refused', since, until: null }
  if (breaker === 'open') return { code: 'out-of-reach', since, until: blockedUntil }
  if (blockedUntil && blockedUntil > now) return { code: 'pausing', since, until: blockedUntil }
  if (row.nextTryAt <= now) return null
  const waiting = { since: row.wantedAt, until: row.nextTryAt }
  if (row.waitsFor !== null) return { code: 'operation-waits', ...waiting, operation: row.waitsFor }
  return row.attempts > 0 ? { code: 'retrying', ...waiting } : null
}

const settling = ({ proof, proveAt }: Facts): Hindrance | null =>
  proof?.state?.kind === 'settling' ? { code: 'settling', since: null, until: proveAt } : null
