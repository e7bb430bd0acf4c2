import type { VariantId } from '#kernel/ids'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { arbitrate } from './arbitrate.ts'
import { findMissingLine } from './queries.ts'
import { getSettings } from './settings.ts'
import { endArbitration, findOpenArbitration, type OpenArbitration, openArbitrations } from './store.ts'

/** Decides again what waits for copies of these variants. */
export async function review(tx: Tx, variantIds: readonly VariantId[]): Promise<void> {
  for (const open of await openArbitrations(tx, variantIds)) await reviewOne(tx, open)
}

/** Decides again everything that waits, each in a transaction of its own; the time given to a person may be over. */
export async function reviewAll(cx: Cx): Promise<void> {
  for (const { id } of await openArbitrations(cx)) {
    await inTransaction(cx, async (tx) => {
      const open = await findOpenArbitration(tx, id)
      if (open) await reviewOne(tx, open)
    })
  }
}

/** A line that has its copy, and an incident that a person has closed, need no decision any more. */
async function reviewOne(tx: Tx, { id, incidentId, lineId, isIncidentOpen, decideBy }: OpenArbitration): Promise<void> {
  if (!isIncidentOpen || !(await findMissingLine(tx, lineId))) return endArbitration(tx, id)
  const isOver = decideBy !== null && decideBy <= tx.now()
  const answer = isOver ? (await getSettings(tx)).afterAsking : undefined
  await arbitrate(tx, [{ incidentId, lineId, answer }])
}
