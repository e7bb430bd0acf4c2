import { Outage } from '#kernel/refusal'
import { inTransaction } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import type { Finding, PublishEntry, RemoteState } from './connector.ts'
import type { Lane } from './lane.ts'
import { planRows } from './lane.ts'
import { NotNow } from './lane-http.ts'
import {
  absentOutcome,
  failedOutcome,
  foundOutcome,
  latencyMs,
  type Plan,
  postponedOutcome,
  publicationOutcome,
  remoteOf,
  withdrawalOutcome,
} from './outcomes.ts'
import { withdrawnPrint } from './plan.ts'
import { listUnanswered, listUnproven } from './queries.ts'
import { markSending, type Outcome, type Proof, saveOutcomes, saveProofs } from './store.ts'

const lookUpsMax = 5_000
const settlePollMs = 2_000

/** Takes copies that are not free off the marketplace. May use the whole request budget. */
export async function withdraw(lane: Lane, plans: readonly Plan[]): Promise<void> {
  const { connector, http } = lane.connect('urgent')
  await http.prepay()
  await announce(lane, plans)
  const batch = plans.flatMap((plan) => {
    const remote = remoteOf(plan.row)
    return remote && plan.wanted.kind === 'withheld' ? [{ remote, kind: plan.wanted.how }] : []
  })
  const answers = await answersOrFailure(lane, plans, () => connector.withdraw(batch))
  await record(
    lane,
    zip(plans, answers, (plan, answer) => withdrawalOutcome(plan, answer, lane)),
  )
  for (const [index, { row }] of plans.entries()) {
    if (answers[index]?.kind === 'withdrawn') lane.onWithdrawn(lane.account.channel, latencyMs(row, lane))
  }
}

/** Creates or revises what should be on sale. */
export async function publish(lane: Lane, plans: readonly Plan[]): Promise<void> {
  const { connector, http } = lane.connect('ordinary')
  await http.prepay()
  await announce(lane, plans)
  const answers = await answersOrFailure(lane, plans, () => connector.publish(entriesOf(plans)))
  await record(
    lane,
    zip(plans, answers, (plan, answer) => publicationOutcome(plan, answer, lane)),
  )
}

/** Hands many creations over in one upload; `lookUp` learns later what became of each. */
export async function publishBulk(lane: Lane, plans: readonly Plan[]): Promise<void> {
  const { connector, http } = lane.connect('ordinary')
  const { bulk } = lane.maker.limits
  if (!connector.publishBulk || !bulk) return publish(lane, plans.slice(0, lane.maker.limits.batchMax))
  await http.prepay()
  await announce(lane, plans)
  const upload = connector.publishBulk
  const answers = await answersOrFailure(lane, plans, () => upload(entriesOf(plans)))
  const nextTryAt = new Date(lane.now.getTime() + bulk.pollMs)
  await record(
    lane,
    zip(plans, answers, (plan, answer) => {
      const outcome = publicationOutcome(plan, answer, lane)
      return answer.kind === 'accepted' ? { ...outcome, nextTryAt } : outcome
    }),
  )
}

/** Asks the vendor for every creation of ours that got no answer, before anything is created a second time. */
export async function lookUp(lane: Lane): Promise<void> {
  const rows = await listUnanswered(lane.cx, lane.account.id, lookUpsMax)
  const plans = await planRows(lane, rows)
  const { connector, http } = lane.connect('look-up')
  await http.prepay()
  const traces = rows.map((row) => ({ sku: row.sku, startedAt: row.creatingSince ?? lane.now, data: row.remote }))
  const findings = await connector.findBySku(traces)
  await record(
    lane,
    zip(plans, findings, (plan, finding) => findingOutcome(lane, plan, finding)),
  )
  await proveFound(lane, plans, findings)
}

function findingOutcome(lane: Lane, plan: Plan, finding: Finding): Outcome {
  if (finding.kind === 'found') return foundOutcome(plan, finding, lane)
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
  if (proofs.length > 0) await inTransaction(lane.cx, (tx) => saveProofs(tx, proofs))
}

/** The intent, committed before the first byte leaves: a crash after this line is found by whoever comes next. */
async function announce(lane: Lane, plans: readonly Plan[]): Promise<void> {
  const { canRepeatCreation } = lane.maker.limits
  const rows = plans.map(({ row, wanted, step }) => ({
    id: row.id,
    fingerprint:
      wanted.kind === 'published'
        ? wanted.fingerprint
        : withdrawnPrint(wanted.kind === 'withheld' ? wanted.how : 'held'),
    isCreation: step === 'create' && !canRepeatCreation,
  }))
  await inTransaction(lane.cx, (tx) => markSending(tx, rows))
  faultPoint('channels.after-intent')
}

/** An outage of the whole call is recorded for every entry, then passed on: it ends the lane's run. */
async function answersOrFailure<T>(
  lane: Lane,
  plans: readonly Plan[],
  call: () => Promise<readonly T[]>,
): Promise<readonly T[]> {
  try {
    const answers = await call()
    faultPoint('channels.after-answer')
    return answers
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    const { canRepeatCreation } = lane.maker.limits
    const { message, retryAfterMs } = error
    await record(
      lane,
      plans.map((plan) => {
        const outcome =
          error instanceof NotNow
            ? postponedOutcome(plan, retryAfterMs ?? settlePollMs, lane)
            : failedOutcome(plan, { message, retryAfterMs }, lane)
        return { ...outcome, creatingSince: plan.step === 'create' && !canRepeatCreation ? lane.now : null }
      }),
    )
    throw error
  }
}

const record = (lane: Lane, outcomes: readonly Outcome[]): Promise<void> =>
  inTransaction(lane.cx, (tx) => saveOutcomes(tx, lane.account.id, outcomes))

const entriesOf = (plans: readonly Plan[]): PublishEntry[] =>
  plans.flatMap(({ row, wanted }) =>
    wanted.kind === 'published' ? [{ wanted: wanted.listing, known: remoteOf(row) }] : [],
  )

/** A connector that answers fewer entries than it was asked is broken: that is an outage, not a silent success. */
function zip<T, R>(plans: readonly Plan[], answers: readonly T[], join: (plan: Plan, answer: T) => R): R[] {
  if (plans.length !== answers.length)
    throw new Outage('connector', `answered ${answers.length} of ${plans.length} entries`)
  return plans.flatMap((plan, index) => {
    const answer = answers[index]
    return answer === undefined ? [] : [join(plan, answer)]
  })
}

const proofsMax = 20
/** After this many differing proofs in a row a person must look: somebody else may be editing there. */
const correctionsMax = 3

/**
 * Reads back what was sent and not yet proven, with requests nobody else needs. A listing that shows something else
 * than it was told is sent again.
 */
export async function prove(lane: Lane): Promise<'worked' | 'idle'> {
  const rows = await listUnproven(lane.cx, lane.account.id, Math.min(proofsMax, lane.maker.limits.batchMax))
  if (rows.length === 0) return 'idle'
  const { connector, http } = lane.connect('idle')
  await http.prepay()
  const plans = await planRows(lane, rows)
  const states = await connector.readBack(plans.flatMap(({ row }) => remoteOf(row) ?? []))
  const proofs = plans.flatMap((plan, index) => {
    const state = states[index]
    return state ? [proofOf(plan, state)] : []
  })
  await inTransaction(lane.cx, (tx) => saveProofs(tx, proofs))
  return proofs.length > 0 ? 'worked' : 'idle'
}

function proofOf(plan: Plan, state: RemoteState): Proof {
  const { row } = plan
  const differs = isAsTold(plan, state) ? 0 : (row.proof?.differs ?? 0) + 1
  return { id: row.id, seq: row.wantedSeq, state, differs, isToBeSentAgain: differs > 0 && differs < correctionsMax }
}

/** A listing sold there is as told: its order is on the way. A wish that changed meanwhile is judged after its own send. */
function isAsTold({ row, wanted, step }: Plan, state: RemoteState): boolean {
  if (step !== 'settle' || state.kind === 'sold') return true
  if (row.state === 'withdrawn') return state.kind !== 'on-sale'
  if (state.kind !== 'on-sale' || wanted.kind !== 'published') return state.kind === 'on-sale'
  return state.priceMinor === wanted.listing.priceMinor && state.quantity === wanted.listing.quantity
}
