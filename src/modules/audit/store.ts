import { type AccountId, newId } from '#kernel/ids'
import type { StandingListing } from '#modules/channels'
import type { Cx, Tx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Act, Decision, DriftId, DriftState, DueDrift, FoundDrift, HandEdits, PassId } from './drift.ts'

export type AuditAccount = {
  readonly accountId: AccountId
  readonly handEdits: HandEdits
  readonly pagesPerMinute: number
  readonly restMinutes: number
}

const columns = sql`account_id, hand_edits, pages_per_minute, rest_minutes`

/** Who moves the account's next time reads its next page; undefined for everybody else, and before it is time. */
export async function takeTurn(cx: Cx, accountId: AccountId, until: Date): Promise<AuditAccount | undefined> {
  const { rows } = await sql<AuditAccount>`
    insert into audit_accounts as a (account_id, next_at, updated_at, updated_by) values (${accountId}, ${until}, ${cx.now()}, ${cx.actor.id})
    on conflict (account_id) do update set next_at = excluded.next_at where a.next_at <= ${cx.now()}
    returning ${columns}`.execute(cx.db)
  return rows[0]
}

export async function setNextTurn(cx: Cx, accountId: AccountId, nextAt: Date): Promise<void> {
  await sql`update audit_accounts set next_at = ${nextAt} where account_id = ${accountId}`.execute(cx.db)
}

export async function saveSettings(
  tx: Tx,
  accountId: AccountId,
  { handEdits, pagesPerMinute, restMinutes }: Omit<AuditAccount, 'accountId'>,
): Promise<void> {
  await sql`
    insert into audit_accounts (account_id, hand_edits, pages_per_minute, rest_minutes, next_at, updated_at, updated_by)
    values (${accountId}, ${handEdits}, ${pagesPerMinute}, ${restMinutes}, ${tx.now()}, ${tx.now()}, ${tx.actor.id})
    on conflict (account_id) do update set hand_edits = excluded.hand_edits, pages_per_minute = excluded.pages_per_minute,
      rest_minutes = excluded.rest_minutes, updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(
    tx.db,
  )
}

export type Pass = {
  readonly id: PassId
  readonly startedAt: Date
  readonly page: string | null
  readonly readAt: Date | null
  readonly seenCount: number
}

export async function findRunningPass(cx: Cx, accountId: AccountId): Promise<Pass | undefined> {
  const { rows } = await sql<Pass>`
    select id, started_at, page, read_at, seen_count from audit_passes where account_id = ${accountId} and ended_at is null`.execute(
    cx.db,
  )
  return rows[0]
}

export async function lastPassEnd(cx: Cx, accountId: AccountId): Promise<Date | undefined> {
  const { rows } = await sql<{ endedAt: Date | null }>`
    select max(ended_at) as ended_at from audit_passes where account_id = ${accountId}`.execute(cx.db)
  return rows[0]?.endedAt ?? undefined
}

/** Somebody else may have begun one at the same moment; then theirs is the pass. */
export async function beginPass(cx: Cx, accountId: AccountId): Promise<void> {
  await sql`
    insert into audit_passes (id, account_id, started_at) values (${newId<PassId>(cx.now())}, ${accountId}, ${cx.now()})
    on conflict (account_id) where ended_at is null do nothing`.execute(cx.db)
}

/** Compare-and-swap on the page: false when another process has taken it meanwhile, and nothing of ours may be kept. */
export async function turnPage(
  tx: Tx,
  pass: Pass,
  { next, count }: { next: string | undefined; count: number },
): Promise<boolean> {
  const { rows } = await sql`
    update audit_passes set page = ${next ?? null}, page_count = page_count + 1, seen_count = seen_count + ${count},
      read_at = case when ${next ?? null}::text is null then ${tx.now()}::timestamptz end
    where id = ${pass.id} and ended_at is null and read_at is null and page is not distinct from ${pass.page} returning id`.execute(
    tx.db,
  )
  return rows.length > 0
}

export async function endPass(
  tx: Tx,
  passId: PassId,
  { comparedCount, driftCount }: { comparedCount: number; driftCount: number },
): Promise<void> {
  await sql`
    update audit_passes set ended_at = ${tx.now()}, compared_count = ${comparedCount}, drift_count = ${driftCount} where id = ${passId}`.execute(
    tx.db,
  )
}

export async function saveSightings(
  tx: Tx,
  { accountId, passId }: { accountId: AccountId; passId: PassId },
  items: readonly StandingListing[],
): Promise<void> {
  // a vendor may show one listing twice while its pages move, and one statement may not write a row twice
  const once = [...new Map(items.map((item) => [item.remoteId, item])).values()]
  if (once.length === 0) return
  await sql`
    insert into audit_sightings (account_id, remote_id, pass_id, sku, title, state, seen_at)
    select ${accountId}::uuid, o."remoteId", ${passId}::uuid, o.sku, o.title, o.state, ${tx.now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(once)}::jsonb) o ("remoteId" text, sku text, title text, state jsonb)
    on conflict (account_id, remote_id) do update set pass_id = excluded.pass_id, sku = excluded.sku, title = excluded.title,
      state = excluded.state, seen_at = excluded.seen_at`.execute(tx.db)
}

/** What earlier passes saw and this one did not. */
export async function forgetSightings(tx: Tx, accountId: AccountId, passId: PassId): Promise<void> {
  await sql`delete from audit_sightings where account_id = ${accountId} and pass_id <> ${passId}`.execute(tx.db)
}

const actsMax = 2

/**
 * A drift seen again stays one row. One that a person ignores stays ignored while it looks the same; one that was acted
 * upon is to be healed again, and after that did not help twice, a person is asked.
 */
export async function saveDrifts(
  tx: Tx,
  { accountId, passId }: { accountId: AccountId; passId: PassId },
  drifts: readonly FoundDrift[],
): Promise<void> {
  if (drifts.length === 0) return
  const rows = drifts.map((drift) => ({ id: newId(tx.now()), ...drift }))
  await sql`
    insert into drifts as d (id, account_id, kind, listing_id, remote_id, sku, title, detail, state, first_seen_at, last_seen_at, last_pass_id)
    select o.id, ${accountId}::uuid, o.kind, o."listingId", o."remoteId", o.sku, o.title, o.detail, o.state, ${tx.now()}::timestamptz,
      ${tx.now()}::timestamptz, ${passId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) o (id uuid, kind text, "listingId" uuid, "remoteId" text, sku text, title text,
      detail jsonb, state text)
    on conflict (account_id, kind, remote_id) where state <> 'closed' do update set
      last_seen_at = excluded.last_seen_at, last_pass_id = excluded.last_pass_id, detail = excluded.detail, title = excluded.title,
      seen_count = d.seen_count + case when d.last_pass_id = excluded.last_pass_id then 0 else 1 end,
      state = case when d.state = 'ignored' and d.detail -> 'theirs' = excluded.detail -> 'theirs' then 'ignored'
        when d.act_count >= ${sql.lit(actsMax)} then 'asking' else excluded.state end`.execute(tx.db)
}

/** Of entries that were judged now, the drifts that are over: healed when something was done about them. */
export async function closeDrifts(
  tx: Tx,
  accountId: AccountId,
  judged: readonly { readonly remoteId: string; readonly kinds: readonly string[] }[],
): Promise<void> {
  if (judged.length === 0) return
  await sql`
    update drifts d set state = 'closed', closed_at = ${tx.now()}, closed_as = case when d.act_count > 0 then 'healed' else 'gone' end
    from jsonb_to_recordset(${JSON.stringify(judged)}::jsonb) o ("remoteId" text, kinds jsonb)
    where d.account_id = ${accountId} and d.remote_id = o."remoteId" and d.state <> 'closed' and not o.kinds ? d.kind`.execute(
    tx.db,
  )
}

/** A whole pass, and the vendor no longer shows it at all. */
export async function closeUnseenDrifts(tx: Tx, accountId: AccountId, passId: PassId): Promise<void> {
  await sql`
    update drifts d set state = 'closed', closed_at = ${tx.now()}, closed_as = case when d.act_count > 0 then 'healed' else 'gone' end
    where d.account_id = ${accountId} and d.state <> 'closed' and d.last_pass_id <> ${passId}
      and not exists (select from audit_sightings s where s.account_id = d.account_id and s.remote_id = d.remote_id and s.pass_id = ${passId})`.execute(
    tx.db,
  )
}

/** What may be healed now, most dangerous first; locked, so that two processes do not do the same. */
export async function lockDueDrifts(tx: Tx, accountId: AccountId, limit: number): Promise<DueDrift[]> {
  const { rows } = await sql<DueDrift>`
    select d.id, d.kind, d.remote_id, d.sku, d.listing_id, d.decision, d.last_seen_at as seen_at, l.state as listing_state,
      l.remote_id as listing_remote_id,
      coalesce(l.sent_seq < l.wanted_seq or l.creating_since is not null or l.last_sent_at > d.last_seen_at
        or exists (select from listing_events e where e.listing_id = l.id and e.at > d.last_seen_at), false) as is_outdated
    from drifts d left join listings l on l.id = d.listing_id
    where d.account_id = ${accountId} and d.state = 'open'
      and not exists (select from audit_stops s where s.account_id = d.account_id and s.resumed_at is null)
    order by d.kind not in ('relisted-there', 'duplicate-there', 'quantity-edited'), d.first_seen_at, d.id limit ${limit}
    for update of d skip locked`.execute(tx.db)
  return rows
}

export type DriftChange =
  | { readonly state: 'acted'; readonly act: Act }
  | { readonly state: 'asking'; readonly failure: string }
  | { readonly state: 'closed'; readonly closedAs: 'gone' | 'decided' }

export async function changeDrift(tx: Tx, driftId: DriftId, change: DriftChange): Promise<void> {
  const act = change.state === 'acted' ? change.act : null
  const failure = change.state === 'asking' ? change.failure : null
  const closedAs = change.state === 'closed' ? change.closedAs : null
  await sql`
    update drifts set state = ${change.state}, act = coalesce(${act}, act), failure = ${failure},
      act_count = act_count + ${change.state === 'closed' ? 0 : 1}, acted_at = case when ${act}::text is null then acted_at else ${tx.now()}::timestamptz end,
      closed_as = ${closedAs}, closed_at = case when ${closedAs}::text is null then null else ${tx.now()}::timestamptz end
    where id = ${driftId}`.execute(tx.db)
}

export async function lockDrift(
  tx: Tx,
  driftId: DriftId,
): Promise<
  { accountId: AccountId; kind: FoundDrift['kind']; state: DriftState; remoteId: string; sku: string } | undefined
> {
  const { rows } = await sql<{
    accountId: AccountId
    kind: FoundDrift['kind']
    state: DriftState
    remoteId: string
    sku: string
  }>`select account_id, kind, state, remote_id, sku from drifts where id = ${driftId} for update`.execute(tx.db)
  return rows[0]
}

export type NewDecision = { readonly decision: Decision; readonly reason: string; readonly state: 'open' | 'ignored' }

export async function saveDecision(tx: Tx, driftId: DriftId, { decision, reason, state }: NewDecision): Promise<void> {
  await sql`
    update drifts set state = ${state}, decision = ${decision}, reason = ${reason}, decided_at = ${tx.now()}, decided_by = ${tx.actor.id},
      act_count = 0, failure = null
    where id = ${driftId}`.execute(tx.db)
}

export type NewStop = { readonly passId: PassId; readonly driftCount: number; readonly comparedCount: number }

/** Once a pass: a person who said go is not asked again about the same pass. */
export async function insertStop(
  tx: Tx,
  accountId: AccountId,
  { passId, driftCount, comparedCount }: NewStop,
): Promise<boolean> {
  const { rows } = await sql`
    insert into audit_stops (account_id, pass_id, drift_count, compared_count, stopped_at)
    select ${accountId}::uuid, ${passId}::uuid, ${driftCount}::int, ${comparedCount}::int, ${tx.now()}::timestamptz
    where not exists (select from audit_stops where pass_id = ${passId})
    on conflict (account_id) where resumed_at is null do nothing returning id`.execute(tx.db)
  return rows.length > 0
}

export async function endStop(tx: Tx, accountId: AccountId, reason: string): Promise<boolean> {
  const { rows } = await sql`
    update audit_stops set resumed_at = ${tx.now()}, resumed_by = ${tx.actor.id}, reason = ${reason}
    where account_id = ${accountId} and resumed_at is null returning id`.execute(tx.db)
  return rows.length > 0
}
