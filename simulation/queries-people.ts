import type { OrderId, UnitId, VariantId } from '#kernel/ids'
import type { IncidentId } from '#modules/inbound'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

/** What people in the shop see on their screens. */
export async function unitsToCheck(cx: Cx): Promise<UnitId[]> {
  const { rows } = await sql<{ id: UnitId }>`
    select u.id from units u join places p on p.id = u.place_id where p.code = 'TO-CHECK' order by u.id limit 20`.execute(
    cx.db,
  )
  return rows.map(({ id }) => id)
}

export async function awaitedOrders(cx: Cx): Promise<OrderId[]> {
  const { rows } = await sql<{ id: OrderId }>`
    select id from orders where state = 'placed' and payment_method = 'bank-transfer' order by placed_at, id limit 1`.execute(
    cx.db,
  )
  return rows.map(({ id }) => id)
}

/** Cancellations there need no decision, only eyes. */
export async function incidentsToRead(cx: Cx): Promise<IncidentId[]> {
  const { rows } = await sql<{ id: IncidentId }>`
    select id from incidents where closed_at is null and kind = 'cancelled-remotely' order by opened_at, id limit 5`.execute(
    cx.db,
  )
  return rows.map(({ id }) => id)
}

/** Labels of copies, as a person scans them. */
export async function codesOf(cx: Cx, variantIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from units where variant_id = any (${variantIds}::uuid[]) order by code`.execute(cx.db)
  return rows.map(({ code }) => code)
}

/** A hold of this name that still holds something. */
export async function findHold(cx: Cx, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from holds where name = ${name}`.execute(cx.db)
  return rows[0]?.id
}

/** Accounts whose credentials a vendor refused: nothing is sent or asked until a person connects them again. */
export async function refusedAccounts(cx: Cx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from channel_accounts where breaker = 'refused' order by created_at, id`.execute(cx.db)
  return rows.map(({ id }) => id)
}

/** Used copies that stand in the shop and nobody holds. */
export async function freeCopies(cx: Cx): Promise<VariantId[]> {
  const { rows } = await sql<{ variantId: VariantId }>`
    select u.variant_id from units u join variants v on v.id = u.variant_id join places p on p.id = u.place_id
    where v.condition = 'used' and p.kind = 'shelf' and not exists (select 1 from claims c where c.unit_id = u.id and c.ended_at is null)
    order by u.variant_id`.execute(cx.db)
  return rows.map(({ variantId }) => variantId)
}
