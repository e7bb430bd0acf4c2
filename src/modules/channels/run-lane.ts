import type { AccountId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { type Lane, type OnWithdrawn, openLane, planRows, renewLease } from './lane.ts'
import { NotNow } from './lane-http.ts'
import { type Plan, settledOutcome } from './outcomes.ts'
import { pauseMs, urgencies } from './plan.ts'
import { getAccount, listPending } from './queries.ts'
import { lookUp, prove, publish, publishBulk, withdraw } from './send.ts'
import { demote, saveOutcomes } from './store.ts'
import { blockAccount, releaseLease, unblockAccount } from './store-accounts.ts'
import { realTiming, type Timing } from './timing.ts'

export type LaneReport = { readonly kind: 'busy' | 'blocked' | 'done' | 'waits' | 'outage' }
type LaneOptions = Partial<Timing> & {
  readonly isStopping?: () => boolean
  readonly onWithdrawn?: OnWithdrawn
}

const roundsMax = 5_000
const rowsPerRound = 50

/**
 * Brings the marketplace account closer to what is wanted until nothing is left to do now: withdrawals, then
 * publications, prices, contents, proofs. One runner per account across all processes (`busy` for the others). Safe to
 * kill at any moment and to call as often as one likes; an outage ends the run and blocks the account for a while.
 */
export async function runLane(cx: Cx, accountId: AccountId, options: LaneOptions = {}): Promise<LaneReport> {
  const { random, pause, onWithdrawn, isStopping = () => false } = { ...realTiming, ...options }
  const owner = crypto.randomUUID()
  if (!(await renewLease(cx, accountId, owner))) return { kind: 'busy' }
  const beforeRequest = async (): Promise<void> => {
    if (!(await renewLease(cx, accountId, owner))) throw new NotNow('channels', 'another runner took the lane over')
  }
  try {
    for (let round = 0; round < roundsMax && !isStopping(); round += 1) {
      const account = await getAccount(cx, accountId)
      if (account.blockedUntil && account.blockedUntil > cx.now()) return { kind: 'blocked' }
      const lane = await openLane(cx, account, { random, pause, beforeRequest, ...(onWithdrawn && { onWithdrawn }) })
      if ((await runRound(lane)) === 'idle') break
    }
    await unblockAccount(cx, accountId)
    return { kind: 'done' }
  } catch (error) {
    return await reportOutage(cx, { accountId, random }, error)
  } finally {
    await releaseLease(cx, accountId, owner)
  }
}

async function reportOutage(
  cx: Cx,
  { accountId, random }: { accountId: AccountId; random: () => number },
  error: unknown,
): Promise<LaneReport> {
  if (error instanceof NotNow) return { kind: 'waits' }
  if (!(error instanceof Outage)) throw error
  const { failures, label } = await getAccount(cx, accountId)
  const pause = error.retryAfterMs ?? pauseMs(failures, true, random)
  cx.log.warn({ err: error, account: label, pauseMs: pause }, 'marketplace out of reach')
  await blockAccount(cx, accountId, { until: new Date(cx.now().getTime() + pause), message: error.message })
  return { kind: 'outage' }
}

/** One step of one kind, then a fresh look: something more urgent may have come up meanwhile. */
async function runRound(lane: Lane): Promise<'worked' | 'idle'> {
  const plans = await planPending(lane, rowsPerRound)
  if (plans.length === 0) return prove(lane)
  const { batchMax, bulk } = lane.maker.limits
  const of = (...steps: readonly Plan['step'][]): Plan[] => plans.filter(({ step }) => steps.includes(step))

  await settleAndDemote(lane, plans)
  const withdrawals = of('withdraw')
  const creations = of('create')
  if (withdrawals.length > 0) await withdraw(lane, withdrawals.slice(0, batchMax))
  else if (of('look-up').length > 0) await lookUp(lane)
  else if (bulk && creations.length >= bulk.min) await publishBulk(lane, await allCreations(lane, bulk.max))
  else if (of('create', 'revise').length > 0) await publish(lane, of('create', 'revise').slice(0, batchMax))
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
