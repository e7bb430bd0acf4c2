import type { AccountId } from '#kernel/ids'
import { openConnector } from '#modules/channels'
import { type Cx, inTransaction } from '#platform/cx'
import { compareUnseen, isTooMuch } from './compare.ts'
import type { HandEdits } from './drift.ts'
import { countDrifts, countStanding, countUnseenRead, listUnseen, quietSince, type Unseen } from './queries.ts'
import { saveCompared } from './read-page.ts'
import { stopHealing } from './stop-healing.ts'
import { closeUnseenDrifts, endPass, forgetSightings, type Pass } from './store.ts'

const batchMax = 10
/**
 * Pages move while they are turned, and some vendors show only part of a large inventory: what was not shown is asked for
 * one by one before it counts as missing, so many of each pass.
 */
const unseenReadMax = 200

/** After the last page: looks for what was not shown, then closes the pass. Answers whether there is more to do. */
export async function finishPass(
  cx: Cx,
  accountId: AccountId,
  { pass, handEdits }: { pass: Pass; handEdits: HandEdits },
): Promise<'more' | 'ended'> {
  const since = quietSince(pass.startedAt)
  const readCount = pass.readAt ? await countUnseenRead(cx, pass.id, pass.readAt) : 0
  const unseen = await listUnseen(cx, accountId, { pass: { id: pass.id, since }, limit: batchMax })
  if (unseen.items.length > 0 && readCount < unseenReadMax) {
    await readUnseen(cx, accountId, { pass, handEdits, unseen: unseen.items })
    return 'more'
  }
  await close(cx, accountId, { pass, unreadCount: unseen.total, readCount })
  return 'ended'
}

type Reading = { readonly pass: Pass; readonly handEdits: HandEdits; readonly unseen: readonly Unseen[] }

async function readUnseen(cx: Cx, accountId: AccountId, { pass, handEdits, unseen }: Reading): Promise<void> {
  const { connector, maker } = await openConnector(cx, accountId, 'idle')
  const asked = unseen.slice(0, maker.limits.batchMax)
  const states = await connector.readBack(asked.map(({ remoteId: id, sku, remote: data }) => ({ id, sku, data })))
  const since = quietSince(pass.startedAt)
  await inTransaction(cx, async (tx) => {
    // Asked again now: what was sent or sold while the vendor answered is not judged.
    const { items } = await listUnseen(tx, accountId, { pass: { id: pass.id, since }, limit: batchMax })
    const stillQuiet = new Map(items.map((ours) => [ours.listingId, ours]))
    const compared = asked.flatMap((before, index) => {
      const state = states[index]
      const ours = stillQuiet.get(before.listingId)
      if (!state || !ours) return []
      const item = { remoteId: before.remoteId, sku: before.sku, title: '', state }
      return [{ item, ...compareUnseen(item, ours, handEdits) }]
    })
    await saveCompared(tx, { accountId, passId: pass.id }, compared)
  })
}

type Closing = { readonly pass: Pass; readonly unreadCount: number; readonly readCount: number }

/** What could not be read one by one is taken to be missing in the same share as what was. */
async function close(cx: Cx, accountId: AccountId, { pass, unreadCount, readCount }: Closing): Promise<void> {
  await inTransaction(cx, async (tx) => {
    const driftCount = await countDrifts(tx, pass.id)
    const missingCount = await countDrifts(tx, pass.id, 'missing-there')
    const estimate = readCount > 0 ? Math.round((missingCount / readCount) * unreadCount) : 0
    const comparedCount = await countStanding(tx, accountId)
    if (isTooMuch(driftCount + estimate, comparedCount))
      await stopHealing(tx, accountId, { passId: pass.id, driftCount: driftCount + estimate, comparedCount })
    await closeUnseenDrifts(tx, accountId, pass.id)
    await forgetSightings(tx, accountId, pass.id)
    await endPass(tx, pass.id, { comparedCount, driftCount })
  })
}
