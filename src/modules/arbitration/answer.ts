import { refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx } from '#platform/cx'
import { type Answer, arbitrate } from './arbitrate.ts'
import { findOpenArbitration } from './store.ts'

/**
 * A person says who gets a copy that is held, quoted, packed for a market or unexplained: the waiting order, or whoever has
 * it. Refuses `arbitration.not-open` for what is decided; a payment under way is not asked about.
 */
export const answerArbitration = (cx: MaybeTx, arbitrationId: string, answer: Answer): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const open = await findOpenArbitration(tx, arbitrationId)
    if (open?.state !== 'asking') refuse('arbitration.not-open', { arbitrationId })
    await arbitrate(tx, [{ incidentId: open.incidentId, lineId: open.lineId, answer }])
  })
