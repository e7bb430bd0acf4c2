import type { OrderId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { JsonObject } from '#modules/channels'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { closeIncident, type IncidentId, openIncidentIds, saveDecision } from './store-incidents.ts'

/** A person has decided. Refuses `inbound.incident-not-found`, `inbound.incident-closed`. */
export const resolveIncident = (cx: Cx, incidentId: IncidentId, resolution: string): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const before = await closeIncident(tx, incidentId, resolution)
    if (before === undefined) refuse('inbound.incident-not-found', { incidentId })
    if (before === 'was-closed') refuse('inbound.incident-closed', { incidentId })
  })

/** What was decided and why, as data: `inbound:decisions.<what>` is the sentence, the other fields are its values. */
export type IncidentDecision = JsonObject & { readonly what: string }

/**
 * A program has decided, and nothing is left to do for a person: the incident is closed with what was decided. Settling it
 * again changes nothing. Refuses `inbound.incident-not-found`.
 */
export async function settleIncident(
  tx: Tx,
  { incidentId, resolution, decision }: { incidentId: IncidentId; resolution: string; decision?: IncidentDecision },
): Promise<void> {
  const before = await closeIncident(tx, incidentId, resolution)
  if (before === undefined) refuse('inbound.incident-not-found', { incidentId })
  if (before === 'closed' && decision) await saveDecision(tx, incidentId, decision)
}

/** What a program found out or proposes while a person still has to act: kept beside the open incident. */
export const noteDecision = (tx: Tx, incidentId: IncidentId, decision: IncidentDecision): Promise<void> =>
  saveDecision(tx, incidentId, decision)

/** The sale is over there: what was still to be decided about it has settled itself. */
export async function settleOrderIncidents(tx: Tx, orderId: OrderId, kinds: readonly string[]): Promise<void> {
  for (const incidentId of await openIncidentIds(tx, orderId, kinds)) {
    await settleIncident(tx, { incidentId, resolution: 'cancelled there', decision: { what: 'cancelled-there' } })
  }
}
