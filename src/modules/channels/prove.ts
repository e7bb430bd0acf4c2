import { Outage } from '#kernel/refusal'
import { inTransaction } from '#platform/cx'
import { settlePollMs } from './ask.ts'
import type { ConnectorLimits, RemoteState } from './connector.ts'
import { exchangeAbout } from './exchange.ts'
import { type Lane, planRows } from './lane.ts'
import { OperationSpent } from './lane-http.ts'
import { type Plan, remoteOf } from './outcomes.ts'
import { pauseMs } from './plan.ts'
import { listUnproven } from './queries.ts'
import { type Proof, postponeProofs, saveProofs } from './store.ts'

const proofsMax = 20
const proofsMs = 3_000
/** After this many differing proofs in a row a person must look: somebody else may be editing there. */
const correctionsMax = 3
/** Polls and pushes bring the order of a sale within minutes; after this long there is none. */
const saleIsHeardOfMs = 3_600_000
const soldLookMs = 600_000

/**
 * Reads back what was sent and not yet proven. Withdrawals go before anything that is published; the rest is proven with
 * requests nobody else needs. A listing that shows something else than it was told is sent again.
 */
export async function prove(lane: Lane, which: 'withdrawn' | 'any'): Promise<'worked' | 'idle'> {
  const limit = proofsAtOnce(lane.maker.limits)
  const rows = await listUnproven(lane.cx, lane.account.id, { which, limit })
  if (rows.length === 0) return 'idle'
  const { connector, http } = lane.connect(which === 'withdrawn' ? 'proof' : 'idle')
  await http.prepay()
  const plans = await planRows(lane, rows)
  try {
    const states = await connector.readBack(plans.flatMap(({ row }) => remoteOf(row) ?? []))
    if (states.length !== plans.length)
      throw new Outage('connector', `read back ${states.length} of ${plans.length} listings`)
    const proofs = plans.flatMap((plan, index) => {
      const state = states[index]
      const exchange = exchangeAbout(http.exchanges, [plan.row.remoteId, plan.row.sku])
      return state ? [{ ...proofOf(lane, plan, state), exchange }] : []
    })
    await inTransaction(lane.cx, (tx) => saveProofs(tx, proofs))
  } catch (error) {
    if (error instanceof OperationSpent) await postpone(lane, plans, error.retryAfterMs ?? settlePollMs)
    throw error
  }
  return 'worked'
}

/** Many vendors show one listing a request: no more than its budget grants in the time a withdrawal may have to wait. */
const proofsAtOnce = ({ batchMax, requestsPerMinute }: ConnectorLimits): number =>
  Math.max(1, Math.min(proofsMax, batchMax, Math.floor((requestsPerMinute * proofsMs) / 60_000)))

const postpone = (lane: Lane, plans: readonly Plan[], retryAfterMs: number): Promise<void> =>
  inTransaction(lane.cx, (tx) =>
    postponeProofs(
      tx,
      plans.map(({ row }) => row.id),
      new Date(lane.now.getTime() + retryAfterMs),
    ),
  )

function proofOf(lane: Lane, plan: Plan, state: RemoteState): Proof {
  const { row } = plan
  const common = { id: row.id, seq: row.wantedSeq, state }
  const differed = row.proof?.differs ?? 0
  if (state.kind === 'settling') {
    const looks = (row.proof?.looks ?? 0) + 1
    return { ...common, differs: differed, isToBeSentAgain: false, looks, notBefore: later(lane, looks) }
  }
  if (state.kind === 'sold' && row.state === 'live' && plan.step === 'settle') return soldProof(lane, plan, state)
  if (isAsTold(plan, state)) return { ...common, differs: 0, isToBeSentAgain: false }
  const differs = differed + 1
  // A copy that is not free and still stands is withdrawn again and again, with pauses that grow.
  const isToBeSentAgain = row.state === 'withdrawn' || differs < correctionsMax
  const notBefore = isToBeSentAgain && differs > 1 ? later(lane, differs) : undefined
  return { ...common, differs, isToBeSentAgain, notBefore, isUndone: state.kind === 'hidden' }
}

/** Its order is on the way. One that never comes was no sale: an own withdrawal that arrived late, or somebody's edit. */
function soldProof(lane: Lane, { row }: Plan, state: RemoteState): Proof {
  const soldSince = row.proof?.soldSince ?? lane.now.toISOString()
  const isNoSale = lane.now.getTime() - Date.parse(soldSince) > saleIsHeardOfMs
  const common = { id: row.id, seq: row.wantedSeq, state, differs: 0 }
  if (isNoSale) return { ...common, isToBeSentAgain: true, isUndone: true }
  return { ...common, isToBeSentAgain: false, soldSince, notBefore: new Date(lane.now.getTime() + soldLookMs) }
}

const later = (lane: Lane, times: number): Date => new Date(lane.now.getTime() + pauseMs(times, true, lane.random))

/** A listing sold there is as told: its order is on the way. A wish that changed meanwhile is judged after its own send. */
function isAsTold({ row, wanted, step }: Plan, state: RemoteState): boolean {
  if (step !== 'settle' || state.kind === 'sold') return true
  if (row.state === 'withdrawn') return state.kind !== 'on-sale'
  if (state.kind !== 'on-sale' || wanted.kind !== 'published') return state.kind === 'on-sale'
  return state.priceMinor === wanted.listing.priceMinor && state.quantity === wanted.listing.quantity
}
