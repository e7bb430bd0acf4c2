import { inTransaction } from '#platform/cx'
import { ask, settlePollMs } from './ask.ts'
import type { Finding } from './connector.ts'
import { type Lane, planRows } from './lane.ts'
import { OperationSpent } from './lane-http.ts'
import { absentOutcome, foundOutcome, type Plan, postponedOutcome, refusedOutcome, untoldOutcome } from './outcomes.ts'
import { listUnanswered } from './queries.ts'
import { type Outcome, saveOutcomes, saveProofs } from './store.ts'

const lookUpsMax = 5_000

/**
 * Asks the vendor for every creation of ours that got no answer, before anything is created a second time. Urgent when a
 * copy may stand there that is no longer free.
 */
export async function lookUp(lane: Lane): Promise<void> {
  const plans = await planRows(lane, await listUnanswered(lane.cx, lane.account.id, lookUpsMax))
  const isUrgent = plans.some(({ wanted }) => wanted.kind === 'withheld')
  const { connector, http } = lane.connect(isUrgent ? 'urgent' : 'look-up')
  const traces = plans.map(({ row }) => ({
    sku: row.sku,
    startedAt: row.creatingSince ?? lane.now,
    data: row.remote,
  }))
  try {
    const findings = await ask(lane, {
      plans,
      http,
      call: () => connector.findBySku(traces),
      outcomeOf: (plan, finding) => findingOutcome(lane, plan, finding),
    })
    await proveFound(lane, plans, findings)
  } catch (error) {
    if (error instanceof OperationSpent) await waitForTurn(lane, plans, error)
    throw error
  }
}

const waitForTurn = (lane: Lane, plans: readonly Plan[], { operation, retryAfterMs = settlePollMs }: OperationSpent) =>
  inTransaction(lane.cx, (tx) =>
    saveOutcomes(
      tx,
      lane.account.id,
      plans.map((plan) => untoldOutcome(plan, { retryAfterMs, waitsFor: operation }, lane)),
    ),
  )

function findingOutcome(lane: Lane, plan: Plan, finding: Finding): Outcome {
  if (finding.kind === 'found') return foundOutcome(plan, finding, lane)
  if (finding.kind === 'rejected') return refusedOutcome(plan, finding.reasons, lane)
  const ageMs = lane.now.getTime() - (plan.row.creatingSince ?? lane.now).getTime()
  const isBelieved = finding.kind === 'absent' && ageMs >= lane.maker.limits.creationSettlesMs
  if (isBelieved) return absentOutcome(plan, lane)
  const postponed = postponedOutcome(plan, settlePollMs, lane)
  return finding.kind === 'not-yet' && finding.data ? { ...postponed, memory: finding.data } : postponed
}

/** Looking a listing up has read it back: that is its proof. */
async function proveFound(lane: Lane, plans: readonly Plan[], findings: readonly Finding[]): Promise<void> {
  const proofs = plans.flatMap(({ row }, index) => {
    const finding = findings[index]
    if (finding?.kind !== 'found') return []
    return [{ id: row.id, seq: row.wantedSeq, state: finding.state, differs: 0, isToBeSentAgain: false }]
  })
  await inTransaction(lane.cx, (tx) => saveProofs(tx, proofs))
}
