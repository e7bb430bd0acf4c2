import type { AccountId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { LaneLost, NotNow } from './breaker.ts'
import { type Lane, type OnWithdrawn, openLane, planRows, renewLease } from './lane.ts'
import { OperationSpent } from './lane-http.ts'
import { lookUp } from './look-up.ts'
import { type Plan, settledOutcome } from './outcomes.ts'
import { batchOf, urgencies } from './plan.ts'
import { prove } from './prove.ts'
import { getAccount, listPending } from './queries.ts'
import { publish, publishBulk, withdraw } from './send.ts'
import { demote, saveOutcomes } from './store.ts'
import { releaseLease } from './store-accounts.ts'
import { realTiming, type Timing } from './timing.ts'

export type LaneReport = { readonly kind: 'busy' | 'blocked' | 'done' | 'waits' | 'outage' }
type LaneOptions = Partial<Timing> & {
  readonly isStopping?: () => boolean
  readonly onWithdrawn?: OnWithdrawn
}

const roundsMax = 5_000
const rowsPerRound = 50

/**
 * Brings the marketplace account closer to what is wanted until nothing is left to do now: withdrawals and their proofs,
 * then publications, prices, contents, other proofs. One runner per account across all processes (`busy` for the others).
 * Safe to kill at any moment and to call as often as one likes; an outage ends the run and pauses the account.
 */
export async function runLane(cx: Cx, accountId: AccountId, options: LaneOptions = {}): Promise<LaneReport> {
  const { isStopping = () => false, ...run } = { ...realTiming, ...options }
  const owner = crypto.randomUUID()
  if (!(await renewLease(cx, accountId, owner))) return { kind: 'busy' }
  const beforeRequest = async (): Promise<void> => {
    if (!(await renewLease(cx, accountId, owner))) throw new LaneLost('channels', 'another runner took the lane over')
  }
  try {
    for (let round = 0; round < roundsMax && !isStopping(); round += 1) {
      const account = await getAccount(cx, accountId)
      const isBlocked = account.breaker === 'refused' || (account.blockedUntil && account.blockedUntil > cx.now())
      if (isBlocked) return { kind: 'blocked' }
      const lane = await openLane(cx, account, { ...run, beforeRequest })
      if ((await roundWithTurns(lane)) === 'idle') break
    }
    return { kind: 'done' }
  } catch (error) {
    if (error instanceof NotNow) return { kind: 'waits' }
    if (!(error instanceof Outage)) throw error
    cx.log.warn({ err: error, accountId }, 'marketplace out of reach')
    return { kind: 'outage' }
  } finally {
    await releaseLease(cx, accountId, owner)
  }
}

/** An operation whose turn has not come holds up what needs it, and nothing else. */
async function roundWithTurns(lane: Lane): Promise<'worked' | 'idle'> {
  try {
    return await runRound(lane)
  } catch (error) {
    if (error instanceof OperationSpent) return 'worked'
    throw error
  }
}

/** One step of one kind, then a fresh look: something more urgent may have come up meanwhile. */
async function runRound(lane: Lane): Promise<'worked' | 'idle'> {
  const { batchMax, publishMax = batchMax, bulk } = lane.maker.limits
  const plans = await planPending(lane, Math.max(rowsPerRound, batchMax))
  if (plans.length === 0) return prove(lane, 'any')
  const of = (...steps: readonly Plan['step'][]): Plan[] => plans.filter(({ step }) => steps.includes(step))

  await settleAndDemote(lane, plans)
  const withdrawals = of('withdraw')
  const creations = of('create')
  if (withdrawals.length > 0) await withdraw(lane, batchOf(withdrawals, batchMax))
  else if ((await prove(lane, 'withdrawn')) === 'worked') return 'worked'
  else if (of('look-up').length > 0) await lookUp(lane)
  else if (bulk && creations.length >= bulk.min) await publishBulk(lane, await allCreations(lane, bulk.max))
  else if (of('create', 'revise').length > 0) await publish(lane, batchOf(of('create', 'revise'), publishMax))
  return 'worked'
}

const allCreations = async (lane: Lane, countMax: number): Promise<Plan[]> =>
  (await planPending(lane, countMax)).filter(({ step }) => step === 'create')

async function planPending(lane: Lane, countMax: number): Promise<Plan[]> {
  return planRows(lane, await listPending(lane.cx, lane.account, countMax))
}

/** Costs the vendor nothing: what is already so, and what announced itself as more urgent than it is. */
async function settleAndDemote(lane: Lane, plans: readonly Plan[]): Promise<void> {
  const done = plans.filter(({ step }) => step === 'settle').map((plan) => settledOutcome(plan, lane))
  const overrated = plans
    .filter(({ step, row }) => row.urgency === urgencies.withdraw && ['create', 'revise', 'wait'].includes(step))
    .map(({ row }) => ({ id: row.id, seq: row.wantedSeq, urgency: urgencies.publish }))
  if (done.length === 0 && overrated.length === 0) return
  await inTransaction(lane.cx, async (tx) => {
    await saveOutcomes(tx, lane.account.id, done)
    await demote(tx, overrated)
  })
}
