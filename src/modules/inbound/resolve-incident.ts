import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction } from '#platform/cx'
import { closeIncident, type IncidentId } from './store.ts'

/** A person has decided. Refuses `inbound.incident-not-found`, `inbound.incident-closed`. */
export const resolveIncident = (cx: Cx, incidentId: IncidentId, resolution: string): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const before = await closeIncident(tx, incidentId, resolution)
    if (before === undefined) refuse('inbound.incident-not-found', { incidentId })
    if (before === 'was-closed') refuse('inbound.incident-closed', { incidentId })
  })
