import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Tracker } from './tracker.ts'

/** What visitors are asked about now. */
export async function offeredTrackers(cx: Cx): Promise<Tracker[]> {
  const { rows } =
    await sql<Tracker>`select id, kind, identifier, purpose from trackers where removed_at is null order by added_at, id`.execute(
      cx.db,
    )
  return rows
}

export type ChoiceCounts = { readonly accepted: number; readonly refused: number }

/** Of the last 30 days. */
export async function choiceCounts(cx: Cx): Promise<ChoiceCounts> {
  const { rows } = await sql<ChoiceCounts>`
    select count(*) filter (where accepted <> '{}')::int as accepted, count(*) filter (where accepted = '{}')::int as refused
    from consents where chosen_at > ${cx.now()}::timestamptz - interval '30 days'`.execute(cx.db)
  return rows[0] ?? { accepted: 0, refused: 0 }
}
