import type { AccountId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { DriftRow, DriftState, HandEdits } from './drift.ts'

export type AuditView = {
  readonly accountId: AccountId
  readonly channel: string
  readonly label: string
  readonly handEdits: HandEdits
  readonly pagesPerMinute: number
  readonly restMinutes: number
  readonly standingCount: number
  readonly running: { startedAt: string; pageCount: number; seenCount: number } | null
  readonly last: LastPass | null
  /** Set while nothing is healed. */
  readonly stop: { stoppedAt: string; driftCount: number; comparedCount: number } | null
  readonly openCount: number
  readonly askingCount: number
}

type LastPass = {
  startedAt: string
  endedAt: string
  pageCount: number
  seenCount: number
  comparedCount: number
  driftCount: number
}

/** Every account that can be read back: how it is audited, how far the pass is, what the last one found. */
export async function listAudits(cx: Cx): Promise<AuditView[]> {
  const byHand = Object.keys(cx.outside.byHand ?? {})
  const { rows } = await sql<AuditView>`
    select a.id as account_id, a.channel, a.label, coalesce(s.hand_edits, 'ours-wins') as hand_edits,
      coalesce(s.pages_per_minute, 6) as pages_per_minute, coalesce(s.rest_minutes, 30) as rest_minutes,
      (select count(*)::int from listings l where l.account_id = a.id and l.remote_id is not null) as standing_count,
      (select jsonb_build_object('startedAt', p.started_at, 'pageCount', p.page_count, 'seenCount', p.seen_count)
        from audit_passes p where p.account_id = a.id and p.ended_at is null) as running,
      (select jsonb_build_object('startedAt', p.started_at, 'endedAt', p.ended_at, 'pageCount', p.page_count, 'seenCount', p.seen_count,
          'comparedCount', p.compared_count, 'driftCount', p.drift_count)
        from audit_passes p where p.account_id = a.id and p.ended_at is not null order by p.started_at desc limit 1) as last,
      (select jsonb_build_object('stoppedAt', t.stopped_at, 'driftCount', t.drift_count, 'comparedCount', t.compared_count)
        from audit_stops t where t.account_id = a.id and t.resumed_at is null) as stop,
      (select count(*)::int from drifts d where d.account_id = a.id and d.state = 'open') as open_count,
      (select count(*)::int from drifts d where d.account_id = a.id and d.state = 'asking') as asking_count
    from channel_accounts a left join audit_accounts s on s.account_id = a.id
    where a.channel <> all (${byHand}::text[]) order by a.label`.execute(cx.db)
  return rows
}

export type DriftFilter = {
  readonly accountId?: AccountId | undefined
  readonly state?: DriftState | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

const cursorPattern = /^(\d{4}-\d\d-\d\dT[\d:.]{8,16}Z)_([0-9a-f-]{36})$/

/** Drifts, the latest seen first. */
export async function listDrifts(
  cx: Cx,
  { accountId, state, cursor, limit }: DriftFilter,
): Promise<{ items: DriftRow[]; nextCursor: string | null }> {
  const [, at, id] = cursorPattern.exec(cursor ?? '') ?? []
  const { rows } = await sql<DriftRow>`
    select d.id, d.account_id, a.label as account, a.channel, d.kind, d.listing_id, l.variant_id, d.remote_id, d.sku,
      coalesce(nullif(concat_ws(' – ', nullif(p.artist, ''), p.title), ''), d.title) as title, d.detail, d.state, d.seen_count, d.first_seen_at,
      d.last_seen_at, d.act, d.acted_at, d.failure, d.decision, d.decided_at, d.decided_by, d.reason, d.closed_at, d.closed_as
    from drifts d join channel_accounts a on a.id = d.account_id left join listings l on l.id = d.listing_id
    left join variants v on v.id = l.variant_id left join products p on p.id = v.product_id
    where (${accountId ?? null}::uuid is null or d.account_id = ${accountId ?? null}) and (${state ?? null}::text is null or d.state = ${state ?? null})
      and (${at ?? null}::timestamptz is null or (d.last_seen_at, d.id) < (${at ?? null}::timestamptz, ${id ?? null}::uuid))
    order by d.last_seen_at desc, d.id desc limit ${limit + 1}`.execute(cx.db)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? `${last.lastSeenAt.toISOString()}_${last.id}` : null }
}
