import type { AccountId, ListingId, VariantId } from '#kernel/ids'
import type { JsonObject, StandingListing } from '#modules/channels'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { DriftKind, Ours, PassId } from './drift.ts'

/** Vendors show our last word a moment after they accepted it. */
const settlesMs = 60_000

/** Nothing of ours may be younger than this when a page of a pass is judged. */
export const quietSince = (startedAt: Date): Date => new Date(startedAt.getTime() - settlesMs)

const isBusy = (since: Date) => sql<boolean>`(
  l.sent_seq < l.wanted_seq or l.creating_since is not null or coalesce(l.last_sent_at >= ${since}, false)
  or exists (select from listing_events e where e.listing_id = l.id and e.at >= ${since}))`

const oursColumns = (since: Date) => sql`
  l.id as listing_id, v.sku, l.remote_id, l.state, ${isBusy(since)} as is_busy,
  l.state in ('withdrawn', 'sold') or coalesce(l.withheld in ('sold', 'held', 'not-available', 'no-stock'), false) as is_off_sale, l.proof -> 'state' as proof`

export type OursOnPage = { readonly byRemoteId: Map<string, Ours>; readonly bySku: Map<string, Ours> }

/** Our listings that the entries of a page may be: by any remote id a listing ever had, or by SKU. Read after the page. */
export async function oursOf(
  cx: Cx,
  accountId: AccountId,
  { items, since }: { items: readonly StandingListing[]; since: Date },
): Promise<OursOnPage> {
  const remoteIds = items.map(({ remoteId }) => remoteId)
  const skus = items.flatMap(({ sku }) => (sku === '' ? [] : [sku]))
  const { rows } = await sql<Ours & { matched: string | null }>`
    select m.matched, ${oursColumns(since)} from (
      select id, remote_id as matched from listings where account_id = ${accountId} and remote_id = any (${remoteIds}::text[])
      union select listing_id, remote_id from listing_remotes where account_id = ${accountId} and remote_id = any (${remoteIds}::text[])
      union select l.id, null from variants v join listings l on l.variant_id = v.id and l.account_id = ${accountId} where v.sku = any (${skus}::text[])
    ) m join listings l on l.id = m.id join variants v on v.id = l.variant_id`.execute(cx.db)
  const byRemoteId = new Map<string, Ours>()
  const bySku = new Map<string, Ours>()
  for (const { matched, ...ours } of rows) {
    if (matched === null) bySku.set(ours.sku, ours)
    else byRemoteId.set(matched, ours)
  }
  return { byRemoteId, bySku }
}

export type Unseen = Ours & { readonly remoteId: string; readonly remote: JsonObject }

const unseenOf = (accountId: AccountId, pass: { id: PassId; since: Date }) => sql`
  from listings l join variants v on v.id = l.variant_id
  where l.account_id = ${accountId} and l.state = 'live' and l.remote_id is not null and not ${isBusy(pass.since)}
    and not exists (select from audit_sightings s where s.account_id = l.account_id and s.remote_id = l.remote_id and s.pass_id = ${pass.id})`

/** What we say is live and the pass has not shown, oldest proof first. */
export async function listUnseen(
  cx: Cx,
  accountId: AccountId,
  { pass, limit }: { pass: { id: PassId; since: Date }; limit: number },
): Promise<{ items: Unseen[]; total: number }> {
  const { rows } = await sql<Unseen & { total: number }>`
    select ${oursColumns(pass.since)}, l.remote, count(*) over ()::int as total ${unseenOf(accountId, pass)}
    order by l.proof_at nulls first, l.id limit ${limit}`.execute(cx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

/** How many of our listings stand there as far as we know: what a pass compares. */
export async function countStanding(cx: Cx, accountId: AccountId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from listings where account_id = ${accountId} and remote_id is not null`.execute(
    cx.db,
  )
  return rows[0]?.count ?? 0
}

/** Drifts of our own listings that this pass has shown; listings we never made say nothing about how well ours are kept. */
export async function countDrifts(cx: Cx, passId: PassId, kind?: DriftKind): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from drifts
    where last_pass_id = ${passId} and kind <> 'unknown-listing' and state in ('open', 'asking', 'acted')
      and (${kind ?? null}::text is null or kind = ${kind ?? null})`.execute(cx.db)
  return rows[0]?.count ?? 0
}

export async function findListingOf(
  cx: Cx,
  accountId: AccountId,
  variantId: VariantId,
): Promise<ListingId | undefined> {
  const { rows } = await sql<{ id: ListingId }>`
    select id from listings where account_id = ${accountId} and variant_id = ${variantId}`.execute(cx.db)
  return rows[0]?.id
}

/** How many of the listings a pass did not show were asked for one by one since its last page. */
export async function countUnseenRead(cx: Cx, passId: PassId, readAt: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from audit_sightings where pass_id = ${passId} and seen_at > ${readAt}`.execute(cx.db)
  return rows[0]?.count ?? 0
}

/** A poll is over by then, whatever it found. */
const pollTakesMs = 10_000
const pollsBegunMs = 60_000

/** Did a poll of the account's orders begin after `since` and have the time to take everything in? */
export async function ordersHeardSince(cx: Cx, accountId: AccountId, since: Date): Promise<boolean> {
  const { rows } = await sql<{ polledAt: Date | null }>`
    select orders_polled_at as polled_at from channel_accounts where id = ${accountId} and failures = 0`.execute(cx.db)
  const polledAt = rows[0]?.polledAt?.getTime() ?? 0
  const isOver = polledAt > since.getTime() && polledAt + pollTakesMs <= cx.now().getTime()
  return isOver || polledAt > since.getTime() + pollsBegunMs
}
