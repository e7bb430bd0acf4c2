import type { AccountId } from '#kernel/ids'
import { openConnector, type StandingListing } from '#modules/channels'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { faultPoint } from '#platform/fault-points'
import { type Comparison, compare, isTooMuch } from './compare.ts'
import type { HandEdits } from './drift.ts'
import { countDrifts, countStanding, oursOf, quietSince } from './queries.ts'
import { stopHealing } from './stop-healing.ts'
import { closeDrifts, type Pass, saveDrifts, saveSightings, turnPage } from './store.ts'

/**
 * Reads the next page of the account and judges every entry of it. Killed before the end, the page is read again; of two
 * processes that read the same page one keeps what it found.
 */
export async function readPage(
  cx: Cx,
  accountId: AccountId,
  { pass, handEdits }: { pass: Pass; handEdits: HandEdits },
): Promise<void> {
  const { connector } = await openConnector(cx, accountId, 'idle')
  const { items, next } = await connector.listAll(pass.page ?? undefined)
  faultPoint('audit.after-page')
  await inTransaction(cx, async (tx) => {
    if (!(await turnPage(tx, pass, { next, count: items.length }))) return
    const ours = await oursOf(tx, accountId, { items, since: quietSince(pass.startedAt) })
    const compared = items.map((item) => {
      const known = ours.byRemoteId.get(item.remoteId) ?? (item.sku === '' ? undefined : ours.bySku.get(item.sku))
      return { item, ...compare(item, known, handEdits) }
    })
    await saveCompared(tx, { accountId, passId: pass.id }, compared)
    await stopWhenTooMuch(tx, accountId, pass)
  })
}

export type Compared = Comparison & { readonly item: StandingListing }

export async function saveCompared(
  tx: Tx,
  place: { accountId: AccountId; passId: Pass['id'] },
  compared: readonly Compared[],
): Promise<void> {
  await saveSightings(
    tx,
    place,
    compared.map(({ item }) => item),
  )
  await saveDrifts(
    tx,
    place,
    compared.flatMap(({ drifts }) => drifts),
  )
  const judged = compared.filter(({ isJudged }) => isJudged)
  await closeDrifts(
    tx,
    place.accountId,
    judged.map(({ item, drifts }) => ({ remoteId: item.remoteId, kinds: drifts.map(({ kind }) => kind) })),
  )
}

/** In the middle of a pass against all that stands there; at its end `finishPass` knows what was really compared. */
async function stopWhenTooMuch(tx: Tx, accountId: AccountId, pass: Pass): Promise<void> {
  const driftCount = await countDrifts(tx, pass.id)
  const comparedCount = await countStanding(tx, accountId)
  if (isTooMuch(driftCount, comparedCount))
    await stopHealing(tx, accountId, { passId: pass.id, driftCount, comparedCount })
}
