import type { AccountId, ListingId, VariantId } from '#kernel/ids'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { BreakerState } from './breaker.ts'
import type { Exchange } from './exchange.ts'
import type { JsonObject, ListingError, ListingRow, ListingState } from './listing.ts'

export type AccountView = {
  readonly id: AccountId
  readonly channel: string
  readonly label: string
  readonly seller: string
  readonly state: 'active' | 'paused'
  readonly breaker: BreakerState
  readonly breakerSince: Date | null
  readonly failures: number
  readonly blockedUntil: Date | null
  readonly ordersPolledAt: Date | null
  readonly lastError: ListingError | null
  readonly counts: Readonly<Record<ListingState, number>>
  readonly pendingCount: number
  readonly unprovenCount: number
  /** Withdrawals the vendor has not accepted, and since when the first of them is wanted. */
  readonly withdrawals: { readonly waiting: number; readonly oldestAt: string | null }
  /** From the moment a copy was claimed to the vendor's acceptance of its withdrawal, over the last 30 days. */
  readonly withdrawalMs: {
    readonly count: number
    readonly p50: number | null
    readonly p95: number | null
    readonly p99: number | null
  }
}

/** Withdrawn because somebody has the copy; a price or grade taken away is in no hurry and no part of the promise. */
const claimed = ['sold', 'held', 'not-available', 'no-stock']

/** Every account with what stands there, what waits, and how fast withdrawals were. */
export async function listAccounts(cx: Cx): Promise<AccountView[]> {
  const since = new Date(cx.now().getTime() - 30 * 86_400_000)
  const { rows } = await sql<AccountView>`
    select a.id, a.channel, a.label, a.seller, a.state, a.breaker, a.breaker_since, a.failures, a.blocked_until, a.orders_polled_at, a.last_error,
      jsonb_build_object('waiting', 0, 'live', 0, 'withdrawn', 0, 'rejected', 0, 'sold', 0) || coalesce(c.counts, '{}') as counts,
      coalesce(c.pending_count, 0)::int as pending_count, coalesce(c.unproven_count, 0)::int as unproven_count,
      jsonb_build_object('waiting', coalesce(c.waiting, 0), 'oldestAt', c.oldest_at) as withdrawals,
      jsonb_build_object('count', w.count, 'p50', w.p50, 'p95', w.p95, 'p99', w.p99) as withdrawal_ms
    from channel_accounts a
    left join lateral (
      select jsonb_object_agg(s.state, s.count) as counts, sum(s.pending_count) as pending_count, sum(s.unproven_count) as unproven_count,
        sum(s.waiting) as waiting, min(s.oldest_at) as oldest_at
      from (select state, count(*) as count, count(*) filter (where sent_seq < wanted_seq) as pending_count,
          count(*) filter (where sent_seq < wanted_seq and urgency = 0) as waiting,
          min(wanted_at) filter (where sent_seq < wanted_seq and urgency = 0) as oldest_at,
          count(*) filter (where remote_id is not null and (proof_at is null or proof_at < last_sent_at)) as unproven_count
        from listings where account_id = a.id group by state) s) c on true
    left join lateral (
      select count(*) as count, percentile_disc(0.5) within group (order by ms) as p50, percentile_disc(0.95) within group (order by ms) as p95,
        percentile_disc(0.99) within group (order by ms) as p99
      from (select (e.data ->> 'latencyMs')::int as ms from listing_events e join listings l on l.id = e.listing_id
        where e.what = 'withdrawn' and e.at >= ${since} and l.account_id = a.id
          and coalesce(e.data ->> 'reason', 'sold') = any(${claimed}::text[])) latencies) w on true
    order by a.created_at`.execute(cx.db)
  return rows
}

export type ListingView = {
  readonly id: ListingId
  readonly variantId: VariantId
  readonly sku: string
  readonly title: string
  readonly artist: string
  readonly state: ListingState
  readonly isPending: boolean
  readonly withheld: string | null
  readonly remoteId: string | null
  readonly lastError: ListingError | null
  readonly lastSentAt: Date | null
  readonly proofAt: Date | null
  readonly nextTryAt: Date
}

/** Listings of an account by id; the cursor is the last id of the page before. */
export async function listListings(
  cx: Cx,
  {
    accountId,
    state,
    cursor,
    limit,
  }: { accountId: AccountId; state?: ListingState | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: ListingView[]; nextCursor: string | null }> {
  const { rows } = await sql<ListingView>`
    select l.id, l.variant_id, v.sku, p.title, p.artist, l.state, l.sent_seq < l.wanted_seq as is_pending, l.withheld, l.remote_id,
      l.last_error, l.last_sent_at, l.proof_at, l.next_try_at
    from listings l join variants v on v.id = l.variant_id join products p on p.id = v.product_id
    where l.account_id = ${accountId} and (${state ?? null}::text is null or l.state = ${state ?? null})
      and (${cursor ?? null}::uuid is null or l.id > ${cursor ?? null}::uuid)
    order by l.id limit ${limit + 1}`.execute(cx.db)
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export type ListingEventView = { readonly what: string; readonly data: JsonObject; readonly at: Date }
export type ExplainedRow = ListingRow & {
  readonly accountId: AccountId
  readonly isPending: boolean
  readonly nextTryAt: Date
  readonly lastSentAt: Date | null
  readonly proofAt: Date | null
  readonly proveAt: Date | null
  readonly waitsFor: string | null
  readonly lastExchange: Exchange | null
  readonly events: readonly ListingEventView[]
}

const eventsShown = 5

/** All listings of one variant with their last events, newest first. */
export async function listingsOfVariant(cx: Cx, variantId: VariantId): Promise<ExplainedRow[]> {
  const { rows } = await sql<ExplainedRow & { events: (Omit<ListingEventView, 'at'> & { at: string })[] }>`
    select l.id, l.account_id, l.variant_id, v.sku, l.wanted_seq, l.urgency, l.state, l.remote_id, l.remote, l.sent_fingerprint,
      l.sending_fingerprint, l.creating_since, l.attempts, l.withheld, l.last_error, l.wanted_at, l.proof,
      l.sent_seq < l.wanted_seq as is_pending, l.next_try_at, l.last_sent_at, l.proof_at, l.prove_at,
      l.waits_for, l.last_exchange,
      coalesce((select jsonb_agg(jsonb_build_object('what', e.what, 'data', e.data, 'at', e.at)) from (
        select what, data, at from listing_events where listing_id = l.id order by id desc limit ${eventsShown}) e), '[]') as events
    from listings l join variants v on v.id = l.variant_id join channel_accounts a on a.id = l.account_id
    where l.variant_id = ${variantId} order by a.created_at`.execute(cx.db)
  return rows.map((row) => ({ ...row, events: row.events.map((event) => ({ ...event, at: new Date(event.at) })) }))
}

/** Listings on sale, as far as we told the vendor, of variants without a free copy: what `etal verify` must not find. */
export async function soldButLive(cx: Cx): Promise<{ listingId: ListingId; sku: string; account: string }[]> {
  const { rows } = await sql<{ listingId: ListingId; sku: string; account: string }>`
    select l.id as listing_id, v.sku, a.label as account
    from listings l join variants v on v.id = l.variant_id join channel_accounts a on a.id = l.account_id
    where l.state = 'live' and l.sent_seq = l.wanted_seq
      and exists (select 1 from units u where u.variant_id = v.id union all select 1 from lot_units m where m.variant_id = v.id)
      and case when exists (select 1 from lot_units m where m.variant_id = v.id)
        then exists (select 1 from lot_units m join claims c on c.unit_id = m.unit_id and c.ended_at is null and c.kind = 'order' where m.variant_id = v.id)
        else not exists (select 1 from units u join places p on p.id = u.place_id and p.kind = 'shelf' where u.variant_id = v.id
          and not exists (select 1 from claims c where c.unit_id = u.id and c.ended_at is null and c.kind = 'order')) end`.execute(
    cx.db,
  )
  return rows
}
