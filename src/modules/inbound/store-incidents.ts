import { type AccountId, type Id, newId, type OrderId, type VariantId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import type { JsonObject } from '#modules/channels'
import type { Tx } from '#platform/cx'
import { sql } from '#platform/db'

export type IncidentId = Id<'Incident'>

export type NewIncident = {
  /** Any module may have its own; its words are `inbound:incidents.<kind>`. */
  readonly kind: string
  readonly accountId: AccountId | null
  readonly orderId: OrderId | null
  readonly variantId: VariantId | null
  readonly externalId: string | null
  readonly data: JsonObject
}

/**
 * Something a person must look at. The same trouble (kind, account, external id, variant) reported again opens nothing
 * new, also when it was closed meanwhile; the answer is then the id of the first.
 */
export async function openIncident(tx: Tx, incident: NewIncident): Promise<IncidentId> {
  const { kind, accountId, orderId, variantId, externalId, data } = incident
  const { rows } = await sql<{ id: IncidentId }>`
    insert into incidents (id, kind, account_id, order_id, variant_id, external_id, data, opened_at)
    values (${newId<IncidentId>(tx.now())}, ${kind}, ${accountId}, ${orderId}, ${variantId}, ${externalId}, ${JSON.stringify(data)}::jsonb, ${tx.now()})
    on conflict (kind, account_id, external_id, variant_id) do update set kind = excluded.kind
    returning id`.execute(tx.db)
  const [row] = rows
  invariant(row, 'an incident was opened or found')
  return row.id
}

/** 'closed' when it is closed now, 'was-closed' when somebody had closed it before, undefined when there is none. */
export async function closeIncident(
  tx: Tx,
  incidentId: IncidentId,
  resolution: string,
): Promise<'closed' | 'was-closed' | undefined> {
  const { rows } = await sql<{ wasClosed: boolean }>`
    with before as (select id, closed_at is not null as was_closed from incidents where id = ${incidentId} for update),
    closed as (update incidents i set closed_at = ${tx.now()}, closed_by = ${tx.actor.id}, resolution = ${resolution}
      from before b where i.id = b.id and not b.was_closed)
    select was_closed from before`.execute(tx.db)
  const [row] = rows
  return row && (row.wasClosed ? 'was-closed' : 'closed')
}

export async function saveDecision(tx: Tx, incidentId: IncidentId, decision: JsonObject): Promise<void> {
  await sql`
    update incidents set decision = ${JSON.stringify(decision)}::jsonb, decided_at = ${tx.now()} where id = ${incidentId}`.execute(
    tx.db,
  )
}

export async function openIncidentIds(tx: Tx, orderId: OrderId, kinds: readonly string[]): Promise<IncidentId[]> {
  const { rows } = await sql<{ id: IncidentId }>`
    select id from incidents where order_id = ${orderId} and kind = any(${kinds}::text[]) and closed_at is null order by id`.execute(
    tx.db,
  )
  return rows.map(({ id }) => id)
}
