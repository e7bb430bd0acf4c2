import type { UnitId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { ClaimKind } from './stock.ts'

/** A movement or a change of a claim, as recorded. */
export type HistoryRow = {
  readonly source: 'movement' | 'claim'
  readonly what: string
  readonly at: Date
  readonly actor: string
  readonly fromPlace: string | null
  readonly toPlace: string | null
  readonly kind: ClaimKind | null
  /** `cart:…` or `order:…`: whom the claim or the movement was for. */
  readonly reference: string | null
  readonly reason: string | null
  readonly expiresAt: Date | null
}

const rowsMax = 1000

/** Oldest first; what happened in the same moment in the order it was written. */
export async function unitHistory(cx: Cx, unitId: UnitId): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    select 'movement' as source, m.reason as what, m.moved_at as at, m.moved_by as actor, f.code as from_place, t.code as to_place,
      null as kind, nullif(m.reference, '') as reference, m.reason, null::timestamptz as expires_at, m.id as n
    from movements m join places f on f.id = m.from_place_id join places t on t.id = m.to_place_id where m.unit_id = ${unitId}
    union all
    select 'claim', e.what, e.at, e.actor, null, null, e.kind, e.holder, e.reason, e.expires_at, e.id
    from claim_events e where e.unit_id = ${unitId}
    order by at, source desc, n limit ${rowsMax}`.execute(cx.db)
  return rows
}
