import type { UnitId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { findUnits, type UnitView } from './queries.ts'
import { type HistoryRow, unitHistory } from './queries-timeline.ts'

/** One thing that happened to a unit. `textKey` is the i18n key of its sentence, the other fields are the sentence's values. */
export type TimelineEntry = Omit<HistoryRow, 'source' | 'what'> & { readonly textKey: string }

export type UnitTimeline = { readonly unit: UnitView; readonly entries: readonly TimelineEntry[] }

/** Everything that ever happened to a unit, oldest first. Refuses `stock.unit-not-found`. */
export async function unitTimeline(cx: Cx, unitId: UnitId): Promise<UnitTimeline> {
  const [unit] = await findUnits(cx, { unitId })
  if (!unit) refuse('stock.unit-not-found', { unitId })
  const rows = await unitHistory(cx, unitId)
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
}: HistoryRow): TimelineEntry => ({
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
