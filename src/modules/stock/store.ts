import type { RawBuilder } from 'kysely'
import type { PlaceId, UnitId, VariantId } from '#kernel/ids'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import { emittedFrom } from '#platform/outbox'
import { type ClaimedVariant, type Hold, type Holder, inLockOrder, type VariantQuantity } from './stock.ts'

export type ClaimOutcome = { readonly blocked: readonly UnitId[]; readonly variantIds: readonly VariantId[] }

export async function claimUnitRows(tx: Tx, unitIds: readonly UnitId[], hold: Hold): Promise<ClaimOutcome> {
  const sorted = inLockOrder(unitIds)
  const { rows } = await sql<ClaimOutcome>`
    select claim_units(${sorted}::uuid[], ${hold.kind}, ${hold.holder}, ${hold.expiresAt}, ${tx.now()}, ${tx.actor.id}) as blocked,
      variants_of_units(${sorted}::uuid[]) as variant_ids`.execute(tx.db)
  return rows[0] ?? { blocked: [], variantIds: [] }
}

/**
 * Claiming variants as parts of a statement: the CTE `claimed` (variant_id, unit_id; a variant that could not be had in
 * full has one row without a unit, its claims undone) and the news of it. See docs/decisions/0012.
 */
export function claimingVariants(
  tx: Tx,
  wants: readonly VariantQuantity[],
  { kind, holder, expiresAt }: Hold,
): RawBuilder<unknown> {
  const facts = sql`
    select jsonb_build_object('variantIds', to_jsonb(variants_of_units(array_agg(unit_id)))) as payload
    from claimed where unit_id is not null having count(*) > 0`
  return sql`
    claimed as materialized (
      select variant_id, unit_id from claim_variants(${wants.map((want) => want.variantId)}::uuid[],
        ${wants.map((want) => want.quantity)}::int[], ${kind}, ${holder}, ${expiresAt}, ${tx.now()}, ${tx.actor.id})
    ), claims_announced as (${emittedFrom(tx, 'stock.availability-changed', facts)})`
}

export async function claimVariantRows(
  tx: Tx,
  wants: readonly VariantQuantity[],
  hold: Hold,
): Promise<ClaimedVariant[]> {
  const { rows } = await sql<{ variantId: VariantId; unitId: UnitId | null }>`
    with ${claimingVariants(tx, wants, hold)} select variant_id, unit_id from claimed`.execute(tx.db)
  return wants.map(({ variantId }) => ({
    variantId,
    unitIds: rows.flatMap((row) => (row.variantId === variantId && row.unitId ? [row.unitId] : [])),
  }))
}

export async function variantsOfUnits(cx: Cx, unitIds: readonly UnitId[]): Promise<VariantId[]> {
  const { rows } = await sql<{
    variantIds: VariantId[]
  }>`select variants_of_units(${unitIds}::uuid[]) as variant_ids`.execute(cx.db)
  return rows[0]?.variantIds ?? []
}

/** Answers the units that `fromHolder` no longer had. */
export async function transferClaimRows(
  tx: Tx,
  unitIds: readonly UnitId[],
  fromHolder: Holder,
  hold: Hold,
): Promise<ClaimOutcome> {
  const sorted = inLockOrder(unitIds)
  const { rows } = await sql<ClaimOutcome>`
    select transfer_claims(${sorted}::uuid[], ${fromHolder}, ${hold.kind}, ${hold.holder}, ${hold.expiresAt}, ${tx.now()}, ${tx.actor.id})
      as blocked, variants_of_units(${sorted}::uuid[]) as variant_ids`.execute(tx.db)
  return rows[0] ?? { blocked: [], variantIds: [] }
}

export async function endClaimRows(
  tx: Tx,
  holder: Holder,
  unitIds: readonly UnitId[] | undefined,
  reason: string,
): Promise<UnitId[]> {
  const { rows } = await sql<{ ended: UnitId[] }>`
    select end_claims(${holder}, ${unitIds ?? null}::uuid[], ${reason}, ${tx.now()}, ${tx.actor.id}) as ended`.execute(
    tx.db,
  )
  return rows[0]?.ended ?? []
}

/** Skips claims that somebody is taking over right now: they end them as expired themselves. */
export async function expireClaimRows(tx: Tx, claimsMax: number): Promise<UnitId[]> {
  const { rows } = await sql<{ unitId: UnitId }>`
    with expired as (
      select id from claims where ended_at is null and expires_at <= ${tx.now()}
      order by expires_at limit ${claimsMax} for update skip locked)
    update claims c set ended_at = ${tx.now()}, end_reason = 'expired', changed_by = ${tx.actor.id}
    from expired where c.id = expired.id
    returning c.unit_id`.execute(tx.db)
  return rows.map((row) => row.unitId)
}

export type NewUnit = {
  readonly id: UnitId
  readonly variantId: VariantId
  readonly code: string
  readonly placeCode: string
  readonly costMinor: number | null
  /** Null: the default of the regime and the condition. */
  readonly taxScheme: 'normal' | 'margin' | null
}

/** One statement for any number of units; a unit whose code is already in use is left out and drawn again by the caller. */
export async function insertUnits(tx: Tx, units: readonly NewUnit[]): Promise<UnitId[]> {
  const { rows } = await sql<{ id: UnitId }>`
    with wanted as (
      select r.id, r.variant_id, r.code, p.id as place_id, r.cost_minor, r.tax_scheme
      from jsonb_to_recordset(${JSON.stringify(units.map(toColumns))}::jsonb)
        as r (id uuid, variant_id uuid, code text, place_code text, cost_minor int, tax_scheme text)
      join places p on p.code = r.place_code and p.kind = 'shelf'
    ), added as (
      insert into units (id, variant_id, code, place_id, cost_minor, tax_scheme, received_at)
      select id, variant_id, code, place_id, cost_minor, coalesce(tax_scheme, default_tax_scheme(variant_id, ${tx.now()})), ${tx.now()} from wanted
      on conflict (code) do nothing
      returning id, place_id
    ), moved as (
      insert into movements (unit_id, from_place_id, to_place_id, reason, moved_at, moved_by)
      select added.id, supplier.id, added.place_id, 'received', ${tx.now()}, ${tx.actor.id}
      from added, places supplier where supplier.kind = 'supplier' order by added.id
    )
    select id from added`.execute(tx.db)
  return rows.map((row) => row.id)
}

const toColumns = (unit: NewUnit) => ({
  id: unit.id,
  variant_id: unit.variantId,
  code: unit.code,
  place_code: unit.placeCode,
  cost_minor: unit.costMinor,
  tax_scheme: unit.taxScheme,
})

export async function insertPlaces(
  tx: Tx,
  places: readonly { id: PlaceId; code: string; position: number }[],
): Promise<void> {
  if (places.length === 0) return
  await tx.db
    .insertInto('places')
    .values(places.map((place) => ({ ...place, kind: 'shelf' })))
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute()
}

export type Move = { readonly toPlaceCode: string; readonly reason: string; readonly reference: string }

/** Locks the units in order, writes a movement for each that is elsewhere, and answers what moved. */
export async function moveUnitRows(tx: Tx, unitIds: readonly UnitId[], move: Move): Promise<UnitId[]> {
  const { rows } = await sql<{ id: UnitId }>`
    with moving as (
      select u.id, u.place_id as from_place_id, target.id as to_place_id
      from units u, places target
      where u.id = any (${inLockOrder(unitIds)}::uuid[]) and target.code = ${move.toPlaceCode} and u.place_id <> target.id
      order by u.id for no key update of u
    ), recorded as (
      insert into movements (unit_id, from_place_id, to_place_id, reason, reference, moved_at, moved_by)
      select id, from_place_id, to_place_id, ${move.reason}, ${move.reference}, ${tx.now()}, ${tx.actor.id} from moving order by id
    )
    update units u set place_id = moving.to_place_id from moving where u.id = moving.id
    returning u.id`.execute(tx.db)
  return rows.map((row) => row.id)
}

export async function insertLotUnits(tx: Tx, variantId: VariantId, unitIds: readonly UnitId[]): Promise<void> {
  await tx.db
    .insertInto('lotUnits')
    .values(unitIds.map((unitId) => ({ variantId, unitId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
