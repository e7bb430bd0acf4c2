import type { AccountId } from '#kernel/ids'
import { Outage } from '#kernel/refusal'
import { NotNow, noteAccount, openConnector, requestProof, resendListings } from '#modules/channels'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import type { Act, DueDrift } from './drift.ts'
import { ordersHeardSince } from './queries.ts'
import { changeDrift, lockDueDrifts } from './store.ts'

const healedAtOnceMax = 20

/**
 * Heals what is safe to heal: what stands though it must not is withdrawn, what is gone though it is free is put on sale
 * again, what was changed by hand is said again. The lane does the sending, and derives afresh what is right. Answers how
 * many were acted upon.
 */
export async function healDrifts(cx: Cx, accountId: AccountId): Promise<number> {
  const ending: DueDrift[] = []
  const healed = await inTransaction(cx, async (tx) => {
    const due = await lockDueDrifts(tx, accountId, healedAtOnceMax)
    let count = 0
    for (const drift of due) {
      if (isToBeEnded(drift)) ending.push(drift)
      else if (await healByLane(tx, accountId, drift)) count += 1
    }
    return count
  })
  for (const drift of ending) await endThere(cx, accountId, drift)
  return healed + ending.length
}

/** A remote id that is not our listing's own: the lane knows nothing of it. */
const isToBeEnded = ({ kind, decision, remoteId, listingRemoteId }: DueDrift): boolean =>
  decision === 'end' ||
  kind === 'duplicate-there' ||
  kind === 'unknown-listing' ||
  (kind === 'relisted-there' && remoteId !== listingRemoteId)

async function healByLane(tx: Tx, accountId: AccountId, drift: DueDrift): Promise<boolean> {
  const { id, kind, listingId, listingState, seenAt } = drift
  if (listingId === null || drift.isOutdated) {
    await changeDrift(tx, id, { state: 'closed', closedAs: 'gone' })
    return false
  }
  // A sale there that we have not heard of looks the same: its order must have had its chance to arrive.
  if (mayBeSale.has(kind) && !(await ordersHeardSince(tx, accountId, seenAt))) {
    await noteAccount(tx, accountId, { polls: 'now' })
    return false
  }
  const act: Act = kind === 'relisted-there' && listingState === 'withdrawn' ? 'proof-requested' : 'sent-again'
  if (act === 'proof-requested') await requestProof(tx, [listingId])
  else await resendListings(tx, [listingId], kind === 'relisted-there' || kind === 'quantity-edited' ? 0 : 1)
  await changeDrift(tx, id, { state: 'acted', act })
  return true
}

const mayBeSale: ReadonlySet<string> = new Set(['ended-there', 'missing-there', 'quantity-edited'])

/** Ends this one listing at the vendor. Killed between its answer and our note, it is ended a second time, which is harmless. */
async function endThere(cx: Cx, accountId: AccountId, { id, remoteId, sku }: DueDrift): Promise<void> {
  const failure = await withdraw(cx, accountId, { id: remoteId, sku, data: {} })
  await inTransaction(cx, (tx) =>
    changeDrift(tx, id, failure === undefined ? { state: 'acted', act: 'ended' } : { state: 'asking', failure }),
  )
}

type Remote = { readonly id: string; readonly sku: string; readonly data: Record<string, never> }

/** Undefined when it is done, otherwise the vendor's words. */
async function withdraw(cx: Cx, accountId: AccountId, remote: Remote): Promise<string | undefined> {
  const { connector } = await openConnector(cx, accountId, 'urgent')
  try {
    const [answer] = await connector.withdraw([{ remote, kind: 'gone' }])
    if (answer?.kind === 'withdrawn') return undefined
    return answer?.kind === 'rejected'
      ? answer.reasons.map(({ message }) => message).join(' ')
      : (answer?.message ?? '')
  } catch (error) {
    if (error instanceof NotNow || !(error instanceof Outage)) throw error
    return error.message
  }
}
