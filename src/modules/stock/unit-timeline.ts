import type { UnitId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import { findUnits, type UnitView } from './queries.ts'
import type { ClaimKind } from './stock.ts'

/** One thing that happened to a unit. `textKey` is the i18n key of its sentence, the other fields are the sentence's values. */
export type TimelineEntry = {
  readonly at: Date
  readonly actor: string
  readonly textKey: string
  readonly fromPlace: string | null
  readonly toPlace: string | null
  readonly kind: ClaimKind | null
  /** `cart:…` or `order:…`: whom the claim or the movement was for. */
  readonly reference: string | null
  readonly reason: string | null
  readonly expiresAt: Date | null
}

export type UnitTimeline = { readonly unit: UnitView; readonly entries: readonly TimelineEntry[] }

type Row = Omit<TimelineEntry, 'textKey'> & { source: 'movement' | 'claim'; what: string }

const entriesMax = 1000

/** Everything that ever happened to a unit, oldest first. Refuses `stock.unit-not-found`. */
export async function unitTimeline(cx: Cx, unitId: UnitId): Promise<UnitTimeline> {
  const [unit] = await findUnits(cx, { unitId })
  if (!unit) refuse('stock.unit-not-found', { unitId })

  const { rows } = await sql<Row>`
    select 'movement' as source, m.reason as what, m.moved_at as at, m.moved_by as actor, f.code as from_place, t.code as to_place,
      null as kind, nullif(m.reference, '') as reference, m.reason, null::timestamptz as expires_at, m.id as n
    from movements m join places f on f.id = m.from_place_id join places t on t.id = m.to_place_id where m.unit_id = ${unitId}
    union all
    select 'claim', e.what, e.at, e.actor, null, null, e.kind, e.holder, e.reason, e.expires_at, e.id
    from claim_events e where e.unit_id = ${unitId}
    order by at, source desc, n limit ${entriesMax}`.execute(cx.db)
  return { unit, entries: rows.map(toEntry) }
}

/** `timeline.claim.cart.taken`, `timeline.movement.received`: keys of the namespace `stock`. */
const toEntry = ({
  source,
  what,
  at,
  actor,
  fromPlace,
  toPlace,
  kind,
  reference,
  reason,
  expiresAt,
}: Row): TimelineEntry => ({
  textKey: source === 'movement' ? `stock:timeline.movement.${what}` : `stock:timeline.claim.${kind}.${what}`,
  at,
  actor,
  fromPlace,
  toPlace,
  kind,
  reference,
  reason,
  expiresAt,
})
